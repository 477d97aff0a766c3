"""The commands of the frame around a session, as data: who can see it, and what works while others look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.views.commands import Command
from desktop.views.meetings.session.session_commands import SESSION
from desktop.views.saying import N_, say

if TYPE_CHECKING:
    from desktop.views.meetings.session.session_frame import SessionFrame
    from desktop.views.meetings.session.session_page import SessionPage

BLANK = N_("Blank the room")


def frame_commands(frame: SessionFrame) -> list[Command]:
    """What works beside the commands of the page."""
    return [
        _command("seen", say("Who can see this screen"), ("Ctrl+Shift+D",), "eye", frame.ask_seen),
        _command("blank", say(BLANK), ("Ctrl+Shift+B",), "monitor", frame.toggle_blank),
        _command("leave", say("Leave the session for now"), ("Alt+Left",), "arrow-left", frame.leave),
    ]


def commands_while_others_look(frame: SessionFrame, page: SessionPage) -> list[Command]:
    """What shows nothing of the notes, and leads nowhere else."""
    return [
        _command("next", say("Next agenda item"), ("F8", "Ctrl+]"), "arrow-right", page.keeper.turn_to_next),
        _command("more", say("One more is here"), ("F4", "Alt+="), "plus", page.more_people),
        _command("fewer", say("One left"), ("Shift+F4", "Alt+-"), "minus", page.fewer_people),
        _command("break", say("Break, end break"), ("F10", "Alt+B"), "coffee", page.toggle_break),
        _command("blank", say(BLANK), ("Ctrl+Shift+B",), "monitor", frame.toggle_blank),
        _command("notes", say("My notes"), ("Ctrl+Shift+D",), "lock", frame.unfold),
    ]


def _command(id_: str, text: str, keys: tuple[str, ...], icon: str, run: Callable[[], object]) -> Command:
    return Command(f"session-{id_}", text, keys, icon, SESSION, run=run)
