"""Which computer this is, so that an office that turns up on another one can ask; and what it shall not keep of us."""

import hashlib
import os
import socket
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo


def machine_id() -> str:
    """The computer's own id, digested so that the office does not carry it around in clear."""
    own = _linux() or _mac() or _windows() or f"{uuid.getnode():x}"
    return hashlib.sha256(f"common ground {own}".encode()).hexdigest()


def machine_name() -> str:
    """What people call this computer."""
    return socket.gethostname()


def _linux() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            if own := Path(path).read_text(encoding="ascii").strip():
                return own
        except (OSError, ValueError):
            continue
    return ""


def _mac() -> str:
    if sys.platform != "darwin":
        return ""
    command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return next((line.split('"')[-2] for line in listing.splitlines() if "IOPlatformUUID" in line), "")


def _windows() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])


def leave_no_core() -> None:
    """From here on a crash of this process writes none of its memory, and so no key, to a file."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def zone_name() -> str:
    """The IANA name of this computer's time zone, "UTC" when it tells none."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        parts = Path("/etc/localtime").resolve().parts
        named = "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
    try:
        return ZoneInfo(named).key if named else "UTC"
    except (ValueError, OSError, KeyError):
        return "UTC"
