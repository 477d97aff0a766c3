"""The program as a whole: what the command line opens, and that nothing which knew the key goes on after locking."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.__main__ import asks_for_window
from desktop.store.keys import KeySlots
from desktop.store.office_files import DEMO_PASSPHRASE
from desktop.verbs import VERBS
from desktop.views.start.choose_page import ChoosePage
from desktop.views.start.first_run.first_run import FirstRun
from desktop.views.start.glance import holding
from desktop.views.start.lock_page import LockPage
from desktop.views.start.restarting import command_for
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, SUPERVISOR, concern, saved
from tests.program import Program, Start, program, start
from tests.views.conftest import tidied, tidied_by_tests

__all__ = ["program", "start", "tidied", "tidied_by_tests"]

CANARY = "Vellichor lamp 7731 at the gate"


def test_a_verb_comes_first_and_a_folder_opens_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    (tmp_path / "office").mkdir()
    assert asks_for_window([])
    assert asks_for_window(["office"])
    assert asks_for_window([str(tmp_path / "new one")])
    for given in (
        ["demo"],
        ["--help"],
        ["-h"],
        ["nonsense"],
        ["_read"],
        ["office", "--json"],
        *([verb] for verb in VERBS),
    ):
        assert not asks_for_window(given), given


def test_a_new_computer_begins_with_the_first_run(program: Program) -> None:
    program.begin(None)
    assert isinstance(program.app.start_window.page, FirstRun)


def test_the_office_of_last_time_is_offered_with_who_signed_in_last(start: Start, office_folder: Path) -> None:
    first = start()
    first.begin(office_folder)
    first.unlock(PASSPHRASES[COORDINATOR], COORDINATOR)
    first.end()
    again = start()
    again.begin(None)
    page = again.page(LockPage)
    assert page.seen.root == office_folder
    assert page.who.person.name == COORDINATOR


def test_the_settings_of_the_computer_name_nobody(start: Start, office_folder: Path, tmp_path: Path) -> None:
    one = start()
    one.begin(office_folder)
    one.unlock(PASSPHRASES[SUPERVISOR])
    one.app.lock()
    one.wait(lambda: one.restarts)
    one.settings._kept.sync()
    kept = (tmp_path / "settings.ini").read_text()
    for word in ("Ana", "Ruiz", "42nd", PASSPHRASES[SUPERVISOR]):
        assert word not in kept


def test_a_folder_without_an_office_says_so(program: Program, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").touch()
    program.begin(tmp_path / "letters")
    assert isinstance(program.app.start_window.page, ChoosePage)


def test_the_demo_opens_by_itself_but_not_after_it_was_locked(start: Start, office_folder: Path) -> None:
    (office_folder / DEMO_PASSPHRASE).write_text(PASSPHRASES[SUPERVISOR])
    first = start()
    first.begin(office_folder)
    first.wait(lambda: first.app.window is not None and first.app.window.isVisible())
    first.app.lock()
    first.wait(lambda: first.restarts)
    again = start()
    again.begin(office_folder)
    page = again.page(LockPage)
    again.wait(lambda: "desktop.views.main_window" in sys.modules)
    assert page.passphrase.text == ""
    assert PASSPHRASES[SUPERVISOR] in page._note._text.text()
    assert page.sentence.text() == "Locked"


def test_locking_gives_the_office_back_and_begins_again(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    assert holding(office_folder) is not None
    window.lock()
    assert not window.isVisible(), "hidden at once, saved afterwards"
    program.wait(lambda: program.restarts)
    assert program.restarts == [office_folder]
    assert holding(office_folder) is None


def test_nobody_there_for_the_minutes_of_the_setting_locks(program: Program, office_folder: Path) -> None:
    program.settings.set_value("idle_minutes", 5)
    program.begin(office_folder)
    program.unlock(PASSPHRASES[SUPERVISOR])
    absence = program.app.absence
    assert absence is not None
    now = absence.seconds() + 300
    absence.seconds = lambda: now
    absence.look()
    program.wait(lambda: program.restarts)
    assert program.settings.value("locked_because") == "Locked after 5 minutes away"


def test_the_lock_of_the_system_locks_the_office(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    program.unlock(PASSPHRASES[SUPERVISOR])
    assert program.app.absence is not None
    program.app.absence._system.locked.emit()
    program.wait(lambda: program.restarts)
    assert program.settings.value("locked_because") == "Locked with this computer"


def test_a_backup_is_made_on_leaving_when_one_is_due(program: Program, office_folder: Path, opened: Opener) -> None:
    program.begin(office_folder)
    program.unlock(PASSPHRASES[SUPERVISOR])
    assert program.app.store is not None
    saved(program.app.store, concern())
    program.app.lock()
    program.wait(lambda: program.restarts)
    assert len(list((office_folder / "backups").glob("*.cgbackup"))) == 1


def test_our_own_mistakes_are_said_without_a_word_of_a_record(
    program: Program, office_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    error = ValueError(CANARY)
    program.app.on_bug(type(error), error, None)
    said = capsys.readouterr().err
    assert "Common Ground made a mistake of its own: ValueError" in said
    assert window.desk.toasts.text in said
    assert CANARY not in said


def test_begins_again_with_the_program_and_the_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command_for(tmp_path) == [sys.executable, "-m", "desktop", str(tmp_path)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_for(tmp_path) == [sys.executable, str(tmp_path)]


# A real process: it opens the office, writes a concern, and does what it is told on standard input.
RUN = """
import sys
from pathlib import Path
office, settings = Path(sys.argv[1]), Path(sys.argv[2])
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.app import App
from desktop.settings import Settings
from desktop.views.start.restarting import restart

