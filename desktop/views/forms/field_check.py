"""Whether what stands in a field is a value, said below it on leaving, with what would work."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.models.field import Field, Fields
from desktop.models.refusal import Refusal
from desktop.views import dates
from desktop.views.forms.chip_offer import ChipOffer
from desktop.views.forms.date_editor import DateEditor
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.wordings import refusal_words
from desktop.views.saying import retold, say


class FieldCheck(QObject):
    """Reads the value of a frame by the rules of its field, and makes offers below it.

    Signals:
        chosen(object): what was pressed of an offer that is not a day.
    """

    chosen = Signal(object)

    def __init__(self, frame: FieldFrame, fields: Fields, field: Field, days: OfficeDays, *, working_day: bool) -> None:
        super().__init__(frame)
        self._frame, self._fields, self._field = frame, fields, field
        self._days = days
        self._working_day = working_day
        self._offer: ChipOffer | None = None

    def value(self) -> Any:
        """What stands there; Refusal when it is no value, or not one this field takes."""
        value = self._frame.editor.value()
        if value is None and self._field.needed:
            raise Refusal(f"{self._frame.label} is needed.")
        editor = self._frame.editor
        if self._working_day and isinstance(editor, DateEditor):
            day = editor.day()
            if day is not None and not self._days.is_open(day):
                raise _ClosedDay(say("Not a working day. Take one of these"))
        return value

    def say(self) -> None:
        """Say below the field what is wrong; nothing when all is well."""
        try:
            self.value()
        except _ClosedDay as refusal:
            self._frame.set_error(retold(str(refusal)))
            self._offer_working_days()
        except Refusal as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal in the words of the form."""
        self._frame.set_error(refusal_words(str(refusal), self._fields, self._field))

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer something below the field; what was offered before goes."""
        self._make(choices).chosen.connect(self.chosen)

    def withdraw(self) -> None:
        """Take an offer away."""
        if self._offer is not None:
            self._offer.hide()
            self._offer.deleteLater()
            self._offer = None

    def _offer_working_days(self) -> None:
        editor = self._frame.editor
        assert isinstance(editor, DateEditor)
        if (day := editor.day()) is not None:
            days = self._days.around(day)
            self._make([(each, dates.weekday(each)) for each in days]).chosen.connect(editor.take_day)

    def _make(self, choices: Sequence[tuple[Any, str]]) -> ChipOffer:
        self.withdraw()
        self._offer = ChipOffer(self._frame.editor.theme, choices, self._frame)
        self._frame.below.addWidget(self._offer)
        return self._offer


class _ClosedDay(Refusal):
    """A due date on a day on which the office does not work."""
