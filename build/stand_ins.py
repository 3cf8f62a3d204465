"""Runs first in an installed program (app.spec): what stands in for packages that are asked for and never used.

sqlite-utils names a type of the standard library's sqlite3: here SQLCipher's SQLite is the only one, under that name
too (gridapp/store/driver.py). reportlab asks for Pillow, and does without where it is told that there is none.
"""

import sys
from types import ModuleType

import sqlcipher3

sys.modules["sqlite3"] = sqlcipher3
sys.modules["PIL"] = pillow = ModuleType("PIL")
pillow.Image = None
