"""What the palette lists: entries under headings, as plain data, chosen by the words typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.store.search import fold
from desktop.views.commands import GO_TO, Command, spoken
from desktop.views.icons_of_records import icon_of
from desktop.views.palette.finding import Found, field_of
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import N_, say

RECORDS, DO, GO = N_("Records"), N_("Do"), N_("Go to")
# The palette does not offer itself, nor what needs the list behind it.
NOT_HERE = ("palette", "next-pane", "previous-pane")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. A heading has neither record nor command; `run` does what Enter does, for commands."""

    title: str
    aside: str = ""
    icon: str = ""
    keys: str = ""
    is_heading: bool = False
    record: tuple[str, int] | None = None
    run: Callable[[], object] | None = None

    @property
    def is_choice(self) -> bool:
        """Whether Enter does something here."""
        return self.record is not None or self.run is not None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.aside, self.keys) if part)


@dataclass(frozen=True, slots=True)
class _OnWords:
    """A command begun with the words typed."""

    begin: Callable[[str], object]
    words: str

    def run(self) -> None:
        """Begin."""
        self.begin(self.words)


def entries(
    typed: str, found: Sequence[Found], commands: Iterable[Command], privacy: PrivacyScreen, *, searched: bool
) -> list[Entry]:
    """All rows for what is typed; `searched` says whether the records are known yet."""
    able = [command for command in commands if command.is_enabled and command.id not in NOT_HERE]
    matching = [command for command in able if _matches(typed, command.text)]
    do = [_on_words(command, typed) for command in able if command.run_on is not None and typed.strip()]
    do += [_doing(command) for command in matching if command.group != GO_TO]
    go = [_doing(command) for command in matching if command.group == GO_TO]
    rows = _under(RECORDS, [_recorded(each, privacy) for each in found])
    if typed.strip() and searched and not found:
        rows = _under(RECORDS, [Entry(say("No record holds “{typed}”", typed=typed.strip()))])
    return rows + _under(DO, do) + _under(GO, go)


def _under(heading: str, rows: list[Entry]) -> list[Entry]:
    return [Entry(say(heading), is_heading=True), *rows] if rows else []


def _recorded(found: Found, privacy: PrivacyScreen) -> Entry:
    title = privacy.shown(field_of(found), found.title)
    icon = icon_of(found.kind)[0]
    return Entry(title, found.number or say(found.kind), icon, record=(found.kind, found.record_id))


def _doing(command: Command) -> Entry:
    keys = spoken(command.keys[0]) if command.keys else ""
    return Entry(command.text, "", command.icon or "circle-arrow-right", keys, run=command.run)


def _on_words(command: Command, typed: str) -> Entry:
    assert command.run_on is not None
    words = typed.strip()
    keys = spoken(command.keys[0]) if command.keys else ""
    title = command.text_on.format(words=words)
    return Entry(title, "", command.icon or "plus", keys, run=_OnWords(command.run_on, words).run)


def _matches(typed: str, text: str) -> bool:
    """Whether each typed word begins a word of the command."""
    words = fold(text).split()
    return all(any(word.startswith(part) for word in words) for part in fold(typed).split())
