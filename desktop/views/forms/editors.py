"""The editor of a field, by its kind; a view gives only its exceptions."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.models.field import Field, FieldKind
from desktop.models.setting import theme_names
from desktop.store.store import Store
from desktop.views.forms.choosing import FixedChoices, RecordChoices
from desktop.views.forms.date_editor import DateEditor, WallTimeEditor
from desktop.views.forms.editor import Editor
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.pick_editor import Find, PickEditor
from desktop.views.forms.suggestions import Suggestion
from desktop.views.forms.text_editors import IntegerEditor, TextEditor
from desktop.views.icons_of_records import KIND_ICONS
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme

# Days on which something already happened: "fri" is the last Friday there.
LOOKS_BACK = frozenset({"heard_on", "told_on", "done_on", "resolved_on"})
YES_NO = (Suggestion(True, N_("Yes")), Suggestion(False, N_("No")))
_ICONS = {
    FieldKind.DATE: "calendar-clock",
    FieldKind.WALL_TIME: "calendar-clock",
    FieldKind.SEALED: "lock",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: its key, and what this view has otherwise than the Field says.

    `wide` takes both columns (long text does by itself); `working_day` offers the working days around a closed one;
    `verbatim` sets words in the serif; `locked_because` says who set a value that cannot be changed here; `empty` is
    what holds as long as a long text is empty.
    """

    key: str
    label: str = ""
    icon: str = ""
    wide: bool = False
    working_day: bool = False
    verbatim: bool = False
    large: bool = False
    hides_label: bool = False
    locked_because: str = ""
    keys: str = ""
    empty: str = ""


class EditorMaker:
    """Makes editors on one office."""

    def __init__(self, theme: Theme, store: Store, days: OfficeDays) -> None:
        self._theme = theme
        self._store = store
        self._days = days

    def editor(self, field: Field, spec: FormField, parent: QWidget | None = None) -> Editor:
        """The editor of a field."""
        name = say(spec.label or field.label)
        if field.kind is FieldKind.LONG_TEXT:
            made = LongTextEditor(self._theme, parent, verbatim=spec.verbatim)
            made.set_placeholder("\n".join(map(say, spec.empty.splitlines())))
            return made
        if field.kind is FieldKind.DATE:
            is_open = self._days.is_open
            looks_back = field.key in LOOKS_BACK
            return DateEditor(
                self._theme, name, self._days.today, is_open=is_open, looks_back=looks_back, parent=parent
            )
        if field.kind is FieldKind.WALL_TIME:
            return WallTimeEditor(self._theme, self._days.today, parent)
        if field.kind in (FieldKind.CHOICE, FieldKind.REFERENCE, FieldKind.YES_NO):
            return PickEditor(self._theme, name, self._choices(field, spec), optional=is_optional(field), parent=parent)
        if field.kind is FieldKind.INTEGER:
            return IntegerEditor(self._theme, parent)
        if field.kind is FieldKind.REFERENCES:
            return ThemesEditor(self._theme, parent)
        return TextEditor(self._theme, parent)

    def _choices(self, field: Field, spec: FormField) -> Find:
        if field.kind is FieldKind.REFERENCE:
            return RecordChoices(self._store, field, icon=spec.icon)
        if field.kind is FieldKind.YES_NO:
            return yes_or_no
        return FixedChoices(field)


class ThemesEditor(TextEditor):
    """Several themes, as they are typed in notes: "#lighting #traffic"."""

    saves_while_typing = False

    def show_value(self, value: Any, text: str = "") -> None:
        """Show the saved themes."""
        self._show(" ".join(f"#{name}" for name in value or ()))

    def value(self) -> Any:
        """The names of the themes."""
        return theme_names(self.line.text())


def yes_or_no(typed: str) -> list[Suggestion]:
    """Yes and No, or the one that begins so."""
    named = [Suggestion(each.key, say(each.label)) for each in YES_NO]
    return [each for each in named if each.label.casefold().startswith(typed.casefold())]


def is_optional(field: Field) -> bool:
    """Whether a field may be empty; what the office fills in by itself may be cleared, and comes back."""
    return not field.needed


def icon_for(field: Field, spec: FormField) -> str:
    """The icon at the left of a field's box."""
    if spec.icon:
        return spec.icon
    if field.target is not None:
        return KIND_ICONS.get(field.target.kind, "")
    return _ICONS.get(field.kind, "")
