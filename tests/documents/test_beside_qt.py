"""Our lines beside the same text laid out by Qt: the same glyphs of the same fonts, in the same order and places."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from desktop.bundled import bundled
from desktop.documents.bidi import isolated
from desktop.documents.lines import Missing, Setting
from desktop.documents.styles import Part, Style, runs_from_right

SIZE = 1000
FACES = {
    "Inter": "Inter-Regular",
    "Noto Sans Arabic": "NotoSansArabic-Regular",
    "Noto Sans Hebrew": "NotoSansHebrew-Regular",
    "Noto Sans Devanagari": "NotoSansDevanagari-Regular",
    "Noto Sans Bengali": "NotoSansBengali-Regular",
    "Noto Sans Ethiopic": "NotoSansEthiopic-Regular",
    "Noto Sans KR": "NotoSansKR-Regular",
    "Noto Sans SC": "NotoSansSC-Regular",
}
# language, the font that Qt asks first, text
TEXTS = [
    ("en", "Inter", "The lamp on Alder St is dark: naïve façade Łódź"),
    ("vi", "Inter", "Tất cả mọi người sinh ra đều được tự do và bình đẳng"),
    ("ru", "Inter", "Все люди рождаются свободными и равными"),
    ("el", "Inter", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι"),
    ("ar", "Noto Sans Arabic", "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق"),
    ("ar", "Noto Sans Arabic", "لا إله، الله؛ الإضاءة لِأَنَّ"),
    ("fa", "Noto Sans Arabic", "تمام افراد بشر آزاد به دنیا آمدند ۱۲۳۴"),
    ("he", "Noto Sans Hebrew", "כל בני האדם (נולדו) בני חורין, שָׁלוֹם"),
    ("hi", "Noto Sans Devanagari", "सभी मनुष्यों को गौरव और क्षत्रिय अधिकारों के विषय में ट्रैफ़िक"),
    ("bn", "Noto Sans Bengali", "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে"),
    ("zh", "Inter", "人人生而自由，在尊严和权利上一律平等。"),
    ("ko", "Noto Sans KR", "모든 인간은 태어날 때부터 자유로우며"),
    ("am", "Noto Sans Ethiopic", "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና"),
    ("ht", "Inter", "Tout moun fèt lib, egal ego pou diyite kou wè dwa"),
    ("so", "Inter", "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah"),
    ("yo", "Inter", "iyì àti ẹ̀tọ́ kọ̀ọ̀kan"),
]
MIXED = [
    ("ar", "العنوان 125 Main St. (rear)، هاتف 555-0100."),
    ("ar", f"المكتب في {isolated('125 Main St. (rear)')} مفتوح"),
    ("he", "פגישה 142 ב-7 PM (branch library) מחר"),
    ("fa", "شماره ۵۵۵-۰۱۰۰ می‌آیند یا office@example.org"),
    ("en", "The word שלום (peace), and مرحبا in between, 12"),
]


class Drawn(NamedTuple):
    at: float
    face: str
    glyph: int


def ours(text: str, *, rtl: bool) -> list[Drawn]:
    (line,) = Setting(Style(SIZE, SIZE), Missing(), rtl=rtl).lines([Part(text)], 1e9)
    drawn: list[Drawn] = []
    for piece, left in zip(line.pieces, line.lefts, strict=True):
        at = left
        for shaped in piece.shaped():
            for glyph in shaped.glyphs:
                drawn.append(Drawn(at + glyph.right, piece.face.name, glyph.number))
                at += glyph.advance
    return sorted(drawn)


def by_qt(text: str, first: str, *features: str, rtl: bool) -> list[Drawn]:
    font = QFont([first, *(name for name in FACES if name != first)])
    font.setPixelSize(SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in ("ss03", "cv05", *features):
        font.setFeature(QFont.Tag(tag), 1)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setNumColumns(10**6)
    layout.endLayout()
    return sorted(
        Drawn(place.x(), FACES[run.rawFont().familyName()], glyph)
        for run in layout.glyphRuns()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    )


@pytest.fixture(autouse=True, scope="module")
def _fonts(qapp: QApplication) -> None:
    for file in FACES.values():
        assert QFontDatabase.addApplicationFont(str(bundled("fonts", f"{file}.ttf"))) >= 0


@pytest.mark.parametrize(("language", "first", "text"), TEXTS, ids=[f"{t[0]}{i}" for i, t in enumerate(TEXTS)])
def test_each_script_is_shaped_as_qt_shapes_it(language: str, first: str, text: str) -> None:
    mine, theirs = ours(text, rtl=runs_from_right(language)), by_qt(text, first, rtl=runs_from_right(language))
    assert [drawn[1:] for drawn in mine] == [drawn[1:] for drawn in theirs]
    shift = theirs[0].at - mine[0].at
    assert max(abs(b.at - a.at - shift) for a, b in zip(mine, theirs, strict=True)) < 3  # thousandths of the size


@pytest.mark.parametrize(("language", "text"), MIXED)
def test_two_directions_in_a_line_stand_as_qt_puts_them(language: str, text: str) -> None:
    """Signs may come from another font than with Qt, so only the order of letters and figures is compared."""
    rtl = runs_from_right(language)
    signs = {drawn.glyph for drawn in ours(" .,()،-:@", rtl=False)} | {
        drawn.glyph for drawn in ours("، .()-", rtl=True)
    }
    empty = "\u200c\u2068\u2069"  # Qt keeps an empty glyph for each
    for tabular in ((), ("tnum",)):
        signs |= {drawn.glyph for name in FACES for drawn in by_qt(f" .,()،-:@{empty}", name, *tabular, rtl=rtl)}
    mine = [drawn.glyph for drawn in ours(text, rtl=rtl) if drawn.glyph not in signs]
    theirs = [drawn.glyph for drawn in by_qt(text, "Inter", "tnum", rtl=rtl) if drawn.glyph not in signs]
    assert len(mine) > 15
    assert mine == theirs


@given(st.text(st.sampled_from("abcdאבגד1234 ()[].,-+%\u2067\u2066\u2069"), min_size=1, max_size=24), st.booleans())
def test_any_mixture_of_directions_stands_as_qt_puts_it(text: str, rtl: bool) -> None:
    """Letters and figures in their order; signs come in other fonts and shapes."""
    kept = {
        drawn[1:]: sign for sign in "abcdאבגד1234" for made in (ours, figures_by_qt) for drawn in made(sign, rtl=False)
    }
    base = "\u200f" if rtl else "\u200e"
    mine = [kept[drawn[1:]] for drawn in ours(base + text, rtl=rtl) if drawn[1:] in kept]
    theirs = [kept[drawn[1:]] for drawn in figures_by_qt(base + text, rtl=rtl) if drawn[1:] in kept]
    assert mine == theirs


def figures_by_qt(text: str, *, rtl: bool) -> list[Drawn]:
    return by_qt(text, "Inter", "tnum", rtl=rtl)
