"""Where a line may end: the part of the Unicode line breaking rules (UAX #14) that our languages need.

After spaces and dashes, between Chinese characters with their punctuation kept where it belongs, after Ethiopic word
marks. Korean breaks at spaces, which reads better than at any syllable. Numbers such as C26-0142 stay whole.
"""

import re

# After one of these a line may end, wherever it stands; not a no-break space.
_SPACES = " \u1680\u2000-\u2006\u2008-\u200b\u3000"
_WORD_MARKS = "\u1361-\u1368\u0964\u0965\u2013\u2014"
_HAN = "\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WIDE_SIGNS = "\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# What may not begin a line, and what may not end one.
_CLOSING = frozenset("!),.:;?]}¢°’”†‡›℃∶、。〃》〉」』】〕〗〞﹁！），．：；？］｝～％‰…—々ー")
_OPENING = frozenset("([{£¥‘“‹《「『【〔〖〈（［｛＄￥")

_BREAK = re.compile(
    f"[{_SPACES}]+(?=[^{_SPACES}])|[{_WORD_MARKS}](?=[^{_SPACES}])"
    r"|(?<=[^\W\d_])[-/](?=[^\W\d_])"
    f"|[{_HAN}{_WIDE_SIGNS}](?=\\S)|.(?=[{_HAN}])",
    re.DOTALL,
)


def ends_in(text: str) -> list[int]:
    """The places, between 0 and the length, after which a line may end; spaces belong to what stands before them."""
    found: list[int] = []
    for match in _BREAK.finditer(text):
        place = match.end()
        before, after = text[place - 1], text[place]
        if after in _CLOSING and before not in " \u3000":
            continue
        if before in _OPENING:
            continue
        found.append(place)
    return found
