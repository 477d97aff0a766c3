"""To which office it goes on, and when we call back."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.concern import CONCERN_FIELDS
from desktop.models.working_days import add_working_days
from desktop.store.store import Store
from desktop.views.asking.question import Question
from desktop.views.forms.choosing import RecordChoices
from desktop.views.forms.date_editor import DateEditor
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme

TO, CALL_BACK = "referred_to", "call_back_on"
# So many working days give another office time to answer.
CALL_BACK_AFTER = 3


class ReferralQuestion(Question):
    """Asks for the organization and the day of our call."""

    def __init__(
        self,
        theme: Theme,
        store: Store,
        days: OfficeDays,
        title: str = N_("Refer onward"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, say(title), say("Refer"), parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.body.addLayout(row)
        to = PickEditor(theme, say("To"), RecordChoices(store, CONCERN_FIELDS[TO]), optional=False)
        back = DateEditor(theme, say("Call back"), days.today, is_open=days.is_open)
        back.take_day(add_working_days(days.today(), CALL_BACK_AFTER, store.office.closed))
        self.add_field(TO, FieldFrame(theme, say("To"), to, icon="building", needed=True, parent=self), row)
        self.add_field(CALL_BACK, FieldFrame(theme, say("Call back"), back, parent=self), row)
        row.setStretch(0, 3)
        row.setStretch(1, 2)

    def missing(self, key: str) -> str:
        """Both are needed: an office without a day is forgotten."""
        return say("Choose an organization.") if key == TO else say("Say when we call back, such as fri or +3.")
