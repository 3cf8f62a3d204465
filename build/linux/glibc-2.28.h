/* Included before every source file that is compiled for the bundle: binds what glibc renewed after 2.28 to the
 * versions before, so that the programs start on UOS 20 and Kylin V10. build/linux/ceiling.py checks the outcome. */
#ifndef __ASSEMBLER__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
