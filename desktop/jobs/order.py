"""What somebody wants to leave the office."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.models.disclosure import Audience

ENGLISH, SPANISH = "en", "es"
LETTER, A4 = "letter", "a4"
PAPERS = (LETTER, A4)
CHARTS = ("category", "area", "status")


@dataclass(frozen=True, slots=True)
class Order:
    """`what` is a kind ("concerns") or a document ("minutes"), `meeting` a number; with `ids` these records in order.

    `privacy_screen` masks what the screen masks; `draft` marks every page until somebody approves it. A document is set
    in `language` on `paper`, in large type if wanted; where two languages stand side by side, `second` is the other.
    With a `passphrase` it is locked. `owner` is whose day it is, None the whole office's; `sheets` are how many are
    printed of what lies on a table; `chart` is what a printed list of concerns is counted by at its end, if anything.
    """

    what: str
    target: Path
    audience: Audience = Audience.OFFICE
    typed: str = ""
    meeting: str = ""
    ids: Sequence[int] | None = None
    privacy_screen: bool = False
    draft: bool = False
    language: str = ENGLISH
    second: str = ""
    paper: str = LETTER
    large: bool = False
    passphrase: str = field(default="", repr=False)
    owner: int | None = None
    sheets: int = 1
    chart: str = ""

    @property
    def languages(self) -> tuple[str, str]:
        """The two languages of what is printed in two, each of the same weight."""
        return self.language, self.second or (SPANISH if self.language == ENGLISH else ENGLISH)
