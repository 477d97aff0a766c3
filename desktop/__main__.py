"""The `commonground` command: opens the window, or does one job without it; see `desktop.verbs`."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop.verbs import VERBS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for and give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if asks_for_window(given):
        get_ready()
        from desktop.app import run_window

        return run_window(Path(given[0]) if given else None)
    if given == ["_read"]:  # a process apart that reads a file others made; see exchange/foreign
        from desktop.exchange.foreign.child import run

        return run()
    from desktop.verbs.command import run_command

    return run_command(given, {"tour": _photograph, "walkthrough": _play})


def _photograph(office: Path, passphrase: str, out: Path, clock: Callable[[], datetime]) -> Iterable[Path]:
    # The tour drives the window, and verbs may not import views: this module stands above both and hands it down.
    from desktop.views.tour.tour import photograph

    return photograph(office, passphrase, out, clock)


def _play(office: Path, passphrase: str, out: Path, day: date) -> Any:
    from desktop.views.tour.tour import play

    return play(office, passphrase, out, day)


def get_ready() -> None:
    """What comes before anything of the window is imported, so that its start is quick."""
    from desktop.feature_check import skip_feature_check

    gc.disable()  # while the start imports; then the window collects by itself, see views/tidying.py
    skip_feature_check()


def asks_for_window(given: Sequence[str]) -> bool:
    """Whether this is `commonground` or `commonground OFFICE`; a verb always comes first."""
    if not given:
        return True
    first = given[0]
    if len(given) > 1 or first in VERBS or first.startswith(("-", "_")):
        return False
    return os.sep in first or Path(first).is_dir()


if __name__ == "__main__":
    raise SystemExit(main())
