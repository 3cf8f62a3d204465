"""The window: shows what Office answers, hands on what the clerk types. No SQL, no scoring, no rule of the office."""
