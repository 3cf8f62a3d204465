"""The one SQLite file: opening, tables, changes with audit and undo. Nothing else writes SQL.

Whatever of it is imported, its driver comes first, before sqlite-utils.
"""

from gridapp.store import driver as driver
