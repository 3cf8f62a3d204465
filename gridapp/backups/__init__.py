"""Backups of the office's file: where they lie, what they hold, which are kept, how one comes back.

files.py finds and names them, thinning.py chooses which may go, keeping.py makes them and puts one back. What needs SQL
is in gridapp/store/backup.py.
"""

from gridapp.backups.files import Backup as Backup
from gridapp.backups.files import found as found
from gridapp.backups.files import pin as pin
from gridapp.backups.files import read as read
from gridapp.backups.keeping import Draft as Draft
from gridapp.backups.keeping import Kept as Kept
from gridapp.backups.keeping import draft as draft
from gridapp.backups.keeping import fetch_keyring as fetch_keyring
from gridapp.backups.keeping import keep as keep
from gridapp.backups.keeping import keyring_of as keyring_of
from gridapp.backups.keeping import look_into as look_into
from gridapp.backups.keeping import newest_good as newest_good
from gridapp.backups.keeping import restore as restore
from gridapp.backups.thinning import clock_problem as clock_problem
from gridapp.backups.thinning import newest as newest
from gridapp.store.backup import Contents as Contents
from gridapp.store.drafts import sweep as sweep
