"""The scenes of a tour, in their order. A new screen gets a line here, and its picture in the tests."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.models.passed_on import Exit
from desktop.views.concerns.exit_band import ExitBand
from desktop.views.tour.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its file name, what is done before it is taken, and the tab it needs."""

    name: str
    act: Callable[[Stage], None]
    tab: str = ""


def lock_screen(stage: Stage) -> None:
    """Who are you, and nothing else."""
    stage.show_lock_screen()


def first_run(stage: Stage) -> None:
    """The first step of a new office."""
    stage.show_first_run()


def today(stage: Stage) -> None:
    """What waits for the person who signed in."""
    stage.open_office().go_to("today")
    stage.settle()


def meetings(stage: Stage) -> None:
    """What comes and what was."""
    stage.open_office().go_to("meetings")
    stage.settle()


def concerns(stage: Stage) -> None:
    """The list as it opens."""
    window = stage.open_office()
    window.go_to("concerns")
    stage.wait(lambda: window.tabs["concerns"].what_leaves() is not None)
    stage.settle()


def concern_open(stage: Stage) -> None:
    """One concern beside the list."""
    concerns(stage)
    stage.press("Down")
    stage.press("Return")


def concern_history(stage: Stage) -> None:
    """Who changed what, when."""
    concern_open(stage)
    stage.press("Ctrl+H")


def nothing_matches(stage: Stage) -> None:
    """A filter that hides everything says so."""
    concerns(stage)
    stage.press("Ctrl+F")
    stage.type("zeppelin")
    stage.settle()


def quick_concern(stage: Stage) -> None:
    """A concern heard at the desk, written in one go."""
    stage.open_office()
    stage.press("Ctrl+Shift+C")


def exit_of_concern(stage: Stage) -> None:
    """What has another place than this office is passed on, and none of its words are kept."""
    quick_concern(stage)
    stage.click(stage.part(ExitBand).buttons[Exit.CRIME])


def cover(stage: Stage) -> None:
    """Away for a moment; the office stays open below."""
    stage.show_cover()


def leaving(stage: Stage) -> None:
    """Who will read this?"""
    concerns(stage)
    stage.press("Ctrl+E")


def printing(stage: Stage) -> None:
    """The same before a print."""
    concerns(stage)
    stage.press("Ctrl+P")


def palette(stage: Stage) -> None:
    """Search over all commands and records."""
    stage.open_office()
    stage.press("Ctrl+K")
    stage.type("lamp")
    stage.settle()


def new_menu(stage: Stage) -> None:
    """What can be made new, each by a letter."""
    stage.open_office()
    stage.press("Ctrl+N")


def shortcuts(stage: Stage) -> None:
    """All keys on one sheet."""
    stage.open_office()
    stage.press("F1")


def settings(stage: Stage) -> None:
    """How the window looks and when it locks."""
    stage.open_office()
    stage.press("Ctrl+,")


def privacy(stage: Stage) -> None:
    """The room may be looking."""
    concern_open(stage)
    stage.press("Ctrl+Shift+P")


SCENES: tuple[Scene, ...] = (
    Scene("lock", lock_screen),
    Scene("first-run", first_run),
    Scene("today", today, "today"),
    Scene("meetings", meetings, "meetings"),
    Scene("concerns", concerns, "concerns"),
    Scene("concern-open", concern_open, "concerns"),
    Scene("concern-history", concern_history, "concerns"),
    Scene("concerns-nothing-matches", nothing_matches, "concerns"),
    Scene("quick-concern", quick_concern, "concerns"),
    Scene("quick-concern-exit", exit_of_concern, "concerns"),
    Scene("leaving", leaving, "concerns"),
    Scene("printing", printing, "concerns"),
    Scene("palette", palette),
    Scene("new-menu", new_menu, "concerns"),
    Scene("shortcuts", shortcuts),
    Scene("settings", settings),
    Scene("privacy-screen", privacy, "concerns"),
    Scene("cover", cover),
)
