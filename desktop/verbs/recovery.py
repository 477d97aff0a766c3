"""Writing the recovery sheet: the one place where a code meets paper."""

import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path

from desktop.documents.words import ENGLISH, LANGUAGES
from desktop.models.refusal import Refusal


def offer_sheet(made: ArgumentParser, what: str) -> None:
    """The options of a verb that can write the sheet; `what` says what that means for the verb."""
    made.add_argument("--recovery", metavar="FILE.pdf", type=Path, help=what)
    made.add_argument("--language", choices=LANGUAGES, default=ENGLISH, help="of the recovery sheet")


def write_sheet(office_name: str, code: str, path: Path, language: str) -> None:
    """Write the sheet as PDF in that language. Whoever calls this has just made `code`; it is kept nowhere else."""
    from desktop.documents.recovery_sheet import write_recovery_sheet

    write_recovery_sheet(office_name, code, datetime.now().astimezone(), path, language=language)


def expect_place(path: Path) -> None:
    """Refusal when the sheet could not be written to `path`: asked before a code is made that only the sheet holds."""
    if path.suffix.lower() != ".pdf":
        raise Refusal(f"The recovery sheet is a PDF: give {path} the ending .pdf.")
    if path.is_dir() or not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise Refusal(
            f"The recovery sheet cannot be written to {path}. Choose a folder that is there and can be written."
        )
