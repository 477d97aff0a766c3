"""Printed phrases: all gathered, complete where we say so, and with the same blanks in every language."""

import gettext
import re
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from desktop.bundled import bundled
from desktop.documents.words import DOMAIN, LANGUAGES, Words
from installer.printed_phrases import gathered

OTHERS = [language for language in LANGUAGES if language != "en"]
START, END = datetime(2026, 10, 15, 18, 30), datetime(2026, 10, 15, 20, 1)


def catalogue(language: str) -> Catalog:
    path = bundled("translations", language, "LC_MESSAGES", f"{DOMAIN}.po")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def texts(said: Any) -> list[str]:
    return list(said) if isinstance(said, tuple | list) else [said]


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_marked_phrase_is_in_each_catalogue(language: str) -> None:
    phrases = {texts(message.id)[0] for message in gathered() if message.id}
    known = {texts(message.id)[0] for message in catalogue(language) if message.id}
    assert phrases - known == set(), "run `make translations`"


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_blanks_of_the_phrase_and_are_compiled(language: str) -> None:
    compiled = gettext.translation(DOMAIN, str(bundled("translations")), [language])
    for message in catalogue(language):
        for said in filter(None, texts(message.string)):
            if message.id:
                assert blanks(said) == blanks(texts(message.id)[0]), message.id
        if isinstance(message.id, str) and message.id and message.string:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_translated(language: str) -> None:
    missing = [message.id for message in catalogue(language) if message.id and not all(texts(message.string))]
    assert missing == []


def test_what_nobody_reviewed_says_so_in_the_language_of_the_page() -> None:
    english, spanish = Words("en"), Words("es")
    assert english.unreviewed() == ""
    assert english.unreviewed([spanish]) == "Español: not yet reviewed by a speaker"
    assert spanish.unreviewed() == "Español: aún sin revisar por un hablante"


def test_dates_and_counts_in_each_language() -> None:
    assert Words("en").span(START, END) == "Thursday, October 15, 2026, 6:30 to 8:01 PM"
    assert Words("es").full_day(START) == "jueves, 15 de octubre de 2026"
    assert Words("zh").long_day(START) == "2026年10月15日"
    assert Words("vi").month_day(START) == "15 tháng 10"
    assert Words("ht").full_day(START) == "jedi 15 oktòb 2026"
    assert Words("ht").weekday(START) == "jedi 15 oktòb"
    assert Words("es").count("{n} adult", "{n} adults", 1) == "1 persona adulta"
    for language in LANGUAGES:
        words = Words(language)
        said = [words.day(START), words.short_day(START), words.weekday(START), words.clock(START), words.number(1284)]
        assert all(said)
        assert "\u202f" not in "".join(chain(said, [words.span(START, END)]))


def test_a_name_in_an_arabic_sentence_keeps_its_own_order() -> None:
    assert Words("ar")("Approved by {name}.", name="Lt. M. Grant") == "اعتمده \u2066Lt. M. Grant\u2069."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_translated_yet_is_at_least_counted_right(language: str) -> None:
    assert Words(language).count("{n} kite", "{n} kites", 2).endswith("kites")
    catalogue = Words(language)
    assert "2 time" not in catalogue.count("Raised {n} time", "Raised {n} times", 2).replace("2 times", "")
