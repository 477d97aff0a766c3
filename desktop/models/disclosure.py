"""Who may see what: the one policy that every export, print and shared screen asks.

The stricter rule always wins. What the rules withhold is replaced before a writer sees it, and counted by reason.
"""

import enum
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.models.access import Role

if TYPE_CHECKING:
    from desktop.models.field import Field


class Audience(enum.StrEnum):
    """Who will read what leaves the office, from the smallest circle to the widest."""

    OFFICE = "office"
    PARTNER = "partner"
    ANYONE = "anyone"

    @property
    def rank(self) -> int:
        """0 for our office, growing with the circle."""
        return list(Audience).index(self)

    @property
    def words(self) -> str:
        """How it is said on screen and paper."""
        return {"office": "our office", "partner": "a partner", "anyone": "anyone"}[self.value]


class Consent(enum.StrEnum):
    """What a speaker agreed to; the least is what nobody had to ask for."""

    NOTHING_OUTSIDE = "nothing outside"
    WITHOUT_ROLE = "without role"
    WITH_ROLE = "with role"
    MAY_CONTACT = "may be contacted"

    @property
    def rank(self) -> int:
        """0 for the least."""
        return list(Consent).index(self)


class Reason(enum.StrEnum):
    """Why a value was withheld, in the words printed beside the count."""

    AUDIENCE = "not for this audience"
    NOTHING_OUTSIDE = "the speaker asked that nothing leaves the office"
    ROLE = "the speaker asked not to be described"
    PRIVACY_SCREEN = "the privacy screen is on"
    DRAWER = "in a closed drawer"


def withheld(
    about: "Field",
    audience: Audience,
    consent: Consent | None = None,
    *,
    privacy_screen: bool = False,
    drawers: frozenset[str] = frozenset(),
) -> Reason | None:
    """Say why `audience` may not see this field, or None when it may.

    `consent` is the speaker's, None where nobody spoke; `drawers` are the ones the person's slot opened.
    """
    if about.drawer and (about.drawer not in drawers or audience is not Audience.OFFICE):
        return Reason.DRAWER
    if privacy_screen and (about.drawer or about.audience is not Audience.ANYONE):
        return Reason.PRIVACY_SCREEN
    if audience.rank > about.audience.rank:
        return Reason.AUDIENCE
    if audience is Audience.OFFICE or consent is None:
        return None
    if (about.spoken or about.tells) and consent is Consent.NOTHING_OUTSIDE:
        return Reason.NOTHING_OUTSIDE
    if about.role and consent.rank < Consent.WITH_ROLE.rank:
        return Reason.ROLE
    return None


def audience_for(role: Role, asked: Audience) -> Audience:
    """The circle whose view a person gets: a reader never sees more than a partner does."""
    if role is Role.READER and asked is Audience.OFFICE:
        return Audience.PARTNER
    return asked


@dataclass(slots=True)
class Withheld:
    """What was kept back from one document: whole rows and single values, by field and reason."""

    rows: int = 0
    values: Counter[tuple[str, Reason]] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Rows left out plus values left empty."""
        return self.rows + sum(self.values.values())

    def sentences(self) -> list[str]:
        """One plain sentence per reason, for the sheet that says what was withheld."""
        said = [f"{self.rows} whole rows: {Reason.NOTHING_OUTSIDE}"] if self.rows else []
        return said + [f"{count} of {label}: {reason}" for (label, reason), count in sorted(self.values.items())]

    def note(self, about: "Field", reason: Reason, value: Any) -> None:
        """Count one value that was there and may not be seen."""
        if value not in (None, ""):
            self.values[about.label, reason] += 1
