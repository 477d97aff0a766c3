"""Work of the start beside its window: one job at a time on a thread, told on the window's own."""

import importlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

Told = Callable[[Any], object]

# What an open office needs, imported while the passphrase is typed, in the order in which it is needed.
WANTED = ("desktop.store.opening", "desktop.store.backup", "desktop.views.background", "desktop.views.main_window")


class Aside(QObject):
    """Runs jobs on one thread. It imports its own means only when first asked, after the lock screen is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: Any = None

    def run(self, job: Callable[[], Any], done: Told, failed: Told) -> None:
        """Call `job()` on the thread, then `done(result)` or `failed(error)` here; both are bound methods."""
        from concurrent.futures import ThreadPoolExecutor

        from desktop.views.pending import when_done

        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="start")
        owner = getattr(done, "__self__", self)
        when_done(self._pool.submit(job), owner, done, failed)

    def close(self) -> None:
        """Wait until the thread has stopped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def import_wanted() -> None:
    """Import what an open office needs; an error in it shows when it is used."""
    for name in WANTED:
        importlib.import_module(name)
