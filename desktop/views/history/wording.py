"""A line of history in words: who did what, and the two values, as they may be shown now."""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from desktop.models.field import Field, FieldKind
from desktop.models.sealed import CLOSED
from desktop.store.history import FieldChange
from desktop.store.history_lines import HistoryLine, Sort
from desktop.store.journal import Act
from desktop.views import dates
from desktop.views.forms.date_editor import shown_day
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import N_, say
from desktop.views.value_words import value_words

EMPTY, NOT_YET, SEALED = N_("empty"), N_("not yet"), N_("(sealed)")
SHORT = 24
CHOSEN = (FieldKind.CHOICE, FieldKind.REFERENCE, FieldKind.YES_NO)
_FOUND_AT = {
    "session": N_("{who} wrote it down at the session"),
    "desk": N_("{who} wrote it down at the desk"),
    "phone": N_("{who} wrote it down on the phone"),
    "e-mail": N_("{who} wrote it down from an e-mail"),
    "event": N_("{who} wrote it down at an event"),
    "walk": N_("{who} wrote it down on a walk"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence, strong or not."""

    text: str
    strong: bool = False


def _runs(phrase: str, **strong: str) -> list[Run]:
    """A sentence in pieces; what its {blanks} stand for is strong."""
    parts = re.split(r"\{(\w+)\}", phrase)
    made = [Run(strong[part], strong=True) if place % 2 else Run(part) for place, part in enumerate(parts)]
    return [run for run in made if run.text]


class Wording:
    """Says lines in the office's days and zone, masked while the privacy screen is on."""

    def __init__(self, privacy: PrivacyScreen, today: date, zone: tzinfo) -> None:
        self._privacy = privacy
        self._today = today
        self._zone = zone

    # Days and times

    def day(self, line: HistoryLine) -> str:
        """The head of the group of a line: "Today", "Tuesday, October 13"."""
        day = line.at.astimezone(self._zone).date()
        if day == self._today:
            return say("Today")
        return dates.named_day(day) if day.year == self._today.year else dates.full_day(day)

    def time(self, line: HistoryLine) -> str:
        """3:12 PM."""
        return dates.clock(line.at.astimezone(self._zone))

    def short_day(self, line: HistoryLine) -> str:
        """Oct 13."""
        return dates.short_day(line.at.astimezone(self._zone).date())

    def who(self, line: HistoryLine) -> str:
        """Who did it, as it may be shown now."""
        return line.who if line.person_id is None else self._privacy.shown_name(line.who)

    # Sentences

    def sentence(self, line: HistoryLine) -> tuple[Run, ...]:
        """D. Okafor changed Fix by."""
        runs = self._done(line)
        if line.act in (Act.UNDO, Act.REDO) and line.sort is not Sort.CREATED:
            runs.append(Run(say(" by taking a change back") if line.act == Act.UNDO else say(" again")))
        if line.act == Act.IMPORT:
            runs.append(Run(say(" from a file")))
        if not line.is_here:
            runs.append(Run(say(" on another copy")))
        if line.is_undone:
            runs.append(Run(say(", taken back")))
        return tuple(runs)

    def in_short(self, line: HistoryLine) -> tuple[Run, ...]:
        """One line for the pane of a record: "Status to In progress"."""
        if line.sort is Sort.TOLD:
            how = next((change.after for change in line.changes if change.key == "told_how"), None)
            if not how:
                return tuple(_runs(say("{who} told them"), who=self.who(line)))
            said = self._text(line.changes[-1], how, "")
            return tuple(_runs(say("{who} told them {how}").replace("{how}", said), who=self.who(line)))
        if line.sort is Sort.FIELD and self._is_short(line.changes[0]):
            change = line.changes[0]
            label = self._label(change)
            # "Agreed to" needs no second one
            phrase = say("{label} {value}") if label.endswith(say(" to")) else say("{label} to {value}")
            return tuple(_runs(phrase.replace("{label}", label), value=self._text(change, change.after, EMPTY)))
        return tuple(self.sentence(line)[:3])

    def _done(self, line: HistoryLine) -> list[Run]:
        who = self.who(line)
        if line.sort is Sort.CREATED:
            return _runs(say(self._written_down(line)), who=who)
        if line.sort is Sort.STRUCK:
            return _runs(say("{who} struck the words, at the speaker's wish"), who=who)
        if line.sort is Sort.BIN:
            into = bool(line.changes[0].after)
            return _runs(say("{who} put it in the Bin") if into else say("{who} took it out of the Bin"), who=who)
        if line.sort in (Sort.LINK, Sort.ATTACHMENT):
            return self._put_on(line)
        if line.sort is Sort.TOLD:
            return _runs(say("{who} set {what}"), who=who, what=say("Told"))
        change = line.changes[0]
        chosen = change.field is not None and change.field.kind in CHOSEN
        phrase = say("{who} changed {what}")
        if change.after in (None, ""):
            phrase = say("{who} cleared {what}")
        elif chosen or not change.before:
            phrase = say("{who} set {what}")
        return _runs(phrase, who=who, what=self._label(change))

    def _put_on(self, line: HistoryLine) -> list[Run]:
        is_on, other = bool(line.changes[0].after), line.other
        assert other is not None
        if line.sort is Sort.ATTACHMENT:
            phrase = say("{who} attached {what}") if is_on else say("{who} took off {what}")
            return _runs(phrase, who=self.who(line), what=self._privacy.shown_file_name(other.label))
        if other.relation == "raised again":
            phrase = say("{who} joined {what} to this one") if is_on else say("{who} parted {what} from this one")
        else:
            phrase = say("{who} linked {what}") if is_on else say("{who} unlinked {what}")
        return _runs(phrase, who=self.who(line), what=self._privacy.shown_words(other.label))

    @staticmethod
    def _written_down(line: HistoryLine) -> str:
        if line.act == Act.IMPORT:
            return N_("{who} brought it in")
        source = next((change.after for change in line.changes if change.key == "source"), None)
        return _FOUND_AT.get(str(source), N_("{who} wrote it down"))

    def _label(self, change: FieldChange) -> str:
        return say(change.label)

    # Values

    def values(self, line: HistoryLine) -> tuple[str, str] | None:
        """Before and after; None where a line says it all."""
        if line.sort is Sort.TOLD:
            return self._told(line, before=True), self._told(line, before=False)
        if line.sort is not Sort.FIELD:
            return None
        change = line.changes[0]
        return self._text(change, change.before, EMPTY), self._text(change, change.after, EMPTY)

    def is_verbatim(self, line: HistoryLine) -> bool:
        """Words as spoken stand in the serif; our paraphrase never does."""
        return False

    def _told(self, line: HistoryLine, *, before: bool) -> str:
        by_key = {change.key: change for change in line.changes}
        parts = []
        for key in ("told_how", "told_on"):
            if (change := by_key.get(key)) is None:
                continue
            value = change.before if before else change.after
            if isinstance(value, date) and change.field is not None and len(line.changes) > 1:
                parts.append(self._privacy.shown(change.field, dates.short_day(value)))
            elif value:
                parts.append(self._text(change, value, ""))
        said = ", ".join(parts)
        return said[:1].upper() + said[1:] if said else say(NOT_YET)

    def _text(self, change: FieldChange, value: Any, empty: str) -> str:
        if value is CLOSED:
            return say(SEALED)
        if value in (None, ""):
            return say(empty) if empty else ""
        if change.field is None:
            return str(value)
        return self._privacy.shown(change.field, self._plain(change.field, value))

    def _plain(self, field: Field, value: Any) -> str:
        if field.kind is FieldKind.DATE:
            return shown_day(value, self._today)
        if field.kind is FieldKind.MOMENT and isinstance(value, datetime):
            local = value.astimezone(self._zone)
            return f"{shown_day(local.date(), self._today)}, {dates.clock(local)}"
        return value_words(field, value, self._zone)

    def _is_short(self, change: FieldChange) -> bool:
        text = self._text(change, change.after, EMPTY)
        return len(text) <= SHORT and "\n" not in text

    # Asking before a change is taken back that something came after

    def question(self, line: HistoryLine) -> str:
        """Undo the date only?"""
        field = line.changes[0].field
        if line.sort is Sort.TOLD or field is None:
            return say("Undo this only?")
        if field.kind is FieldKind.DATE:
            return say("Undo the date only?")
        if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
            return say("Undo the text only?")
        return say("Undo {what} only?", what=self._label(line.changes[0]))

    def consequence(self, line: HistoryLine, later: HistoryLine | None, other: HistoryLine | None) -> str:
        """What goes back, what is taken back with it, and what stays."""
        label = say("Told") if line.sort is Sort.TOLD else self._label(line.changes[0])
        values = self.values(line)
        said = []
        if values is not None:
            back = values[0] if self._is_short_text(values[0]) else say("the earlier text")
            said.append(say("{label} goes back to {back}.", label=label, back=back))
        if later is not None:
            who, moment = self.who(later), self._moment(later)
            said.append(say("What {who} changed at {moment} is taken back with it.", who=who, moment=moment))
        if other is not None:
            what = say("Told") if other.sort is Sort.TOLD else self._label(other.changes[0])
            said.append(say("{what}, changed at {moment}, stays as it is.", what=what, moment=self._moment(other)))
        return " ".join(said)

    def bring_back(self, line: HistoryLine) -> str:
        """Bring back Oct 16."""
        short = self._in_few_words(line, before=True)
        return say("Bring back {short}", short=short) if short else say("Bring back the earlier one")

    def keep(self, line: HistoryLine, now: HistoryLine | None) -> str:
        """Keep Oct 19."""
        short = self._in_few_words(now, before=False) if now is not None else ""
        return say("Keep {short}", short=short) if short else say("Keep what is there")

    def _in_few_words(self, line: HistoryLine, *, before: bool) -> str:
        change = line.changes[0]
        value = change.before if before else change.after
        if line.sort is not Sort.FIELD or value in (None, ""):
            return ""
        if isinstance(value, date) and not isinstance(value, datetime):
            return dates.short_day(value)
        text = self._text(change, value, "")
        return text if self._is_short_text(text) else ""

    @staticmethod
    def _is_short_text(text: str) -> bool:
        return len(text) <= SHORT and "\n" not in text

    def _moment(self, line: HistoryLine) -> str:
        is_today = line.at.astimezone(self._zone).date() == self._today
        return self.time(line) if is_today else f"{self.time(line)}, {self.short_day(line)}"
