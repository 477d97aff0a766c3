"""The commands of a live session, as data; every F-key has a twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.models.line import Mark
from desktop.views.commands import Command
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.saying import N_, say

if TYPE_CHECKING:
    from desktop.views.meetings.session.note_stream import NoteStream
    from desktop.views.meetings.session.session_page import SessionPage

SESSION = N_("Session")


class _Marking:
    """Puts one mark on the chosen line."""

    def __init__(self, page: SessionPage, mark: Mark) -> None:
        self._page = page
        self._mark = mark

    def run(self) -> None:
        """Put it on, or on what stands in the bar when no line is chosen."""
        if self._page.stream.hasFocus():
            self._page.acts.mark(self._mark)
        else:
            self._page.capture.set_mark(self._mark)


def session_commands(page: SessionPage) -> list[Command]:
    """What works while a session shows."""
    acts, stream = page.acts, page.stream

    def command(id_: str, text: str, keys: tuple[str, ...], icon: str, run: Callable[[], object]) -> Command:
        return Command(f"session-{id_}", text, keys, icon, SESSION, run=run)

    marks = [
        command(
            f"mark-{mark}",
            say("Mark as {mark}", mark=mark),
            (f"Ctrl+Alt+{place}",),
            look.icon,
            _Marking(page, mark).run,
        )
        for place, (mark, look) in enumerate(MARK_LOOKS.items(), 1)
    ]
    return [
        command("more", say("One more is here"), ("F4", "Alt+="), "plus", page.more_people),
        command("fewer", say("One left"), ("Shift+F4", "Alt+-"), "minus", page.fewer_people),
        command("queue", say("Add to the queue"), ("F7", "Alt+Q"), "users", page.asks.queue),
        command("next", say("Next agenda item"), ("F8", "Ctrl+]"), "arrow-right", page.keeper.turn_to_next),
        command("agenda", say("Agenda panel"), ("F9", "Alt+A"), "list", page.toggle_agenda),
        command("break", say("Break, end break"), ("F10", "Alt+B"), "coffee", page.toggle_break),
        command("interpreted", say("Interpreted"), ("Alt+I",), "languages", page.interpreted),
        command("accept", say("Accept the newest guess"), ("Ctrl+Return",), "check", page.accept_guess),
        command("consents", say("What each speaker agreed to"), ("Alt+S",), "users", page.asks.speakers),
        command("exit", say("Not for this office: pass it on"), ("Alt+X",), "log-out", page.asks.exits),
        command("speaker", say("Who speaks"), ("Alt+W",), "user", page.capture.choose_speaker),
        command("spelling", say("What may have been meant"), ("Ctrl+.",), "", page.spelling.suggest),
        command("edit", say("Write the chosen line anew"), ("F2", "Alt+E"), "pencil", acts.edit),
        command("spoken", say("Their words, quoted"), ("Alt+'",), "message-circle", acts.toggle_spoken),
        command("strike", say("Strike the chosen line"), ("Ctrl+Shift+X",), "x", acts.strike),
        command("insert", say("Insert what is typed after it"), ("Ctrl+Shift+I",), "arrow-down", acts.insert_typed),
        command("end", say("End and wrap up"), ("Ctrl+Shift+E",), "arrow-right", page.wrap_up),
        *marks,
        command("notes-larger", say("Larger notes"), ("Ctrl++", "Ctrl+="), "", _Stepping(stream, 1).run),
        command("notes-smaller", say("Smaller notes"), ("Ctrl+-",), "", _Stepping(stream, -1).run),
    ]


class _Stepping:
    """The next larger or smaller size of the notes."""

    def __init__(self, stream: NoteStream, by: int) -> None:
        self._stream = stream
        self._by = by

    def run(self) -> None:
        """Change it."""
        self._stream.step_text_size(self._by)
