"""A concern in a form of its own, as somebody at the desk has it in front of them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.concern import Category, Concern
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.forms.editors import FormField
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.record_form import RecordForm
from desktop.views.forms.text_editors import LineEditor
from tests.factories import area, concern

FIELDS = (
    "area",
    "category",
    "owner",
    FormField("resolve_by", label="Fix by, working day", working_day=True),
    "answer",
    FormField("words", verbatim=True),
    "title",
    "told_on",
    "told_how",
    "contact",
    "answer_due",
    "answered_at",
    "priority",
)


@pytest.fixture
def concern_id(store: Store) -> int:
    """Four lamps out, in Orchard Flats."""

    def work(session: Session) -> int:
        lighting = session.scalars(select(Category).where(Category.name == "Lighting")).one()
        flats = area()
        session.add_all([flats, area(name="Quarry Hill"), area(name="Quayside")])
        made = concern(words="I can’t see the curb.", title="Four lamps out", area=flats, category=lighting)
        session.add(made)
        session.flush()
        return int(made.id)

    return store.write("Add a concern", work).result()


@pytest.fixture
def form(desk: Desk, stage: QWidget, concern_id: int, qtbot: QtBot) -> RecordForm:
    """The concern in a form, in an active window."""
    made = RecordForm(desk, Concern, FIELDS, stage)
    layout = QVBoxLayout(stage)
    layout.addWidget(made)
    layout.addStretch(1)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record(concern_id)
    return made


@pytest.fixture
def types(form: RecordForm, qtbot: QtBot) -> Callable[[str, str], None]:
    """Put the keyboard into a field, over what stands there, and type."""

    def type_into(key: str, words: str) -> None:
        editor = form.frame(key).editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        target = (
            editor.line
            if isinstance(editor, LineEditor)
            else editor.text
            if isinstance(editor, LongTextEditor)
            else None
        )
        assert target is not None
        target.selectAll()
        qtbot.keyClicks(target, words)

    return type_into


@pytest.fixture
def leaves(form: RecordForm) -> Callable[[], None]:
    """Leave the field: the keyboard goes to another one."""

    def leave() -> None:
        form.frame("told_how").editor.setFocus(Qt.FocusReason.TabFocusReason)

    return leave
