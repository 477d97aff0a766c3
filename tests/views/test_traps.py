"""No planted picture in any field opens anything: watched from outside, by the calls the process makes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WATCHED = "open,openat,openat2,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,connect,execve"


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs Linux and strace")


def calls_of(what: str, seen: Path) -> list[str]:
    """The calls that opened, looked for or reached something while the walk ran."""
    watch = ["strace", "-f", "-qq", "-e", f"trace={WATCHED}", "-s", "200", "-o", str(seen)]
    ran = subprocess.run(
        [*watch, sys.executable, "-m", "tests.views.walk_of_traps", what],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr
    return seen.read_text(errors="replace").splitlines()


@needs_strace
def test_no_planted_picture_opens_anything(office_folder: Path, tmp_path: Path) -> None:
    calls = calls_of(str(office_folder), tmp_path / "seen")
    assert any("office.db" in call for call in calls)
    assert [call for call in calls if "host/share" in call] == []
    assert [call for call in calls if "connect(" in call and "AF_INET" in call] == []


@needs_strace
def test_a_careless_label_would_have_been_seen(tmp_path: Path) -> None:
    assert any("host/share" in call for call in calls_of("--bait", tmp_path / "seen"))
