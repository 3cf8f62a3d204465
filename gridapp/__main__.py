"""`python -m gridapp`."""

from gridapp.cli import run

run()
