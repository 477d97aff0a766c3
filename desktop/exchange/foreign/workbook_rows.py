"""Workbooks: the first sheet that holds something, as Excel shows it, without running or following anything in it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.exchange.foreign.limits import COLUMNS, PARTS, RATIO, RATIO_FROM, UNPACKED
from desktop.models.refusal import Refusal

MIDNIGHT = time()
NOT_READ = "cannot be read as a workbook. Open it in Excel or LibreOffice, save it again as .xlsx and try again."


def read_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet in sight that is not empty; Refusal for what is no workbook, or packed as a trap."""
    _expect_harmless(content)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    except (MemoryError, Refusal):
        raise
    except Exception:
        # openpyxl says with errors of nearly every kind that a part is missing or crooked.
        raise Refusal(NOT_READ) from None
    for sheet in sheets:
        found = False
        try:
            sheet.reset_dimensions()  # what a file says about its own size is not always so
            for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS + 1), 1):
                texts = [_text(cell) for cell in cells]
                if any(texts):
                    found = True
                    yield number, texts
        except (MemoryError, Refusal):
            raise
        except Exception:
            raise Refusal(NOT_READ) from None
        if found:
            return


def _expect_harmless(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refusal(NOT_READ) from None
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refusal("unpacks to more than a workbook people keep. Save the sheet you need as .csv.")
    if any(part.file_size > RATIO_FROM and part.file_size > RATIO * max(1, part.compress_size) for part in parts):
        raise Refusal("is packed like a trap: far larger inside than outside. Save the sheet you need as .csv.")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":  # an error such as #N/A is no value
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**63 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
