"""What runs in the process apart: bytes in, rows out, one JSON value a line, and nothing else.

The first line is the kind of file; each further one `[row number, cells]`; the last `{"rows": count}`, or
`{"refused": sentence}`. A process that ends without a last line was stopped by a limit.
"""

import json
import sys
from collections.abc import Iterator

from desktop.exchange.foreign.delimited import read_delimited
from desktop.exchange.foreign.limits import LARGEST_FILE, restrict
from desktop.exchange.foreign.table import within_limits
from desktop.exchange.foreign.workbook_rows import read_workbook
from desktop.models.refusal import Refusal

ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def run() -> int:
    """Read the file at standard input; exit code 0 when its rows were written."""
    restrict()
    out = sys.stdout
    try:
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        count = 0
        for row in within_limits(_rows(content)):
            out.write(json.dumps([row.number, row.cells]) + "\n")
            count += 1
        out.write(json.dumps({"rows": count}) + "\n")
        out.flush()
    except Refusal as refusal:
        out.write(json.dumps({"refused": str(refusal)}) + "\n")
        out.flush()
        return 1
    return 0


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if content.startswith(ZIP):
        return read_workbook(content)
    if content.startswith(OLD_EXCEL):
        raise Refusal("is an old or a locked Excel file. Open it in Excel, save it as .xlsx without a password.")
    if content.startswith(PDF):
        raise Refusal("is a PDF, which keeps no table. Ask for the spreadsheet it was made from.")
    return read_delimited(content)
