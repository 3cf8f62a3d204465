"""The township office's work: rosters, records, scores, grades, subsidies, workbook and prints. Imports no Qt."""