qt = QApplication(["commonground"])
qt.setQuitOnLastWindowClosed(False)
app = App(qt, Settings(settings), restart)
app.begin(office)
line = app.start_window.page.passphrase.line
QTest.keyClicks(line, sys.stdin.readline().strip())
QTest.keyClick(line, Qt.Key.Key_Return)
words = sys.stdin.readline().strip()

def opened():
    if app.window is None:
        return
    timer.stop()
    from tests.factories import concern, saved
    saved(app.store, concern(words=words, title=words))
    print("open", flush=True)
    if sys.stdin.readline().strip() == "lock":
        app.window.lock()
    else:
        app.window.close()

timer = QTimer(interval=20)
timer.timeout.connect(opened)
timer.start()
code = qt.exec()
app.end()
raise SystemExit(code)
"""


@pytest.fixture
def running(office_folder: Path, tmp_path: Path) -> "Iterator[subprocess.Popen[bytes]]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    command = [sys.executable, "-c", RUN, str(office_folder), str(tmp_path / "settings.ini")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        yield process
        process.kill()


def tell(process: "subprocess.Popen[bytes]", *lines: str) -> None:
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    process.stdin.flush()


def hear(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()


def test_closing_the_window_ends_the_process_and_gives_the_office_back(
    running: "subprocess.Popen[bytes]", office_folder: Path
) -> None:
    tell(running, PASSPHRASES[SUPERVISOR], CANARY)
    assert hear(running) == "open"
    tell(running, "close")
    assert running.wait(timeout=60) == 0
    assert holding(office_folder) is None


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of another process as Linux shows it")
def test_after_locking_the_memory_of_the_process_holds_no_passphrase_key_or_word(
    running: "subprocess.Popen[bytes]", office_folder: Path, qtbot: QtBot
) -> None:
    """The same process number, a new program: everything it knew is gone."""
    passphrase = PASSPHRASES[SUPERVISOR]
    key = KeySlots.read(office_folder).unlock(SUPERVISOR, passphrase).office_key
    secrets = {
        "passphrase": passphrase.encode(),
        "passphrase as Qt keeps it": passphrase.encode("utf-16-le"),
        "key": key,
        "key in hex": key.hex().encode(),
        "a concern": CANARY.encode(),
    }
    tell(running, passphrase, CANARY)
    assert hear(running) == "open"
    found = found_in_memory(running.pid, secrets)
    assert {"passphrase as Qt keeps it", "key", "a concern"} <= found, "this test can see what is there"
    tell(running, "lock")
    qtbot.waitUntil(lambda: began_again(running.pid, office_folder), timeout=60_000)
    assert found_in_memory(running.pid, secrets) == set()
    assert holding(office_folder) is None
    assert passphrase.encode() not in Path(f"/proc/{running.pid}/environ").read_bytes()


def began_again(pid: int, office: Path) -> bool:
    """Whether the process is at the lock screen anew, with everything imported that an open office needs."""
    arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    maps = Path(f"/proc/{pid}/maps").read_text()
    return arguments[1:4] == [b"-m", b"desktop", str(office).encode()] and "sqlcipher3" in maps


def found_in_memory(pid: int, secrets: dict[str, bytes]) -> set[str]:
    """Which of these stand somewhere in what the process may write to."""
    found: set[str] = set()
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            first, last = (int(part, 16) for part in span.split("-"))
            with suppress(OSError, OverflowError, ValueError):
                memory.seek(first)
                held = memory.read(last - first)
                found |= {name for name, secret in secrets.items() if secret in held}
    return found
