"""The recovery sheet: who may hold it, printed or saved, read back, sealed and handed over."""

import secrets
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFileDialog, QHBoxLayout

from desktop.store.recovery_code import GROUPS, clean_symbols
from desktop.views import dates
from desktop.views.saying import N_, say
from desktop.views.start.choice_row import ChoiceRow
from desktop.views.start.entry import EntryBox
from desktop.views.start.first_run.step import Step
from desktop.views.start.tick_box import TickBox
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.words import Words

SENTENCE = N_("Whoever holds it can open everything. Choose a role, not a friend, and write the name on the envelope.")
KEEPERS = (
    (N_("Station commander"), N_("Keeps the envelope in the commander’s safe")),
    (N_("Records clerk outside this office"), N_("Keeps it in the records safe")),
    (N_("City clerk or legal office"), N_("Outside the station, for small precincts")),
)
BARRED = (N_("Anyone who signs in to this program"), N_("They would hold the key and the door. Not allowed"))
READ_BACK = 4


class SheetStep(Step):
    """Nothing is finished before the sheet is on paper, somebody read from it, and it is out of the house.

    Signals:
        print_requested: print it.
        save_requested(Path): write it as a PDF there.
    """

    print_requested = Signal()
    save_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, say("Who may hold the sealed sheet?"), say(SENTENCE), gap=14)
        self._code = ""
        self._asked = 0
        self._build()
        self._lay_out()
        self.print_sheet.clicked.connect(self.print_requested)
        self.save_sheet.clicked.connect(self._on_save)
        self.read_back.line.textEdited.connect(self._on_read_back)
        self.read_back.line.returnPressed.connect(self.entered)
        self.sealed.toggled.connect(self.changed)
        self._tell()

    def _build(self) -> None:
        theme = self.theme
        self._group = QButtonGroup(self)
        self.keepers = [ChoiceRow(theme, say(title), say(text), self) for title, text in KEEPERS]
        for keeper in self.keepers:
            self._group.addButton(keeper)
        self.keepers[0].setChecked(True)
        self._barred = ChoiceRow(theme, say(BARRED[0]), say(BARRED[1]), self, is_barred=True)
        self.print_sheet = Button(theme, say("Print sheet and envelope label"), "printer", parent=self)
        self.save_sheet = Button(theme, say("Save as PDF…"), "save", parent=self)
        self._mark = Icon(theme, "check", "pine", 14, self)
        self._said = Words(theme, "", Type.SMALL_MEDIUM, "pine", wraps=True, parent=self)
        self._question = Words(theme, "", Type.BODY, "ink", parent=self)
        self.read_back = EntryBox(theme, height=32, parent=self)
        self.read_back.line.setMaxLength(READ_BACK + 2)
        self._read_mark = Icon(theme, "check", "pine", 14, self)
        self._read_said = Words(theme, "", Type.SMALL_MEDIUM, "pine", parent=self)
        self.sealed = TickBox(theme, say("Sealed, signed across the flap, and handed over"), self)

    def _lay_out(self) -> None:
        for row in (*self.keepers, self._barred):
            self.body.addWidget(row)
            self.body.addSpacing(8)
        asking, saying = QHBoxLayout(), QHBoxLayout()
        for line in (asking, saying):
            line.setSpacing(8)
        asking.addWidget(self.print_sheet)
        asking.addWidget(self.save_sheet)
        asking.addStretch(1)
        saying.addWidget(self._mark)
        saying.addWidget(self._said, 1)
        self._doing = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._doing.setSpacing(8)
        self._doing.addLayout(asking)
        self._doing.addLayout(saying, 1)
        reading = QHBoxLayout()
        reading.setSpacing(8)
        reading.addWidget(self._question)
        self.read_back.setFixedWidth(self.theme.px(96))
        reading.addWidget(self.read_back)
        reading.addWidget(self._read_mark)
        reading.addWidget(self._read_said)
        reading.addStretch(1)
        self.body.addSpacing(6)
        self.body.addLayout(self._doing)
        self.body.addSpacing(8)
        self.body.addLayout(reading)
        self.body.addSpacing(8)
        self.body.addWidget(self.sealed)

    # Answers

    @property
    def keeper(self) -> str:
        """Who keeps the sheet."""
        checked = self._group.checkedButton()
        return checked.words if isinstance(checked, ChoiceRow) else ""

    @property
    def is_read_back(self) -> bool:
        """Whether four signs were typed as they stand on the sheet."""
        return bool(self._code) and clean_symbols(self.read_back.line.text()) == self._expected()

    @property
    def is_complete(self) -> bool:
        """Whether it is printed or saved, read back and handed over."""
        return self.is_read_back and self.sealed.isChecked()

    def say_what_lacks(self) -> None:
        """Say what is still to be done."""
        if not self._code:
            self.tell_wrong(say("First print the sheet, or save it as PDF."))
            self.print_sheet.setFocus()
        elif not self.is_read_back:
            self._show_read(say("Type four signs from the sheet"), "error", "circle-alert")
            self.read_back.line.setFocus()
        else:
            self.sealed.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard on who keeps it."""
        self.keepers[0].setFocus()

    # How it stands

    def set_out(self, code: str, how: str) -> None:
        """The sheet with this code is out: "Printed" or "Saved". Another code is asked for anew."""
        if code != self._code:
            self._code = code
            self._asked = secrets.randbelow(GROUPS)
            self.read_back.line.clear()
            self.sealed.setChecked(False)
        self._said.set_token("pine")
        self._said.set_words(f"{how} {dates.clock(datetime.now().astimezone())}")
        self._mark.set_icon("check", "pine")
        self._mark.show()
        self._tell()
        self.read_back.line.setFocus()

    def forget(self) -> None:
        """Answers changed, so that the sheet is of an office that will not be: print again."""
        self._code = ""
        self.read_back.line.clear()
        self.sealed.setChecked(False)
        self._said.set_words("")
        self._tell()

    def set_busy(self, busy: bool) -> None:
        """The office and its sheet are being made."""
        self.print_sheet.setEnabled(not busy)
        self.save_sheet.setEnabled(not busy)
        if busy:
            self._mark.hide()
            self._said.set_token("ink-2")
            self._said.set_words(say("Making the office and its sheet…"))

    def tell_wrong(self, sentence: str) -> None:
        """Say beside the buttons what did not work."""
        self._mark.set_icon("circle-alert", "error")
        self._mark.setVisible(bool(sentence))
        self._said.set_token("error")
        self._said.set_words(sentence)

    def set_narrow(self, narrow: bool) -> None:
        """What was done is said below the buttons where large text leaves no room beside them."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._doing.setDirection(down if narrow else across)

    def _expected(self) -> str:
        return self._code.split("-")[self._asked][:READ_BACK]

    def _tell(self) -> None:
        out = bool(self._code)
        self._mark.setVisible(out)
        number = self._asked + 1
        self._question.set_words(
            say("To prove it can be read: group {number} begins with", number=number)
            if out
            else say("To prove it can be read: group … begins with")
        )
        self._question.set_token("ink" if out else "ink-3")
        self.read_back.line.setAccessibleName(say("The first four signs of group {number}", number=number))
        self.read_back.setEnabled(out)
        self.sealed.setEnabled(self.is_read_back)
        self._show_read("", "pine", "check")
        self.changed.emit()

    def _show_read(self, words: str, token: str, icon: str) -> None:
        self._read_mark.set_icon(icon, token)
        self._read_mark.setVisible(bool(words))
        self._read_said.set_token(token)
        self._read_said.set_words(words)

    @Slot()
    def _on_read_back(self) -> None:
        typed = clean_symbols(self.read_back.line.text())
        right = self.is_read_back
        if right:
            self._show_read(say("Right"), "pine", "check")
        elif len(typed) >= READ_BACK:
            self._show_read(say("Not what the sheet says"), "error", "circle-alert")
        else:
            self._show_read("", "pine", "check")
        self.sealed.setEnabled(right)
        self.changed.emit()

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, say("Save the recovery sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("recovery-sheet.pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Ask for the sheet as a PDF there."""
        self.save_requested.emit(Path(name))
