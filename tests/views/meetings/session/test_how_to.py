"""An exit in a session: the slip that says where it goes is printed through the dialog that everything leaves by."""

import pytest

from desktop.models.passed_on import Exit
from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.leaving.leaving_dialog import LeavingDialog
from tests.views.meetings.session.conftest import Evening


@pytest.mark.parametrize("exit_", Exit)
def test_the_how_to_is_printed_from_the_exit(evening: Evening, exit_: Exit) -> None:
    evening.page.capture.text.insertPlainText("words that are not ours")
    evening.page.asks.pass_on(exit_)
    dialog = evening.page.window().findChild(ExitDialog)
    assert dialog is not None
    dialog.how_to.click()
    leaving = evening.page.window().findChild(LeavingDialog)
    assert leaving is not None
    evening.qtbot.waitUntil(lambda: leaving._counted is not None)
    assert leaving._counted is not None
    assert leaving._counted.whole == 0
    assert "words that are not ours" not in leaving._order().typed
    leaving.reject()
    assert dialog.isVisible()
    dialog.reject()
