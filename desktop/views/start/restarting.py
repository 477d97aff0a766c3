"""Beginning again at the lock screen in a process that never knew the key."""

import os
import sys
from pathlib import Path


def restart(office: Path) -> None:
    """End this process, which knew the key, and begin again with the office's folder only. Does not return."""
    command = command_for(office)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there is no exec that keeps the console and the window together
        import subprocess

        subprocess.Popen(command)
        os._exit(0)
    os.execv(command[0], command)


def command_for(office: Path) -> list[str]:
    """How this program is started on an office: from an installer, or from source or a wheel."""
    if getattr(sys, "frozen", False):
        return [sys.executable, str(office)]
    return [sys.executable, "-m", "desktop", str(office)]
