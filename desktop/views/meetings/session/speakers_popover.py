"""What each speaker agreed to, from nothing outside to may be contacted; a name only if they offered it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models.disclosure import Consent
from desktop.models.speakers import Spoke
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

NARROW = 1000
ASKED = N_("Ask: may we write down that you said this, and may it leave this office? No is a full answer.")
SHORT = {
    Consent.NOTHING_OUTSIDE: N_("Nothing outside"),
    Consent.WITHOUT_ROLE: N_("Without role"),
    Consent.WITH_ROLE: N_("With role"),
    Consent.MAY_CONTACT: N_("May be contacted"),
}


class SpeakersPopover(Popover):
    """A line per speaker.

    Signals:
        consent_given(object, object): a speaker by id, and what they agreed to.
        name_offered(object, str): a speaker by id, and the name they offered; empty takes it away.
    """

    consent_given = Signal(object, object)
    name_offered = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget, spoke: Sequence[Spoke], lines: Mapping[int, int]) -> None:
        """`lines` is how many each said, by the speaker's id."""
        super().__init__(theme, parent, say("What each speaker agreed to"))
        self.body.setSpacing(8)
        # In large text a speaker's choices stand under their label: side by side they would fill the whole screen.
        is_narrow = parent.window().width() < theme.px(NARROW)
        self.body.addWidget(Words(theme, say(ASKED), Type.SMALL, "ink-2", wraps=True, parent=self))
        self.rows = [SpeakerRow(theme, each, lines.get(each.id, 0), self, is_narrow=is_narrow) for each in spoke]
        for row in self.rows:
            self.body.addWidget(row)
        if not spoke:
            self.body.addWidget(Words(theme, say("Nobody has spoken yet."), Type.BODY, "ink-3", parent=self))


class SpeakerRow(QWidget):
    """One speaker."""

    def __init__(self, theme: Theme, spoke: Spoke, lines: int, popover: SpeakersPopover, *, is_narrow: bool) -> None:
        super().__init__(popover)
        self._spoke = spoke
        self._popover = popover
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 0, 4, 0)
        whole.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        whole.addLayout(row)
        count = say("1 line") if lines == 1 else say("{lines} lines", lines=lines)
        label = Words(theme, spoke.label, Type.BODY_STRONG, parent=self)
        label.setMinimumWidth(theme.px(120))
        row.addWidget(label)
        row.addWidget(Words(theme, count, Type.SMALL, "ink-3", parent=self))
        row.addStretch(1)
        choices = [Choice(consent.value, words) for consent, words in SHORT.items()]
        self.consent = Switch(theme, choices, say("What {label} agreed to", label=spoke.label), small=True, parent=self)
        self.consent.choose(spoke.consent.value)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(say("Name, only if offered"))
        self.name.setTextMargins(theme.px(6), 0, theme.px(6), 0)
        self.name.setMinimumHeight(theme.px(30))
        self.name.setAccessibleName(say("Name that {label} offered", label=spoke.label))
        self.name.setText(spoke.offered_name or "")
        self.name.setVisible(spoke.consent is Consent.MAY_CONTACT)
        if is_narrow:
            whole.addWidget(self.consent)
        else:
            row.addWidget(self.consent)
        whole.addWidget(self.name)
        self.consent.chosen.connect(self._on_consent)
        self.name.editingFinished.connect(self._on_name)

    @Slot(str)
    def _on_consent(self, key: str) -> None:
        consent = Consent(key)
        self.name.setVisible(consent is Consent.MAY_CONTACT)
        if consent is not Consent.MAY_CONTACT:
            self.name.clear()
        self._popover.consent_given.emit(self._spoke.id, consent)
        self._popover.fit()

    @Slot()
    def _on_name(self) -> None:
        self._popover.name_offered.emit(self._spoke.id, self.name.text().strip())
