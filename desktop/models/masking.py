"""What the privacy screen makes of a text, wherever it is shown: the one place that decides.

Which fields are hidden is the policy's word (`disclosure.withheld`); here stands how a hidden value looks. Words that
stay, such as what a resident said, lose the names typed with @, telephone numbers and e-mail addresses, and the names
and contacts that the office's records hold (`known_names`).
"""

import re

from desktop.models.disclosure import Audience, withheld
from desktop.models.field import Field, FieldKind
from desktop.models.known_names import KnownNames
from desktop.models.person import Person

DOT = "•"
DOTS = DOT * 4
HIDDEN_DIGITS = 4
_LEAST_DIGITS = 7

_E_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# Digits with the usual signs between them; dates and record numbers are told apart by `_is_phone`.
_NUMBER = re.compile(r"(?<![\w-])\+?\(?\d[\d ().\u00a0/\u2010-\u2013-]{5,}\d(?![\w-])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
# The word after @, and up to three more that begin with a capital: "@Marisol Reyes".
_AT_NAME = re.compile(r"(?<![\w@])@([^\W\d_][\w'’-]*)((?:[ \u00a0][^\W\d_a-z][\w'’-]*\.?){0,3})")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

# Typed names of people outside the office, beside the one of a person's own record.
_NAMES = ("offered_name", "made_to")
# Values that name nobody and are not typed freely: the policy's word alone decides about them.
_PLAIN = frozenset(
    {FieldKind.ID, FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.YES_NO, FieldKind.DATE, FieldKind.WALL_TIME}
    | {FieldKind.MOMENT, FieldKind.CHOICE}
)


def masked(about: Field, text: str, known: KnownNames | None = None) -> str:
    """The text of a field as it is shown while the privacy screen is on."""
    if not text:
        return text
    if withheld(about, Audience.OFFICE, privacy_screen=True) is None:
        # What an area or an organization is called is for anyone, in its own place.
        is_name = about.kind is FieldKind.REFERENCE or about.key == "name"
        return text if about.kind in _PLAIN else masked_words(text, None if is_name else known)
    return masked_name(text) if names_a_person(about) else _hidden(text)


def is_hidden(about: Field) -> bool:
    """Whether the privacy screen hides the whole value of a field."""
    return withheld(about, Audience.OFFICE, privacy_screen=True) is not None


def names_a_person(about: Field) -> bool:
    """Whether a field holds the name of somebody, of which initials stay."""
    return about.target is Person or about.key in _NAMES or about == Person.fields["name"]


def masked_name(name: str) -> str:
    """Initials: "Marisol Reyes" becomes "M. R."."""
    return " ".join(f"{word[0].upper()}." for word in _WORD.findall(name)) or DOTS


def masked_words(words: str, known: KnownNames | None = None) -> str:
    """Free text without names typed with @, telephone numbers, e-mail addresses, and the names that are known."""
    if "@" in words:
        words = _E_MAIL.sub(_hidden_mail, words)
        words = _AT_NAME.sub(_at_initials, words)
    words = _NUMBER.sub(_hidden_phone, words)
    return words if known is None else known.masked(words)


def masked_file_name(name: str) -> str:
    """A file's name: only what sort of file it is."""
    _, point, ending = name.rpartition(".")
    return f"{DOTS}.{ending}" if point and ending.isalnum() and len(ending) <= 5 else DOTS


def _hidden(text: str) -> str:
    """A telephone number keeps its beginning; of everything else nothing stays."""
    if _E_MAIL.fullmatch(text):
        return f"{DOTS}@{DOTS}"
    return _hide_last(text) if (found := _NUMBER.fullmatch(text)) and _is_phone(found[0]) else DOTS


def _hidden_mail(found: re.Match[str]) -> str:
    return f"{DOTS}@{DOTS}"


def _at_initials(found: re.Match[str]) -> str:
    return "@" + masked_name(found[1] + found[2])


def _hidden_phone(found: re.Match[str]) -> str:
    return _hide_last(found[0]) if _is_phone(found[0]) else found[0]


def _is_phone(digits: str) -> bool:
    return sum(map(str.isdigit, digits)) >= _LEAST_DIGITS and not _DATE.match(digits)


def _hide_last(number: str) -> str:
    """Dots for the last four digits."""
    left = sum(map(str.isdigit, number)) - HIDDEN_DIGITS
    shown = []
    for sign in number:
        if sign.isdigit():
            left -= 1
        shown.append(DOT if sign.isdigit() and left < 0 else sign)
    return "".join(shown)
