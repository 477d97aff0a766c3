"""The words of printed pages in the reader's language, which is not always that of the window.

Phrases stand in the code in English, marked by `N_` where they are defined and turned by `Words` where they are used.
The catalogues lie under `resources/translations/`; `make translations` renews them. What one lacks stays English.
"""

import gettext
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Any, Literal

from desktop.bundled import bundled
from desktop.documents import dates
from desktop.documents.bidi import isolated
from desktop.documents.extract import text_of
from desktop.documents.styles import runs_from_right
from desktop.models.concern import Category, Status
from desktop.models.disclosure import Reason, Withheld
from desktop.models.due import Clock, Counted
from desktop.models.field import Field, FieldKind
from desktop.models.kind import Kind


def N_(phrase: str) -> str:  # noqa: N802  # gettext's own name
    """Mark a phrase for the catalogues where it is defined."""
    return phrase


def begins(said: str) -> str:
    """As it stands where a line begins: days and hours are in small letters within one, in most languages."""
    return said[:1].upper() + said[1:]


DOMAIN = "commonground"
ENGLISH = "en"
LANGUAGES = {
    "en": "English",
    "es": "Español",
    "ht": "Kreyòl ayisyen",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "ar": "العربية",
}
"""What a page can be printed in, each by its own name."""

REVIEWED = frozenset({ENGLISH})
"""Languages whose phrases somebody who speaks them has read. The others say so on the page."""

AUDIENCES = (N_("our office"), N_("a partner"), N_("anyone"))
REASONS = (
    N_("not for this audience"),
    N_("the speaker asked that nothing leaves the office"),
    N_("the speaker asked not to be described"),
    N_("the privacy screen is on"),
    N_("in a closed drawer"),
)

OFFICE_LISTS = (Status, Category, Kind)
"""What an office words itself, beginning with ours: as long as it has not, a page says them in its language."""

# Where Babel has no words of a language for dates, the nearest that its readers know.
DATES_OF = {"ht": "fr_HT", "zh": "zh_Hans", "es": "es_US"}
CREOLE = {
    "janvier": "janvye", "février": "fevriye", "mars": "mas", "avril": "avril", "mai": "me", "juin": "jen",
    "juillet": "jiyè", "août": "out", "septembre": "septanm", "octobre": "oktòb", "novembre": "novanm",
    "décembre": "desanm", "lundi": "lendi", "mardi": "madi", "mercredi": "mèkredi", "jeudi": "jedi",
    "vendredi": "vandredi", "samedi": "samdi", "dimanche": "dimanch",
}  # fmt: skip
"""Days and months of Haitian Creole, whose dates are written as in French; only whole names are known."""
CREOLE_PATTERNS = {"MMMd": "d MMMM", "yMMMd": "d MMMM y", "MMMEd": "EEEE d MMMM", "MMMMd": "d MMMM"}


