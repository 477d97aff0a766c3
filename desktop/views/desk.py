"""The desk: what every view stands on, made once when an office opens and handed to constructors."""

from dataclasses import dataclass

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from desktop.views.widgets.toasts import Toasts


@dataclass(frozen=True, slots=True)
class Desk:
    """An open office and the look of its window. Views keep no other way to reach either."""

    store: Store
    theme: Theme
    settings: Settings
    privacy: PrivacyScreen
    background: Background
    toasts: Toasts
