"""The office's work: rosters, records, scores, grades, subsidies, workbook and prints. Imports no Qt."""

__version__ = "0.1.0"
