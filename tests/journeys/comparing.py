"""Comparing a picture with the one that was approved.

Both are made a quarter as large first: how a letter is smoothed differs between computers, where a button stands does
not.
"""

import os
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtGui import QImage

PICTURES = Path(__file__).parent / "pictures"
UPDATES = os.environ.get("UPDATE_PICTURES") == "1"
SMALLER = 4
MAY_DIFFER_BY = 24  # of 255, in one color
MOST_DIFFERENT = 0.005  # of all places
COLORS = 128


def as_picture(image: QImage) -> Image.Image:
    """The same picture for Pillow."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    size = (plain.width(), plain.height())
    return Image.frombuffer("RGBX", size, bytes(plain.constBits()), "raw", "RGBX", plain.bytesPerLine(), 1).convert(
        "RGB"
    )


def keep(
    picture: Image.Image, path: Path, colors: int = COLORS, method: Image.Quantize = Image.Quantize.MEDIANCUT
) -> None:
    """Save a picture as the approved one, with few colors, so that the repository stays small."""
    path.parent.mkdir(exist_ok=True)
    few = picture.quantize(colors, method=method, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def problem_with(picture: Image.Image, name: str, aside: Path, *, half: bool = False) -> str:
    """What is wrong with a picture, empty when it is as approved; what differs is kept in `aside`, to be looked at.

    With UPDATE_PICTURES=1 it is the approved one from now on. `half`: the approved one is kept half as large, which
    is still twice as large as what is compared.
    """
    smaller = SMALLER
    if half:
        picture, smaller = picture.reduce(2), SMALLER // 2
    path = PICTURES / f"{name}.png"
    if UPDATES:
        keep(picture, path)
        return ""
    if not path.exists():
        return f"{path.name}: there is no approved picture yet"
    share = difference(picture, Image.open(path), smaller)
    if share <= MOST_DIFFERENT:
        return ""
    picture.save(aside / path.name)
    return f"{path.name}: {share:.2%} looks different, see {aside / path.name}"


def difference(picture: Image.Image, approved: Image.Image, smaller: int = SMALLER) -> float:
    """The share of places that look different, 0 to 1; 1 when the sizes are not the same."""
    if picture.size != approved.size:
        return 1.0
    size = (picture.width // smaller, picture.height // smaller)
    box = Image.Resampling.BOX
    both = ImageChops.difference(picture.resize(size, box), approved.convert("RGB").resize(size, box))
    strongest = ImageChops.lighter(ImageChops.lighter(both.getchannel("R"), both.getchannel("G")), both.getchannel("B"))
    different = sum(strongest.histogram()[MAY_DIFFER_BY + 1 :])
    return different / (size[0] * size[1])
