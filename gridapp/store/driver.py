"""The one SQLite of the program: SQLCipher's, for plain files and encrypted ones alike, in the module `sqlite3`.

sqlite-utils gets it too, by the hook that it has for other drivers (`pysqlite3`), and must get it before it is
imported: by the standard library's it would not recognise this one's errors, and writes after one would be lost.
The two also may not meet on one file: closing it, the one lets go of the other's lock (POSIX).
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the same module, which brings no types of its own
    import sqlite3
else:
    import sqlcipher3
    from sqlcipher3 import dbapi2 as sqlite3

    if "sqlite_utils" in sys.modules:
        raise ImportError("sqlite_utils was imported before its driver was chosen")
    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = sqlite3

__all__ = ["sqlite3"]
