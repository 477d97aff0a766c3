"""Verbs run in this process as the command runs them, on a real encrypted office."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP

PASSPHRASE = "lamps along the orchard wall"
PERSON = "Rosa Alvarez"


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb did: its exit code, its standard output and its standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def verb(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run `verb("list", office, "concerns", "--json")`; `typed` is its standard input."""

    def run(*arguments: object, typed: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run


@dataclass(frozen=True, slots=True)
class Desk:
    """An office, its passphrase file, and verbs signed in as its supervisor."""

    office: Path
    secret: Path
    _verb: Callable[..., Said]

    def __call__(self, verb: str, *arguments: object) -> Said:
        return self._verb(verb, self.office, *arguments, "--passphrase-file", self.secret)

    def add(self, kind: str, *items: dict[str, Any], **options: str) -> Any:
        """Add records from JSON and give what was printed."""
        source = self.office.with_name("items.json")
        source.write_text(json.dumps(list(items)), encoding="utf-8")
        flags = [part for key, value in options.items() for part in (f"--{key}", value)]
        return self("add", kind, "--from", source, *flags).json

    def list(self, kind: str, *arguments: object) -> Any:
        return self("list", kind, *arguments, "--json").json


@pytest.fixture
def desk(tmp_path: Path, verb: Callable[..., Said]) -> Desk:
    """Its key is cheap to derive: what that costs in earnest is measured where offices are created and opened."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    create_office(tmp_path / "office", NewOffice("Fernhill", PERSON, PASSPHRASE, "America/New_York"), cost=CHEAP)
    return Desk(tmp_path / "office", secret, verb)
