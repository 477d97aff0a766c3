"""What in a line may tell who somebody is: a name, a phone, an e-mail, a plate, a home address.

Flagged gently while it is typed; nothing is changed or refused. Words the office knows, such as its streets, areas and
roles, are no names.
"""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass


class Tells(enum.StrEnum):
    """What a piece of text looks like."""

    NAME = "a name"
    PHONE = "a phone number"
    E_MAIL = "an e-mail address"
    PLATE = "a license plate"
    ADDRESS = "somebody’s address"


@dataclass(frozen=True, slots=True)
class Telling:
    """Where in the text, from `start` up to `end`, and what it looks like."""

    start: int
    end: int
    what: Tells


_E_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])\+?(?:\d[ ().\u2010-\u2013-]{0,2}){6,14}\d(?![\w-])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
# Two to four letters and two to four digits, in one or two groups, as plates are; at least one of each.
_PLATE = re.compile(r"(?<![\w-])(?:[A-Z]{2,4}[ -]?\d{2,4}[A-Z]?|\d{1,4}[ -]?[A-Z]{2,4}\d{0,2})(?![\w-])")
_PLATE_WORD = re.compile(r"\b(?:plates?|license|tag)\b[^.!?]{0,24}$", re.I)
_ADDRESS = re.compile(
    r"\b\d{1,5}[A-Za-z]? (?:[A-Z0-9][\w’']* ){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Ln|Lane|Ct|Court|Dr|Drive|Blvd|Pl|"
    r"Place|Row|Way|Terrace|Hill)\b\.?(?:,? (?:apt|apartment|unit|#)\.? ?\w{1,5})?",
    re.I,
)
_APARTMENT = re.compile(r"\b(?:apt|apartment|unit|flat)\.? ?#?\d{1,4}[A-Za-z]?\b", re.I)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sr|Sra|Señora?|Don|Doña)\.? [^\W\d_a-z][\w’'-]+")
_CALLED = re.compile(
    r"\b(?:my name is|name’s|name's|i am called|called|named|son|daughter|husband|wife|brother|sister|neighbor)"
    r",? ((?:[^\W\d_a-z][\w’'-]+)(?: [^\W\d_a-z][\w’'-]+)?)"
)
_FULL_NAME = re.compile(
    r"(?<![.!?“\"] )(?<![\w@#])([^\W\d_a-z][^\W\d_A-Z]+(?: [^\W\d_a-z]\.)?(?: [^\W\d_a-z][^\W\d_A-Z’']+)+)"
)


class Watch:
    """Looks for what tells who somebody is; `known` are words that name no person here: streets, areas, roles."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = {word.casefold() for name in known for word in name.split()} | _NO_NAMES

    def tellings(self, text: str) -> list[Telling]:
        """What stands out, in order, each place once."""
        found = [Telling(*match.span(), Tells.E_MAIL) for match in _E_MAIL.finditer(text)]
        found += [
            Telling(*match.span(), Tells.PHONE)
            for match in _PHONE.finditer(text)
            if sum(map(str.isdigit, match[0])) >= 7 and not _DATE.search(match[0])
        ]
        found += [Telling(*match.span(), Tells.ADDRESS) for match in _ADDRESS.finditer(text)]
        found += [Telling(*match.span(), Tells.ADDRESS) for match in _APARTMENT.finditer(text)]
        found += [Telling(*match.span(), Tells.PLATE) for match in _PLATE.finditer(text) if self._is_plate(text, match)]
        found += [Telling(*match.span(), Tells.NAME) for match in _TITLED.finditer(text)]
        found += [Telling(*match.span(1), Tells.NAME) for match in _CALLED.finditer(text) if self._is_name(match[1])]
        found += [Telling(*match.span(1), Tells.NAME) for match in _FULL_NAME.finditer(text) if self._is_name(match[1])]
        return _apart(found)

    def _is_name(self, words: str) -> bool:
        return not any(word.strip("’'.").casefold() in self._known for word in words.split())

    def _is_plate(self, text: str, match: "re.Match[str]") -> bool:
        """Letters and digits alone could be a bus or a record; beside "plate", or long enough, they are a plate."""
        sign = re.sub(r"[ -]", "", match[0])
        has_both = any(map(str.isdigit, sign)) and any(map(str.isalpha, sign))
        return has_both and (bool(_PLATE_WORD.search(text[: match.start()])) or len(sign) >= 6)


def _apart(found: list[Telling]) -> list[Telling]:
    """In order, and where two overlap only the longer one."""
    kept: list[Telling] = []
    for telling in sorted(found, key=lambda found: (found.start, -found.end)):
        if not kept or telling.start >= kept[-1].end:
            kept.append(telling)
    return kept


# Capitalized words that begin no name: days, months, common places.
_NO_NAMES_TEXT = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december street st avenue ave road rd lane ln court ct drive park school library clinic bakery market
hall center church mosque temple station row hill flats city council english spanish creole vietnamese arabic chinese
haitian korean somali first second third north south east west new good thank officer resident police department public
works i we the a an it he she they
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
