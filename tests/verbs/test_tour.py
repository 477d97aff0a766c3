"""The tour makes its own office aside and hands it to whoever can photograph."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.models.refusal import Refusal
from desktop.store.opening import open_office
from desktop.verbs import tour_verb


def test_the_photographer_gets_a_demo_office_that_is_gone_afterwards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Path] = []

    def photograph(office: Path, passphrase: str, out: Path, clock: Callable[[], datetime]) -> Iterator[Path]:
        store = open_office(office, passphrase, clock=clock)
        assert store.office.name.startswith("Fernhill")
        assert clock() < clock()
        store.close()
        seen.append(office)
        yield out / "one.png"

    tour_verb.run(["--out", str(tmp_path / "out")], photograph)
    assert capsys.readouterr().out == f"1 pictures and documents in {tmp_path / 'out'}\n"
    assert not seen[0].exists()


def test_without_the_window_there_is_no_tour(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="commonground tour"):
        tour_verb.run(["--out", str(tmp_path)])
