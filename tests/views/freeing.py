"""Freeing what asked to be freed, as the event loop would between two events."""

from PySide6.QtCore import QCoreApplication, QEvent


def let_go() -> None:
    """Delete every object that called deleteLater."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
