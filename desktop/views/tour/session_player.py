"""Plays an evening in the real window: every line and act by keys, each awaited by what it brings about."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.disclosure import Consent
from desktop.models.line import Mark
from desktop.models.passed_on import Exit
from desktop.views.asking.choice_popover import ChoicePopover
from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.meetings.session.queue_popover import QueuePopover
from desktop.views.meetings.session.speaker_popover import SpeakerPopover
from desktop.views.meetings.session.speakers_popover import SHORT, SpeakerRow, SpeakersPopover
from desktop.views.meetings.session.start_question import Seen
from desktop.views.tour.evening import Act, Evening, EveningClock, Said
from desktop.views.tour.session_hands import SessionHands
from desktop.views.tour.stage import Stage
from desktop.views.widgets.pressable import Pressable

Look = Callable[[str, QWidget | None], None]


class SessionPlayer(SessionHands):
    """Plays up to the wrap-up. `look` is called where the evening says so: a name, and the room's window if any."""

    def __init__(self, stage: Stage, evening: Evening, clock: EveningClock, meeting_id: int, look: Look) -> None:
        super().__init__(stage, meeting_id)
        self._evening = evening
        self._clock = clock
        self._look = look

    def play(self) -> None:
        """The whole evening, up to the moment before the wrap-up."""
        self._open()
        for step in self._evening.steps:
            self._clock.go_to(self._moment(step.at))
            if isinstance(step, Said):
                self.say(step)
            else:
                self._do(step)

    # Lines

    def say(self, said: Said) -> None:
        """Type a line as a note taker does, press Enter, and wait until it is shown as saved."""
        before = self.page.saved_lines
        self._write_chips(said)
        self._stage.write(said.words)
        self._stage.strike("Return")
        self._until(lambda: not self.page.keeper.is_saving and self.page.saved_lines == before + 1)
        row = self.page.notes.last_line()
        assert row is not None
        assert row.line is not None
        shown = (row.line.mark, row.line.speaker, row.line.interpreted, row.line.verbatim)
        if shown != (said.mark, said.speaker, said.is_interpreted, said.is_quoted):
            raise RuntimeError(f"typed {said}, shown {shown}")

    def _write_chips(self, said: Said) -> None:
        self._at_capture()
        if said.is_interpreted:
            self._stage.strike("Alt+I")
        self._stage.write(said.sign + ('"' if said.is_quoted else ""))
        role, letter = (said.speaker[:-2], said.speaker[-1]) if said.speaker[-2:-1] == " " else (said.speaker, "")
        if said.speaker == "Resident":
            return  # that is who speaks unless somebody else is chosen
        self._stage.write("@")
        popover = self._over(SpeakerPopover)
        if letter and role == "Resident":
            self._press_on(popover, letter)
        else:
            self._stage.write(role)
            self._stage.strike("Return")
        self._at_capture()

    # Acts

    def _do(self, act: Act) -> None:
        acts: dict[str, Callable[[Act], None]] = {
            "start": self._start,
            "next": self._next,
            "people": self._people,
            "queue": self._queue,
            "call": self._call,
            "break": self._break,
            "go on": self._break,
            "agrees": self._agrees,
            "name": self._name,
            "strike": self._strike,
            "mark": self._mark,
            "reword": self._reword,
            "room": self._room,
            "my notes": self._my_notes,
            "look": self._look_around,
        }
        if act.name != "start":
            self._at_capture()
        if act.name.startswith("exit "):
            self._leave_by_exit(Exit(act.name.removeprefix("exit ")), act.about)
        else:
            acts[act.name](act)

    def _open(self) -> None:
        """Find the meeting by its title, as one does in a long list."""
        window = self._stage.open_office()
        window.go_to("meetings")
        self._stage.strike("Ctrl+F")
        self._stage.write(self._evening.title)
        self._until(lambda: list(self.tab.list.model.ids) == [self._meeting_id])
        self._stage.strike("Return")
        self._stage.strike("Return")
        self._until(lambda: self.tab.pane.meeting is not None and self.tab.pane.meeting.id == self._meeting_id)

    def _start(self, act: Act) -> None:
        self._stage.strike("Ctrl+L")
        self._until(lambda: self._question() is not None)
        self._look("session-question", None)
        self._answer("1")
        self._until(lambda: self.page.is_live)

    def _next(self, act: Act) -> None:
        before = self.page.view.item_id
        self._stage.strike("F8")
        self._until(lambda: self.page.view.item_id != before)

    def _people(self, act: Act) -> None:
        wanted = int(act.about)
        for _ in range(wanted - (self.page.view.head_count or 0)):
            self._stage.strike("F4")
        self._until(lambda: self.page.view.head_count == wanted)

    def _queue(self, act: Act) -> None:
        waiting = len(self.page.view.waiting)
        self._stage.strike("F7")
        self._over(QueuePopover)
        self._stage.write(act.about)
        self._stage.strike("Return")
        self._until(lambda: len(self.page.view.waiting) == waiting + 1)

    def _call(self, act: Act) -> None:
        waiting = self.page.view.waiting
        first = next(
            row
            for row in self.page.agenda.findChildren(Pressable)
            if row.accessibleName().startswith("1. " + waiting[0].place)
        )
        self._press(first)
        self._until(lambda: len(self.page.view.waiting) == len(waiting) - 1)
        self.page.focus_capture()

    def _break(self, act: Act) -> None:
        self._stage.strike("F10")
        self._until(lambda: (self.page.view.break_since is not None) == (act.name == "break"))

    def _agrees(self, act: Act) -> None:
        label, _, level = act.about.partition(" = ")
        row = self._speaker_row(label)
        self._press_on(row, SHORT[Consent(level)])
        self._stage.strike("Escape")
        self._until(lambda: self._speaker(label).consent is Consent(level))

    def _name(self, act: Act) -> None:
        label, _, name = act.about.partition(" = ")
        row = self._speaker_row(label)
        row.name.setFocus()
        self._stage.write(name)
        self._stage.strike("Return")
        self._stage.strike("Escape")
        self._until(lambda: self._speaker(label).offered_name == name)

    def _speaker_row(self, label: str) -> SpeakerRow:
        self._stage.strike("Alt+S")
        popover = self._over(SpeakersPopover)
        return next(row for row in popover.rows if row.consent.accessibleName() == f"What {label} agreed to")

    def _strike(self, act: Act) -> None:
        self._choose_last(1)
        self._stage.strike("Ctrl+Shift+X")
        self._until(lambda: self.lines()[-1].struck_at is not None)
        self._back()

    def _mark(self, act: Act) -> None:
        up, _, kind = act.about.partition(" ")
        self._choose_last(int(up))
        place = list(MARK_LOOKS).index(Mark(kind)) + 1
        chosen = self.page.stream.current_id()
        self._stage.strike(f"Ctrl+Alt+{place}")
        self._until(lambda: self._mark_of(chosen) is Mark(kind))
        self._back()

    def _reword(self, act: Act) -> None:
        self._stage.strike("Up")
        self._until(lambda: bool(self.page.capture.text.words))
        self._stage.strike("Ctrl+A")
        self._stage.write(act.about)
        self._stage.strike("Return")
        words = act.about.partition(" #")[0]
        self._until(lambda: self.lines()[-1].words == words)

    def _leave_by_exit(self, exit_: Exit, half: str) -> None:
        """What was typed so far is kept as a draft, and then wiped from it, too."""
        self._stage.write(half)
        self._until(lambda: any(half in str(draft.content) for draft in self._stage.store.drafts()))
        before = self._passed_on()
        self._stage.strike("Alt+X")
        self._over(ChoicePopover)
        for _ in range(list(Exit).index(exit_)):
            self._stage.strike("Down")
        self._stage.strike("Return")
        self._until(lambda: isinstance(QApplication.activeWindow(), ExitDialog))
        self._stage.strike("Ctrl+Return")
        self._until(lambda: self._passed_on() == before + 1 and QApplication.activeModalWidget() is None)

    def _room(self, act: Act) -> None:
        self._stage.strike("Ctrl+Shift+D")
        self._until(lambda: self._question() is not None)
        self._answer(str(list(Seen).index(Seen(act.about)) + 1))
        self._until(lambda: self._seen() is Seen(act.about))

    def _my_notes(self, act: Act) -> None:
        """From the screen everyone sees back to the notes; half a line typed before stands there again."""
        self._stage.write(act.about)
        self._stage.strike("Ctrl+Shift+D")
        self._until(lambda: self.tab.frame.folded is not None and self.tab.frame.folded.isVisible())
        self._look("session-locked", None)
        self._stage.write(self._stage.passphrase)
        self._stage.strike("Return")
        self._until(lambda: self.tab.frame.folded is None)
        if self.page.capture.text.words != act.about:
            raise RuntimeError("half a line did not come back")
        before = self.page.saved_lines
        self._at_capture()
        self._stage.strike("Return")
        self._until(lambda: self.page.saved_lines == before + 1)
        self._stage.strike("Ctrl+Shift+P")

    def _look_around(self, act: Act) -> None:
        room = self.tab.frame.room
        self._look(act.about, room.window if room is not None else None)
