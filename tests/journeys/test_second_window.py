"""The office is open at the front desk; a colleague starts the program in the back room on the same folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.views.start.glance import holding
from desktop.views.start.lock_page import LockPage
from tests.factories import PASSPHRASES, STAFF, SUPERVISOR
from tests.program import Program, program, start, type_into

__all__ = ["program", "start"]

HOLD = """
import sys
from pathlib import Path
from desktop.store.opening import open_office
store = open_office(Path(sys.argv[1]), sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
store.close()
"""


@pytest.fixture
def front_desk(office_folder: Path) -> "Iterator[subprocess.Popen[str]]":
    """Another process that has the office open for writing."""
    command = [sys.executable, "-c", HOLD, str(office_folder), PASSPHRASES[SUPERVISOR]]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    # The last person in the list signs in unless somebody is named: here that is the reader, so name the supervisor.
    command[2] = HOLD.replace("sys.argv[2])", f"sys.argv[2], person={SUPERVISOR!r})")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_window_says_who_has_it_before_a_passphrase_is_asked_and_reads_meanwhile(
    program: Program, office_folder: Path, front_desk: "subprocess.Popen[str]"
) -> None:
    program.begin(office_folder)
    page = program.page(LockPage)
    assert program.app.store is None
    said = page._note._text.text()
    assert f"process {front_desk.pid}" in said
    assert "since" in said
    assert page.unlock.words == "Open to read only"
    window = program.unlock(PASSPHRASES[STAFF], STAFF)
    store = program.app.store
    assert store is not None
    assert not store.can_write
    assert window.isVisible()
    assert holding(office_folder) is not None


def test_taken_between_the_lock_screen_and_enter_reading_is_offered_with_what_was_typed(
    program: Program, office_folder: Path, request: pytest.FixtureRequest
) -> None:
    program.begin(office_folder)
    page = program.page(LockPage)
    assert page.unlock.words == "Unlock"
    request.getfixturevalue("front_desk")
    type_into(page.passphrase.line, PASSPHRASES[SUPERVISOR])
    page.unlock.click()
    program.wait(lambda: page.unlock.words == "Open to read only" and page.unlock.isEnabled())
    page.unlock.click()
    program.wait(lambda: program.app.window is not None)
    assert program.app.store is not None
    assert not program.app.store.can_write


def test_left_by_a_killed_program_it_opens_at_once(
    program: Program, office_folder: Path, front_desk: "subprocess.Popen[str]"
) -> None:
    front_desk.kill()
    front_desk.wait(timeout=20)
    program.begin(office_folder)
    assert program.page(LockPage).unlock.words == "Unlock"
    program.unlock(PASSPHRASES[SUPERVISOR])
    assert program.app.store is not None
    assert program.app.store.can_write
