"""A wrong passphrase is told before anything heavy is loaded, and the right one is tried again by the verb itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store.keys import KeySlots
from desktop.store.tries import FREE_TRIES
from tests.factories import PASSPHRASES, STAFF, SUPERVISOR
from tests.verbs.harness import Bench

pytest_plugins = ["tests.torture.benches"]

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from desktop.verbs.command import run_command
code = run_command(sys.argv[1:])
print(code, [name for name in ("sqlalchemy", "PySide6", "desktop.models.base") if name in sys.modules])
"""


def told_early(bench: Bench, passphrase: str, source: str, tmp_path: Path) -> tuple[str, str]:
    """What a wrong passphrase is answered, and the exit code with what was loaded until then."""
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{passphrase}\n", encoding="utf-8")
    named = str(secret) if source == "file" else "-"
    command = [sys.executable, "-c", CODE, "list", str(bench.root), "lines", "--passphrase-file", named]
    command += ["--person", STAFF]
    with secret.open("rb") as given:
        ran = subprocess.run(command, stdin=given, capture_output=True, text=True, check=False, cwd=ROOT)
    return ran.stderr, ran.stdout.strip()


@pytest.mark.parametrize("source", ["file", "standard input"])
def test_a_wrong_passphrase_is_told_before_the_engine_is_loaded(bench: Bench, tmp_path: Path, source: str) -> None:
    said, ended = told_early(bench, "not the one at all", source, tmp_path)
    assert said == f"This passphrase does not open the slot of {STAFF}: check Caps Lock and try again.\n"
    assert ended == "1 []"
    said, ended = told_early(bench, PASSPHRASES[STAFF], source, tmp_path)
    assert said == ""
    assert ended.endswith("0 ['sqlalchemy', 'PySide6', 'desktop.models.base']")


def test_the_wait_is_told_as_early(bench: Bench, tmp_path: Path) -> None:
    for _ in range(FREE_TRIES):
        told_early(bench, "not the one at all", "file", tmp_path)
    said, ended = told_early(bench, PASSPHRASES[STAFF], "file", tmp_path)
    assert "please wait" in said
    assert ended == "1 []"


def test_the_journal_still_tells_how_many_tries_failed(bench: Bench, tmp_path: Path) -> None:
    for _ in range(2):
        told_early(bench, "not the one at all", "file", tmp_path)
    tries = KeySlots.read(bench.root)
    tries.expect_passphrase(STAFF, PASSPHRASES[STAFF])
    tries.expect_passphrase(SUPERVISOR, PASSPHRASES[SUPERVISOR])
    assert tries.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]).failed_before == 0
    assert tries.unlock(STAFF, PASSPHRASES[STAFF]).failed_before == 2


def test_what_is_not_plain_is_left_to_the_verb(bench: Bench, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the one at all", encoding="utf-8")
    as_nobody = ("--passphrase-file", wrong, "--person", "Nobody")
    for office, options, told in (
        (tmp_path / "nowhere", ("--passphrase-file", wrong), "There is no folder"),
        (bench.root, as_nobody, "cannot sign in"),
        (bench.root, ("--passphrase-file", tmp_path / "none.txt"), "cannot be read"),
    ):
        command = [sys.executable, "-m", "desktop", "list", str(office), "lines", *map(str, options)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL)
        assert ran.returncode == 1
        assert told in ran.stderr
