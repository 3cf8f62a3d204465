"""Backups of the office's file: where they lie, what they hold, which are kept, how one comes back.

files.py finds and names them, thinning.py chooses which may go, making.py makes them, looking.py looks into them,
restoring.py puts one back, plain.py finds those without encryption; parcel.py is what the backup of an encrypted file
looks like. What needs SQL is in gridapp/store/backup.py.
"""

from gridapp.backups.files import Backup as Backup
from gridapp.backups.files import found as found
from gridapp.backups.files import pin as pin
from gridapp.backups.files import read as read
from gridapp.backups.files import stem_of as stem_of
from gridapp.backups.looking import fetch_keyring as fetch_keyring
from gridapp.backups.looking import keyring_of as keyring_of
from gridapp.backups.looking import look_into as look_into
from gridapp.backups.looking import newest_good as newest_good
from gridapp.backups.looking import take_keyring as take_keyring
from gridapp.backups.making import Draft as Draft
from gridapp.backups.making import Kept as Kept
from gridapp.backups.making import draft as draft
from gridapp.backups.making import keep as keep
from gridapp.backups.plain import remove as remove
from gridapp.backups.plain import unencrypted as unencrypted
from gridapp.backups.restoring import restore as restore
from gridapp.backups.thinning import clock_problem as clock_problem
from gridapp.backups.thinning import newest as newest
from gridapp.store.backup import Contents as Contents
from gridapp.store.drafts import sweep as sweep
