"""What the files of an office folder are called. Apart, because the lock screen needs no more than the names."""

DATABASE = "office.db"
FILES = "files"
BACKUPS = "backups"
LOCK = "office.lock"
RESTORED = ".restored"  # in a folder that a restore made, until it is opened for writing
ARRIVING = ".arriving"  # in the middle of a restore that is decided and not yet finished
KEY_COPIES = ("keys.json", "keys.copy.json")
KEY_FORMAT = 1  # the newest format of the key slots that this program reads
# Only in a demo that was asked for it: its lock screen shows the passphrase of an office that holds nobody's words.
DEMO_PASSPHRASE = "demo-passphrase.txt"
