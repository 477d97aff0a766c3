"""Where a live office may lie: on a disk of this computer, not on a share and not where a program syncs files.

A file replaced under a running program loses what was saved since, without any error; a share drops connections and
locks. The refusal names the way out: put the office on this computer and keep backups there.
"""

import ctypes
import os
import sys
from pathlib import Path

from desktop.models.refusal import Refusal

NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.davfs2", "ncpfs", "afs"}
NETWORK_SYSTEMS |= {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"}
SYNCED_FOLDERS = {"Dropbox", "OneDrive", "Google Drive", "GoogleDrive", "iCloud Drive", "Mobile Documents"}
SYNCED_FOLDERS |= {"Nextcloud", "ownCloud", "pCloud", "Box Sync", "Syncthing"}
SYNC_MARKS = (".stfolder", ".dropbox.cache", ".sync_journal.db", ".owncloudsync.log")
REMOTE_DRIVE = 4


def expect_own_disk(root: Path) -> None:
    """Refusal when an office in `root` would lie on a network share or in a synchronized folder."""
    where = root.absolute()
    if system := _network_system(where):
        raise Refusal(
            f"{root} lies on a network share ({system}), where saved work can be lost. "
            "Put the office on a disk of this computer, and its backups on the share."
        )
    if synced := _synced_by(where):
        raise Refusal(
            f"{root} lies in a folder that is synchronized ({synced}), where saved work can be replaced by an older "
            "copy. Put the office elsewhere on this computer, and its backups there."
        )


def _network_system(where: Path) -> str:
    """The name of the network file system that holds a path, "" when it is a disk or nothing tells."""
    if sys.platform == "win32":
        drive = where.anchor
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == REMOTE_DRIVE
        return "a Windows share" if remote else ""
    for mounted, system in sorted(_mounts(), key=lambda mount: len(mount[0]), reverse=True):
        if where == Path(mounted) or Path(mounted) in where.parents:
            return system if system in NETWORK_SYSTEMS else ""
    return ""


def _mounts() -> list[tuple[str, str]]:
    """(folder, file system) of everything mounted, as Linux lists it; empty where there is no such list."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    parts = (line.split(" ") for line in lines)
    return [(part[1].replace("\\040", " "), part[2]) for part in parts if len(part) > 2]


def _synced_by(where: Path) -> str:
    """The name of the synchronized folder that a path lies in, "" when there is none."""
    for folder in (where, *where.parents):
        if any(folder.name == name or folder.name.startswith(f"{name} -") for name in SYNCED_FOLDERS):
            return folder.name
        if any(os.path.lexists(folder / mark) for mark in SYNC_MARKS):
            return folder.name
    return ""
