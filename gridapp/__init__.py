"""The office's work: rosters, records, scores, grades, subsidies, workbook and prints. Imports no Qt."""

from gridapp.resources import version

__version__ = version()
SUFFIX = ".gridapp"
"""What an office's file ends in; files of any other name are opened as well."""
