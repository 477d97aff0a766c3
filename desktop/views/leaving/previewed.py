"""What a preview is asked for; apart, so that what shows pages is loaded only when somebody looks."""

from dataclasses import dataclass
from pathlib import Path

from desktop.models.disclosure import Audience
from desktop.views.leaving.page_options import PageSet


@dataclass(frozen=True, slots=True)
class Previewed:
    """The choices of the dialog behind it. `target` is never written; with `printing` Enter prints, else it saves."""

    audience: Audience
    page: PageSet
    printers: tuple[str, ...]
    printer: str = ""
    draft: bool = False
    printing: bool = False
    target: Path = Path("preview.pdf")
