"""Cut the Chinese and Korean fonts to the usual characters; see README.md. Reads and writes the folder it runs in."""

from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types

CANTONESE = "嘅咗喺啲冇嚟佢哋嗰喇喎囉咁唔啱嘢揾搵攞瞓氹咩嘥嘞噉睇嚿乜嘈掂攰嗌嚇孭揸摷曱甴窿脷腍靚餸"
NAMES = "喆堃犇淼珺玥彧旻昇祎翀芃菡钰锜鑫霖骉頔飏"
UNUSED = (b"GSUB", b"GPOS", b"BASE", b"VORG", b"vhea", b"vmtx")


def two_bytes(codec: str) -> set[int]:
    """All characters of a two-byte character set."""
    found: set[int] = set()
    for first in range(0xA1, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                found.update(map(ord, bytes([first, second]).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def cut(source: str, target: str, characters: Iterable[int]) -> None:
    """Write the font with these characters only, without hinting and layout tables."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.name_id_set.update(range(26))
    for table in UNUSED:
        wanted.drop_table_tag_set.add(int.from_bytes(table, "big"))
    font = hb.subset(hb.Face(hb.Blob.from_file_path(source)), wanted)
    Path(target).write_bytes(font.blob.data)


LATIN = set(range(0x20, 0x7F))
CHINESE = LATIN | two_bytes("gb2312") | two_bytes("big5") | set(map(ord, CANTONESE + NAMES))
KOREAN = LATIN | set(range(0x3131, 0x318F)) | set(range(0xAC00, 0xD7A4))

if __name__ == "__main__":
    cut("NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", CHINESE)
    cut("NotoSansKR_400Regular.ttf", "NotoSansKR-Regular.ttf", KOREAN)
