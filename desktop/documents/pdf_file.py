"""The file under a document: objects written as they are finished, so that long documents do not fill the memory.

reportlab keeps all objects until the end and formats them into one string. Here the content of a page is on the disk
when the page is full; small objects of the structure are packed a hundred at a time into compressed object streams.
"""

import zlib
from array import array
from hashlib import md5
from typing import BinaryIO

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PACKED_AT_A_TIME = 200
PLAIN, PACKED = 1, 2


def text_string(text: str) -> str:
    """Any text as a PDF string."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class PdfFile:
    """Writes numbered objects in any order, then the table of where each one is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self._kinds = bytearray(1)
        self._places = array("Q", [0])
        self._within = array("H", [65535])
        self._digest = md5(usedforsecurity=False)
        self._packing: list[tuple[int, bytes]] = []
        self._write(HEAD)

    def number(self) -> int:
        """A number for an object still to be written."""
        self._kinds.append(0)
        self._places.append(0)
        self._within.append(0)
        return len(self._kinds) - 1

    def add(self, body: bytes | str, number: int | None = None) -> int:
        """Write an object; gives its number."""
        number = self.number() if number is None else number
        self._kinds[number], self._places[number] = PLAIN, self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body.encode("latin-1") if isinstance(body, str) else body))
        return number

    def add_stream(self, content: bytes, entries: str = "", number: int | None = None) -> int:
        """Write a compressed stream."""
        packed = zlib.compress(content)
        head = f"<</Filter/FlateDecode/Length {len(packed)}{entries}>>\nstream\n"
        return self.add(head.encode("latin-1") + packed + b"\nendstream", number)

    def pack(self, body: str, number: int) -> None:
        """Write a small object together with others."""
        self._packing.append((number, body.encode("latin-1")))
        if len(self._packing) >= PACKED_AT_A_TIME:
            self._flush()

    def finish(self, root: int, info: int) -> None:
        """Write what is still packed, and the table of all objects."""
        self._flush()
        own = self.number()
        self._kinds[own], self._places[own] = PLAIN, self._at
        rows = b"".join(
            bytes([kind]) + place.to_bytes(5, "big") + within.to_bytes(2, "big")
            for kind, place, within in zip(self._kinds, self._places, self._within, strict=True)
        )
        name = self._digest.hexdigest().upper()
        start = self._at
        self.add_stream(
            rows,
            f"/Type/XRef/Size {len(self._kinds)}/W[1 5 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]",
            own,
        )
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _flush(self) -> None:
        if not self._packing:
            return
        stream = self.number()
        heads, bodies, at = [], [], 0
        for within, (number, body) in enumerate(self._packing):
            self._kinds[number], self._places[number], self._within[number] = PACKED, stream, within
            heads.append(f"{number} {at}")
            bodies.append(body)
            at += len(body) + 1
        first = " ".join(heads).encode("ascii") + b" "
        entries = f"/Type/ObjStm/N {len(bodies)}/First {len(first)}"
        self._packing = []
        self.add_stream(first + b" ".join(bodies), entries, stream)

    def _write(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)
        self._at += len(content)