class Words:
    """Everything a page says of its own in one language: phrases, counts, dates and clock times."""

    def __init__(self, language: str = ENGLISH) -> None:
        self.language = language
        self.rtl = runs_from_right(language)
        self._catalogue = _catalogue(language)

    def __call__(self, phrase: str, **values: Any) -> str:
        """The phrase, its {names} filled in."""
        return self._filled(self._catalogue.gettext(phrase) if phrase else "", values)

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """The phrase for that many; {n} is the number."""
        said = self._catalogue.ngettext(one, many, number)
        if said == one and number != 1:  # not translated, into a language that has one form for all numbers
            said = many
        return self._filled(said, {"n": self.number(number), **values})

    def counted(self, said: Counted) -> str:
        """A phrase that knows its number."""
        return self(said.one) if said.one == said.many else self.count(said.one, said.many, said.n)

    def due(self, said: Counted, clock: Clock | None = None) -> str:
        """What a date means: "3 days late", or with its clock "Answer 3 days late"."""
        when = self.counted(said)
        return self(N_("{what} {when}"), what=self(clock.value), when=when) if clock is not None else when

    def value(self, field: Field, value: Any, zone: tzinfo | None) -> str:
        """A value as people read it; moments on the wall clock of `zone`. What somebody wrote stays as it is."""
        if isinstance(value, datetime):
            at = value.astimezone(zone) if field.kind is FieldKind.MOMENT else value
            return self(N_("{day}, {time}"), day=self.day(at), time=self.clock(at))
        if isinstance(value, date):
            return self.day(value)
        text = text_of(field, value, zone)
        is_ours = field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) or field.target in OFFICE_LISTS
        return self(text) if is_ours else text

    def withheld(self, counted: Withheld) -> list[str]:
        """What was left out, one part of a sentence for each reason."""
        said: list[str] = []
        if counted.rows:
            reason = self(Reason.NOTHING_OUTSIDE.value)
            said.append(self.count("{n} whole row: {reason}", "{n} whole rows: {reason}", counted.rows, reason=reason))
        for (label, reason), number in sorted(counted.values.items()):
            said.append(self(N_("{n} of {field}: {reason}"), n=number, field=self(label), reason=self(reason.value)))
        return said

    def kept(self, text: str) -> str:
        """Somebody's own words within a sentence of ours, which keep their own direction."""
        return isolated(text) if self.rtl and text else text

    def listed(self, parts: Iterable[str]) -> str:
        """Parts of one line, those that are empty left out."""
        return self(N_(", ")).join(filter(None, parts))

    @property
    def tag(self) -> str:
        """What a file says of its language."""
        return "en-US" if self.language == ENGLISH else self.language

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody who speaks the language has read these phrases."""
        return self.language in REVIEWED

    def unreviewed(self, others: Iterable["Words"] = ()) -> str:
        """Which languages of a page nobody has read who speaks them; nothing when there are none."""
        named = ", ".join(LANGUAGES[words.language] for words in (self, *others) if not words.is_reviewed)
        return self(N_("{languages}: not yet reviewed by a speaker"), languages=named) if named else ""

    def number(self, value: int) -> str:
        """1,284."""
        if self.language == ENGLISH:
            return f"{value:,}"
        from babel.numbers import format_decimal

        return _plain(format_decimal(value, locale=self._locale))

    def short_day(self, value: date) -> str:
        """Oct 19: where the year is plain from the page."""
        return dates.short_day(value) if self.language == ENGLISH else self._date(value, "MMMd")

    def day(self, value: date) -> str:
        """Oct 19, 2026."""
        return dates.day(value) if self.language == ENGLISH else self._date(value, "yMMMd")

    def weekday(self, value: date) -> str:
        """Tue, Oct 20: for rows, where the year is plain from the page."""
        return dates.weekday(value) if self.language == ENGLISH else self._date(value, "MMMEd")

    def month_day(self, value: date) -> str:
        """October 8: for sentences."""
        return dates.month_day(value) if self.language == ENGLISH else self._date(value, "MMMMd")

    def long_day(self, value: date) -> str:
        """October 15, 2026."""
        return dates.long_day(value) if self.language == ENGLISH else self._whole_date(value, "long")

    def full_day(self, value: date) -> str:
        """Thursday, October 15, 2026."""
        return dates.full_day(value) if self.language == ENGLISH else self._whole_date(value, "full")

    def clock(self, value: time | datetime) -> str:
        """7:12 PM. Offices count twelve hours in every language, so that a time is one time for all."""
        if self.language == ENGLISH:
            return dates.clock(value)
        from babel.dates import format_skeleton, format_time

        if self.language == "ht":
            return _plain(format_time(value, "h:mm a", locale=self._locale))
        return _plain(format_skeleton("hm", value, locale=self._locale))

    def short_clock(self, value: time | datetime) -> str:
        """7:12, where morning and evening are plain from the page."""
        return f"{value.hour % 12 or 12}:{value.minute:02}"

    def long_moment(self, value: datetime) -> str:
        """October 15, 2026, 8:12 PM, as `value` itself reads."""
        return self(N_("{day}, {time}"), day=self.long_day(value), time=self.clock(value))

    def span(self, start: datetime, end: datetime | None) -> str:
        """Thursday, October 15, 2026, 6:30 to 8:01 PM."""
        if self.language == ENGLISH:
            return dates.span(start, end)
        if end is None:
            return self(N_("{day}, {time}"), day=self.full_day(start), time=self.clock(start))
        if end.date() == start.date():
            until = self.clock(end)
        else:
            until = self(N_("{day}, {time}"), day=self.full_day(end), time=self.clock(end))
        return self(N_("{day}, {start} to {end}"), day=self.full_day(start), start=self.clock(start), end=until)

    @property
    def _locale(self) -> str:
        return DATES_OF.get(self.language, self.language)

    def _date(self, value: date, skeleton: str) -> str:
        from babel.dates import format_date, format_skeleton

        if self.language == "ht":
            return self._own(format_date(value, CREOLE_PATTERNS[skeleton], locale=self._locale))
        return self._own(format_skeleton(skeleton, value, locale=self._locale, fuzzy=True))

    def _whole_date(self, value: date, length: Literal["long", "full"]) -> str:
        from babel.dates import format_date

        return self._own(format_date(value, length, locale=self._locale))

    def _own(self, said: str) -> str:
        if self.language == "ht":
            said = " ".join(CREOLE.get(word, word) for word in said.split(" "))
        return _plain(said)

    def _filled(self, phrase: str, values: dict[str, Any]) -> str:
        if not values:
            return phrase
        return phrase.format(**{name: isolated(str(value)) if self.rtl else value for name, value in values.items()})


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(bundled("translations")), [language], fallback=True)


def _plain(text: str) -> str:
    """Without the narrow space of some locales, which not every font has."""
    return text.replace("\u202f", "\u00a0")
