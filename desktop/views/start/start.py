"""The way into an office: which page shows when, until a store is open."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.settings import Settings
from desktop.views.saying import N_, say
from desktop.views.start.aside import Aside, import_wanted
from desktop.views.start.glance import Glance, glance, is_office
from desktop.views.start.lock_page import Attempt, LockPage
from desktop.views.start.start_window import StartWindow
from desktop.views.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.store.store import Store
    from desktop.views.start.first_run.first_run import FirstRun

LONG_MS = 1500
LONG_WORDS = N_("Still opening. An office of an older version is updated first, after a backup.")
MOST_RECENT = 8
MOVED, COPIED, BACK = "moved", "copied", "back"


class Start(QObject):
    """Leads from the first picture to an open office.

    Signals:
        opened(Store): an office is open.
    """

    opened = Signal(object)

    def __init__(self, window: StartWindow, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.window = window
        self.aside = Aside(self)
        self.root: Path | None = None
        self._theme = theme
        self._settings = settings
        self._lock: LockPage | None = None
        self._attempt: Attempt | None = None
        self._why = ""
        self._asked: Attempt | None = None
        self._first_run: FirstRun | None = None
        self._long = QTimer(self, singleShot=True, interval=LONG_MS)
        self._long.timeout.connect(self._on_long)
        window.painted.connect(self._on_painted)
        window.other_requested.connect(self.choose)

    def begin(self, office: Path | None, why: str = "") -> None:
        """Show the first page: `office`, the most recent one, or first run. `why` says why it is locked."""
        self._why = why
        recent = self._recent()
        if office is None and recent:
            office = recent[0]
        if office is None:
            self.set_up()
        elif is_office(office):
            self.enter(office)
        elif not office.exists() or (office.is_dir() and not any(office.iterdir())):
            self.set_up(office)
        else:
            self.choose(say("There is no office in {office}.", office=office))

    def enter(self, office: Path, note: str = "") -> None:
        """Show the lock screen of an office, or what is wrong with it."""
        self.root = office.absolute()
        seen = glance(self.root)
        if seen.is_interrupted:
            self._wait_page(say("Finishing a restore"), say("A restore was interrupted and is being finished."))
            self.aside.run(_Settling(self.root), self._on_settled, self._on_unsettled)
            return
        self._show_lock(seen, note)

    def _show_lock(self, seen: Glance, note: str = "") -> None:
        if seen.trouble or not seen.people:
            self._show_damaged(seen, seen.trouble or say("Nobody can sign in to this office."))
            return
        page = LockPage(self._theme, seen, why=note or self._why, person_id=self._last_person(seen))
        page.unlock_requested.connect(self._on_attempt)
        page.recovery_requested.connect(self._on_recovery)
        self._lock = page
        self.window.show_page(page)
        self.window.show_facts(seen)

    # What a page asked for

    @Slot(object)
    def _on_attempt(self, attempt: Attempt, arrived: str = "") -> None:
        from desktop.views.start.entering import Entering

        assert self.root is not None
        self._attempt = attempt
        self._long.start()
        self.aside.run(Entering(self.root, attempt, self.thread(), arrived=arrived), self._on_opened, self._on_blocked)

    @Slot()
    def _on_long(self) -> None:
        if self._lock is not None:
            self._lock.show_busy(say(LONG_WORDS))

    def _on_opened(self, store: "Store") -> None:
        self._long.stop()
        self._lock = None
        self._attempt = None
        self._remember(store)
        self.opened.emit(store)

    def _on_blocked(self, error: Exception) -> None:
        from desktop.views.start.entering import Blocked, Obstacle

        self._long.stop()
        if not isinstance(error, Blocked):
            raise error
        attempt, self._attempt = self._attempt, None
        if error.obstacle is Obstacle.ARRIVED and attempt is not None:
            self._ask_arrival(error.computer, attempt)
            return
        if error.obstacle is Obstacle.DAMAGED:
            self._show_damaged(glance(self._root()), error.words, attempt)
            return
        page = self._present_lock()
        if page is None:
            return
        if error.obstacle is Obstacle.TOO_SOON:
            page.wait(error.seconds)
        elif error.obstacle is Obstacle.HELD:
            page.offer_reading(error.held)
        else:
            page.refuse(error.words)

    def _present_lock(self) -> LockPage | None:
        """The lock screen, shown again when another page had taken its place."""
        if self._lock is None or self.window.page is not self._lock:
            self._show_lock(glance(self._root()))
        return self._lock

    def _root(self) -> Path:
        assert self.root is not None
        return self.root

    def _on_settled(self, seen: Glance) -> None:
        self._show_lock(seen)

    def _on_unsettled(self, error: Exception) -> None:
        from desktop.views.start.entering import Blocked

        if not isinstance(error, Blocked):
            raise error
        self.choose(error.words)

    # Moved or copied

    def _ask_arrival(self, computer: str, attempt: Attempt) -> None:
        from desktop.views.start.question_page import Answer, QuestionPage

        where = say("It was last used on the computer “{computer}”. ", computer=computer) if computer else ""
        page = QuestionPage(
            self._theme,
            say("Was this office moved here, or is it a copy?"),
            say("{where}Two folders that are in use must not give the same numbers to concerns.", where=where),
            (
                Answer(MOVED, say("It was moved here"), say("The other folder is not used any more."), is_primary=True),
                Answer(
                    COPIED,
                    say("It is a copy"),
                    say("The other folder stays in use. Numbers here get letters of their own."),
                ),
                Answer(BACK, say("Back"), say("Nothing is changed.")),
            ),
        )
        self._asked = attempt
        page.answered.connect(self._on_arrival)
        page.back_requested.connect(self._on_back)
        self.window.show_page(page)

    @Slot(str)
    def _on_arrival(self, key: str) -> None:
        attempt = self._asked
        if key == BACK or attempt is None:
            self._on_back()
            return
        self._wait_page(say("Opening"), say("The office is being opened here."))
        self._on_attempt(attempt, key)

    @Slot()
    def _on_back(self) -> None:
        self.enter(self._root())

    def _wait_page(self, title: str, sentence: str) -> None:
        from desktop.views.start.card import Card

        self._lock = None
        self.window.show_page(Card(self._theme, title, sentence))

    # Forgotten, damaged

    @Slot()
    def _on_recovery(self) -> None:
        from desktop.views.start.recovery_page import RecoveryPage

        assert self._lock is not None
        page: RecoveryPage = RecoveryPage(self._theme, self._lock.seen, self.aside, self._lock.who.person.person_id)
        page.back_requested.connect(self._on_back)
        page.reset_done.connect(self._on_attempt)
        self._lock = None
        self.window.show_page(page)

    def _show_damaged(self, seen: Glance, words: str, attempt: Attempt | None = None) -> None:
        from desktop.views.start.damaged_page import DamagedPage

        page: DamagedPage = DamagedPage(self._theme, seen, words, self.aside, attempt)
        page.back_requested.connect(self._on_back)
        page.other_requested.connect(self.choose)
        page.restored.connect(self._on_restored)
        self._lock = None
        self.window.show_page(page)

    @Slot(str)
    def _on_restored(self, sentence: str) -> None:
        self.enter(self._root(), sentence)

    # Another office, a new one

    @Slot()
    def choose(self, note: str = "") -> None:
        """Offer the recent offices, any folder, and a new office."""
        from desktop.views.start.choose_page import ChoosePage

        page = ChoosePage(self._theme, self._recent(), note)
        page.office_chosen.connect(self._on_office_chosen)
        page.new_requested.connect(self._on_new)
        if self.root is not None and is_office(self.root):
            page.back_requested.connect(self._on_back)
        self._lock = None
        self.window.show_page(page)

    @Slot(object)
    def _on_office_chosen(self, root: Path) -> None:
        self._why = ""
        if is_office(root):
            self.enter(root)
        else:
            self.choose(
                say(
                    "There is no office in {root}. Choose the folder that holds office.db, or set up a new office.",
                    root=root,
                )
            )

    @Slot()
    def _on_new(self) -> None:
        self.set_up()

    def set_up(self, place: Path | None = None) -> None:
        """Show the five steps of the first run."""
        from desktop.views.start.first_run.first_run import FirstRun

        page = self._first_run = FirstRun(self._theme, self.aside, place)
        page.finished.connect(self._on_set_up)
        page.other_requested.connect(self.choose)
        self._lock = None
        self.window.show_page(page)

    @Slot(object)
    def _on_set_up(self, attempt: Any) -> None:
        root, tried = attempt
        self.root = root
        self._wait_page(say("Opening"), say("Your office is being opened."))
        self._on_attempt(tried)

    # Remembering

    def _recent(self) -> list[Path]:
        return [path for path in map(Path, self._settings.value("recent_offices")) if is_office(path)]

    def _remember(self, store: "Store") -> None:
        root = str(self._root())
        kept = [str(path) for path in self._recent() if str(path) != root]
        self._settings.set_value("recent_offices", [root, *kept][:MOST_RECENT])
        self._settings.set_value(f"signed_in/{_key(root)}", str(store.member.person_id))

    def _last_person(self, seen: Glance) -> str:
        return str(self._settings.value(f"signed_in/{_key(str(seen.root))}", ""))

    # The first picture is there

    @Slot()
    def _on_painted(self) -> None:
        self.aside.run(import_wanted, self._on_imported, self._on_not_imported)

    def _on_imported(self, result: None) -> None:
        page = self._lock
        # The demo opens by itself, but not right after somebody locked it.
        if page is not None and page.seen.demo_passphrase and not self._why and page.seen.held is None:
            page.passphrase.set_text(page.seen.demo_passphrase)
            page.unlock.click()

    def _on_not_imported(self, error: Exception) -> None:
        raise error

    def close(self) -> None:
        """Wait for what runs beside, and take away an office that was never finished."""
        self.aside.close()
        if self._first_run is not None:
            self._first_run.drop_unfinished()
            self._first_run = None


class _Settling:
    """Finishes an interrupted restore."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self) -> Glance:
        from desktop.views.start.entering import settled_glance

        return settled_glance(self._root)


def _key(root: str) -> str:
    """A name for a folder that an ini file takes."""
    return f"{crc32(root.encode()):08x}"
