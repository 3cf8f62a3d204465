"""What tells the office's files from others, and which of them this program can read."""

APPLICATION_ID = 0x67726964
"""“grid”: tells our files from other programs' (PRAGMA application_id)."""
LATEST = 3
"""The version that this program writes (PRAGMA user_version); a file with a higher one is refused."""
