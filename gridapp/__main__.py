"""`python -m gridapp`. A double click, on the program or on an office's file, waits for no command line to load."""

import sys

from gridapp.double_click import double_clicked, open_window

arguments = sys.argv[1:]
if double_clicked(arguments):
    open_window(*arguments)
else:
    from gridapp.cli import run

    run()
