"""The blank paper logs, made from the same columns as the screens that type them in (gridapp.columns)."""
