"""What tells the office's files from others, and which of them this program can read."""

APPLICATION_ID = 0x67726964
"""“grid”: tells our files from other programs' (PRAGMA application_id)."""
LATEST = 4
"""The version that this program writes (PRAGMA user_version); a file with a higher one is refused."""
ENCRYPTED = b"gridapp\x01"
"""What an encrypted file begins with: SQLCipher lets us choose its salt, which are these bytes and the key's number.

The salt only makes keys differ that come from passwords; ours are 32 bytes at random.
"""
SPOILED_BITS = 6
"""What differs from these bytes in no more bits was one of ours before the disk spoiled it."""
