"""The kinds of file that the dialogues offer, as Qt's filters."""

from gridapp import SUFFIX

BOOKS = "台账工作簿 (*.xlsx)"
NEW_DATABASE = f"数据库 (*{SUFFIX})"
DATABASES = f"数据库 (*{SUFFIX} *.db);;所有文件 (*)"
BACKUPS = f"备份 (*.backup *{SUFFIX} *.db);;所有文件 (*)"
