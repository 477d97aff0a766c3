"""Writing the recovery sheet: the one place where a code meets paper."""

from datetime import datetime
from pathlib import Path

from desktop.models.refusal import Refusal


def write_sheet(office_name: str, code: str, path: Path) -> None:
    """Write the sheet as PDF. Whoever calls this has just made `code`; it is kept nowhere else."""
    from desktop.documents.recovery_sheet import write_recovery_sheet

    if path.suffix.lower() != ".pdf":
        raise Refusal(f"The recovery sheet is a PDF: give {path} the ending .pdf.")
    write_recovery_sheet(office_name, code, datetime.now().astimezone(), path)
