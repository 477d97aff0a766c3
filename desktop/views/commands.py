"""Commands as data: what can be done, by which keys. Menus, palette, top bar and the sheet of shortcuts read it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.views.saying import N_

# The headings of the sheet of shortcuts, in their order there.
ANYWHERE = N_("Anywhere")
GO_TO = N_("Go to")
THIS_RECORD = N_("This record")
LISTS = N_("Lists and panes")
GROUPS = (ANYWHERE, GO_TO, THIS_RECORD, LISTS)


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """One thing that can be done.

    `keys` are portable key sequences ("Ctrl+Shift+C"), the first one is shown; `letter` puts it into the New menu under
    that letter. `run` None means that whoever has the focus answers the keys itself: in the sheet, not in the palette.
    `run_on`, where there is one, is the same act begun with the words typed in the palette, said as `text_on` ("New
    concern on “{words}”"). `enabled` None means always.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    letter: str = ""
    run: Callable[[], object] | None = None
    enabled: Callable[[], bool] | None = None
    text_on: str = ""
    run_on: Callable[[str], object] | None = None

    @property
    def is_enabled(self) -> bool:
        """Whether it can be done now."""
        return self.run is not None and (self.enabled is None or self.enabled())

    @property
    def letters(self) -> tuple[str, ...]:
        """Its keys that are one sign without Ctrl or Alt: they act only while a list has the focus."""
        return tuple(key for key in self.keys if is_letter(key))

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """Its keys that act wherever the focus is."""
        return tuple(key for key in self.keys if not is_letter(key))


def is_letter(key: str) -> bool:
    """Whether a key sequence is one typed sign, so that it must not act while somebody writes."""
    return len(key) == 1 or key == "Space"


def spoken(key: str) -> str:
    """A key sequence as it is shown and read: "Ctrl Shift C"."""
    return key.replace("++", "+Plus").replace("+", " ").replace("Plus", "+").replace("Return", "Enter")


def is_function_key(key: str) -> bool:
    """Whether the sequence ends in an F-key, which many keyboards hide behind a second key."""
    last = key.rsplit("+", 1)[-1]
    return last[:1] == "F" and last[1:].isdigit()


def without_twin(commands: Iterable[Command]) -> list[Command]:
    """The commands that only F-keys reach: each needs a twin with Ctrl or Alt."""
    return [
        command
        for command in commands
        if any(map(is_function_key, command.keys)) and all(map(is_function_key, command.keys))
    ]


def clashes(commands: Iterable[Command]) -> dict[str, list[str]]:
    """Keys that more than one command claims, with the ids that claim them."""
    claims: dict[str, list[str]] = defaultdict(list)
    for command in commands:
        for key in command.keys:
            claims[key.casefold()].append(command.id)
        if command.letter:
            claims[f"new menu: {command.letter.casefold()}"].append(command.id)
    return {key: ids for key, ids in claims.items() if len(ids) > 1}
