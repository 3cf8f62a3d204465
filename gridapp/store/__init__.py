"""The one SQLite file: opening, tables, changes with audit and undo. Nothing else writes SQL."""
