"""Who will read this? Least first, counted from the records, searched, noted; nothing is kept of what was canceled."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.documents.written import texts_in
from desktop.jobs.progress import Progress
from desktop.models.access import Role
from desktop.models.disclosure import Audience, Consent
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.leaving_dialog import NOTED, LeavingDialog
from desktop.views.leaving.printing import Printers
from desktop.views.leaving.two_tone_words import TwoToneWords
from tests.factories import concern, meeting, saved
from tests.views.freeing import let_go
from tests.views.leaving.conftest import LEAVING, OPEN, SECRET, Chooser, PaperPrinters


class NoPrinters(Printers):
    def names(self) -> list[str]:
        return []


def press(dialog: LeavingDialog, key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.focusWidget(), key)


def counts(dialog: LeavingDialog) -> set[str]:
    return set(dialog.form.withheld.said)


def test_the_least_audience_is_preset_and_what_it_misses_is_counted(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked()
    assert dialog.form.audience is Audience.ANYONE
    assert counts(dialog) >= {
        "1 resident’s own words, nobody agreed that they leave the office.",
        "1 contact of a resident, only for our office.",
        "1 name of who sees to it, for a partner at most.",
    }
    assert dialog.form.withheld.said_to_go_in.startswith("3 concerns: number, concern, words")


def test_another_audience_is_counted_anew(asked: Callable[..., LeavingDialog], qtbot: QtBot) -> None:
    dialog = asked()
    press(dialog, Qt.Key.Key_Down, qtbot)
    assert dialog.form.audience.value == "partner"
    qtbot.waitUntil(lambda: not any("sees to it" in line for line in counts(dialog)))
    press(dialog, Qt.Key.Key_Down, qtbot)
    assert dialog.form.audience.value == "office"
    qtbot.waitUntil(lambda: counts(dialog) == {"Nothing. Our office reads all that you may see."})


def test_records_that_change_meanwhile_are_counted_anew(
    asked: Callable[..., LeavingDialog], store: Store, qtbot: QtBot
) -> None:
    dialog = asked()
    saved(store, concern(words="One more that stays here"))
    qtbot.waitUntil(lambda: dialog.form.withheld.said_to_go_in.startswith("4 concerns"))
    assert any(line.startswith("2 residents’ own words") for line in counts(dialog))


def test_enter_saves_for_anyone_and_the_file_holds_nothing_withheld(
    asked: Callable[..., LeavingDialog], chooser: Chooser, desk: Desk, qtbot: QtBot
) -> None:
    dialog = asked()
    with qtbot.waitSignal(dialog.accepted):
        press(dialog, Qt.Key.Key_Return, qtbot)
    assert chooser.suggested == ["Concerns for anyone 2026-10-15 DRAFT.xlsx"]
    text = " ".join(texts_in(chooser.target, ".xlsx"))
    assert OPEN in text
    assert not [secret for secret in (SECRET, "Lindqvist", "Nora Berg") if secret in text]
    assert desk.toasts.text == f"Saved for anyone: {chooser.target.name}"
    assert desk.settings.value("export_folder", "") == str(chooser.folder)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".csv", ".json"])
def test_every_format_is_written(
    asked: Callable[..., LeavingDialog], chooser: Chooser, qtbot: QtBot, ending: str
) -> None:
    dialog = asked()
    dialog.form.choose_format(ending)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    assert "crossing" in " ".join(texts_in(chooser.target, ending))


def test_only_what_the_tab_shows_leaves(
    asked: Callable[..., LeavingDialog], chooser: Chooser, store: Store, qtbot: QtBot
) -> None:
    saved(store, wanted := concern(words="Only this one", contact_consent=Consent.WITH_ROLE))
    dialog = asked(Leaving("concerns", "1 concern selected", ids=[wanted.id]))
    assert dialog.form.withheld.said_to_go_in.startswith("1 concern: ")
    dialog.form.choose_format(".csv")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    assert len(chooser.target.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_a_leak_is_refused_in_the_dialog_and_nothing_is_written(
    asked: Callable[..., LeavingDialog], chooser: Chooser, store: Store, qtbot: QtBot
) -> None:
    leaky = "We called Renée Lindqvist, 555-0142."
    saved(store, concern(words="The bench is gone", contact_consent=Consent.WITH_ROLE, answer=leaky))
    dialog = asked()
    dialog.go()
    qtbot.waitUntil(lambda: bool(dialog.form.problem))
    assert "C26-0004, Our answer to residents: has what stands in Contact" in dialog.form.problem
    assert list(chooser.folder.iterdir()) == []
    assert dialog.isVisible()
    dialog.form.cards.card(Audience.OFFICE).click()  # and there is a way on
    qtbot.waitUntil(lambda: counts(dialog) == {"Nothing. Our office reads all that you may see."})
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()


def test_escape_stops_a_running_export_and_keeps_nothing(
    asked: Callable[..., LeavingDialog], chooser: Chooser, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = []

    def endless(order: object, store: Store, tell: Progress) -> None:
        while True:
            running.append(1)
            tell(1, 4)

    monkeypatch.setattr("desktop.views.leaving.carrying.save", endless)
    dialog = asked()
    dialog.go()
    qtbot.waitUntil(lambda: bool(running))
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, Qt.Key.Key_Escape, qtbot)
    qtbot.waitUntil(lambda: not desk.background.is_busy)
    assert list(chooser.folder.iterdir()) == []
    assert desk.toasts.text == ""


def test_enter_before_the_count_saves_after_it(
    desk: Desk, stage: QWidget, records: None, chooser: Chooser, qtbot: QtBot
) -> None:
    dialog = LeavingDialog(desk, stage, LEAVING, choose_file=chooser)
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    assert chooser.target.exists()


def test_a_canceled_choice_of_file_changes_nothing(
    asked: Callable[..., LeavingDialog], chooser: Chooser, desk: Desk
) -> None:
    chooser.answers = False
    dialog = asked()
    dialog.go()
    assert dialog.isVisible()
    assert not desk.background.is_busy


def test_what_the_privacy_screen_masks_is_masked_in_the_file(
    asked: Callable[..., LeavingDialog], chooser: Chooser, desk: Desk, qtbot: QtBot
) -> None:
    dialog = asked()
    dialog.form.cards.card(Audience.OFFICE).click()
    desk.privacy.set_on(True)
    qtbot.waitUntil(lambda: "1 contact of a resident, the privacy screen is on." in counts(dialog))
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    text = " ".join(texts_in(chooser.target, ".xlsx"))
    assert "Lindqvist" not in text
    assert SECRET in text


def test_a_reader_cannot_choose_more_than_a_partners_view(
    asked: Callable[..., LeavingDialog], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.store, "member", replace(desk.store.member, role=Role.READER))
    dialog = asked()
    card = dialog.form.cards.card(Audience.OFFICE)
    assert not card.isEnabled()
    assert card.accessibleDescription() == "You sign in as a reader and get what a partner gets."


def test_draft_is_preset_outside_and_stays_as_somebody_set_it(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked()
    cards = dialog.form.cards
    assert dialog.form.draft
    cards.card(Audience.OFFICE).click()
    assert not dialog.form.draft
    dialog.form._draft.click()
    cards.card(Audience.ANYONE).click()
    cards.card(Audience.OFFICE).click()
    assert dialog.form.draft


def test_what_is_approved_is_no_draft(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked(Leaving("concerns", "3 concerns", approved=True))
    assert not dialog.form.draft
    assert not dialog.form._draft.isVisible()


def test_minutes_go_out_as_pdf(
    asked: Callable[..., LeavingDialog], chooser: Chooser, store: Store, qtbot: QtBot
) -> None:
    saved(store, held := meeting())
    dialog = asked(Leaving("minutes", "Minutes of the listening session", meeting=str(held.id), name="Minutes"))
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    assert chooser.suggested == ["Minutes for anyone 2026-10-15.pdf"]
    assert "Listening session" in " ".join(texts_in(chooser.target, ".pdf"))


# Printing


def test_a_print_is_every_page_on_paper_and_noted(
    asked: Callable[..., LeavingDialog], store: Store, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    import pypdfium2

    saved(store, *(concern(words=f"Concern number {number}") for number in range(60)))
    before = store.journal_head()[0]
    dialog = asked(printing=True, printers=PaperPrinters(tmp_path))
    dialog.form._printer._popup.actions()[1].trigger()  # type: ignore[union-attr]
    assert dialog.form.printer == "Hall & porch"
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.go()
    paper: Any = pypdfium2.PdfDocument(tmp_path / "Hall & porch.pdf")
    pages = [page.render(scale=0.5, grayscale=True) for page in paper]
    assert len(pages) >= 3
    assert all(page.width > page.height for page in pages)  # landscape, as the list is
    assert all(min(bytes(page.buffer)) < 100 for page in pages)  # and there is ink on each
    paper.close()
    assert store.journal_head()[0] == before + 1
    assert desk.toasts.text == f"{len(pages)} pages for anyone sent to Hall & porch"


def test_without_a_printer_the_dialog_says_what_to_do(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked(printing=True, printers=NoPrinters())
    assert not dialog._go.isEnabled()
    assert dialog._said.text() == "No printer is set up on this computer. Export a PDF instead."


def test_a_printer_that_cannot_be_reached_is_told(
    asked: Callable[..., LeavingDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    def unreachable(pdf: bytes, printer: QPrinter, tell: Progress, copies: int) -> int:
        raise Refusal("Front desk cannot be reached. See that it is on, or choose another printer.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desktop.views.leaving.printing.paint_pages", unreachable)
        dialog = asked(printing=True, printers=PaperPrinters(tmp_path))
        dialog.go()
        qtbot.waitUntil(lambda: bool(dialog.form.problem))
    assert dialog.form.problem.startswith("Front desk cannot be reached.")
    assert dialog._go.isEnabled()


# The dialog itself


def test_the_dialog_is_freed_when_it_closes(asked: Callable[..., LeavingDialog], qtbot: QtBot) -> None:
    dialog = asked()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
        let_go()


@pytest.mark.parametrize(("window", "text"), [((1440, 900), 100), ((960, 600), 100), ((960, 600), 200)])
def test_it_fits_the_window_and_nothing_is_cut(
    asked: Callable[..., LeavingDialog], stage: QWidget, qtbot: QtBot, desk: Desk, window: tuple[int, int], text: int
) -> None:
    stage.resize(*window)
    desk.theme.set_text_size(text)
    dialog = asked()
    assert dialog._said.text() == NOTED
    assert dialog.height() - 48 <= window[1]
    content, viewport = dialog.form.widget(), dialog.form.viewport()
    assert content is not None
    assert content.minimumSizeHint().width() <= viewport.width()
    lines = dialog.findChildren(TwoToneWords)
    qtbot.waitUntil(lambda: all(line.height() >= line.heightForWidth(line.width()) for line in lines))
    assert len(lines) >= 4
    dialog.form.choose_format(".pdf")
    dialog.form.cards.card(Audience.OFFICE).click()
    dialog.form.page.lock_with("four plain words")
    dialog.fit()
    assert content.minimumSizeHint().width() <= viewport.width()
    assert dialog.height() - 48 <= window[1]


def test_every_control_has_a_name_and_room(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked()
    controls = [w for w in dialog.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert len(controls) >= 8
    for control in controls:
        assert control.accessibleName(), control
        assert min(control.width(), control.height()) >= 24, control


# How a PDF is set


def test_a_pdf_is_set_in_a_language_on_a_paper_and_locked(
    asked: Callable[..., LeavingDialog], chooser: Chooser, desk: Desk, qtbot: QtBot
) -> None:
    from pypdf import PdfReader

    dialog = asked()
    assert not dialog.form.page.isVisible()  # a workbook has no pages
    dialog.form.choose_format(".pdf")
    assert not dialog.form.page._lock.isVisible()  # nobody locks what anyone may read
    dialog.form.cards.card(Audience.PARTNER).click()
    dialog.form.page.pick(language="es", paper="a4")
    dialog.form.page.lock_with("short")
    dialog.go()
    qtbot.waitUntil(lambda: "at least 8 characters" in dialog.form.problem)
    dialog.form.page.lock_with("four plain words")
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    reader = PdfReader(chooser.target)
    assert reader.decrypt("four plain words")
    page = reader.pages[0]
    assert "Inquietudes" in page.extract_text()
    assert round(page.mediabox.width) == 842
    assert desk.settings.value("export_paper", "") == "a4"


def test_a_passphrase_is_shown_as_dots_while_somebody_may_be_looking(
    asked: Callable[..., LeavingDialog], desk: Desk
) -> None:
    dialog = asked()
    dialog.form.choose_format(".pdf")
    assert dialog.form.page._typed.displayText() == ""
    dialog.form.page.lock_with("four plain words")
    desk.privacy.set_on(True)
    assert "four" not in dialog.form.page._typed.displayText()


def test_what_is_for_our_office_alone_offers_nobody_else(asked: Callable[..., LeavingDialog]) -> None:
    dialog = asked(Leaving("day", "Your day", only_ours=True))
    assert dialog.form.audience is Audience.OFFICE
    assert not dialog.form.cards.card(Audience.ANYONE).isEnabled()
