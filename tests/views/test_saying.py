"""What the window says in its language: phrases, counts, days, and sentences that the layers below made in English."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desktop.bundled import bundled
from desktop.documents.words import Words
from desktop.models.due import Dates, due, due_on
from desktop.models.refusal import Refusal
from desktop.views import dates
from desktop.views.forms.date_editor import shown_day
from desktop.views.saying import (
    BELOW,
    DOMAIN,
    ENGLISH,
    NUMBERS,
    OURS,
    SPANISH,
    retold,
    say,
    say_as,
    say_count,
    speak,
    the_systems,
)
from desktop.views.typed_days import read_date, read_wall_time
from installer.window_phrases import gathered

START = datetime(2026, 1, 1, 6, 5)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    """Spanish, as long as a test goes on."""
    speak(SPANISH)
    yield
    speak(ENGLISH)


def catalogue() -> Catalog:
    with bundled("translations", SPANISH, "LC_MESSAGES", f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=SPANISH)


def texts(said: Any) -> list[str]:
    return list(said) if isinstance(said, tuple | list) else [said]


def named(message: Message) -> tuple[str | None, str]:
    return message.context, texts(message.id)[0]


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


def test_every_phrase_of_the_window_is_in_the_catalogue() -> None:
    wanted = {named(message) for message in gathered() if message.id}
    known = {named(message) for message in catalogue() if message.id}
    assert wanted - known == set(), "run `make translations`"
    assert known - wanted == set(), "run `make translations`"


def test_spanish_is_complete_and_compiled() -> None:
    assert [named(message) for message in catalogue() if message.id and not all(texts(message.string))] == []
    for message in catalogue():
        if message.id and isinstance(message.id, str):
            said = say_as(message.context, message.id) if message.context else say(message.id)
            assert said == message.string


def test_translations_keep_the_blanks_and_the_edges_of_the_phrase() -> None:
    for message in catalogue():
        if message.id:
            allowed = set(chain.from_iterable(map(blanks, texts(message.id))))
            for said in texts(message.string):
                assert blanks(said) <= allowed, message.id
                if isinstance(message.id, str):
                    assert blanks(said) == allowed, message.id
                    assert said[:1].isspace() == message.id[:1].isspace(), message.id
                    assert said[-1:].isspace() == message.id[-1:].isspace(), message.id


def test_phrases_counts_and_uses() -> None:
    assert say("{number} copied.", number="C26-0142") == "C26-0142: copiado."
    assert say_count("whole {one}.", "whole {many}.", 1, one="inquietud", many="inquietudes") == "inquietud completa."
    assert say_as("verb", "Open") == "Abrir"
    assert say("Open") != say_as("verb", "Open")
    speak(ENGLISH)
    assert say("{number} copied.", number="C26-0142") == "C26-0142 copied."
    assert say_as("verb", "Open") == "Open"
    assert say("") == ""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("C26-0004 to In progress", "C26-0004: En curso"),
        ("3 concerns to the Bin", "3 inquietudes: a la Papelera"),
        ("Set Fix by of C26-0004", "Poner Arreglo antes del de C26-0004"),
        ("Move M26-0003 to the Bin", "M26-0003: a la Papelera"),
        ("C26-0004 is in the Bin. Take it out first.", "C26-0004 está en la Papelera. Primero hay que sacarlo de ahí."),
        ("Try a date like Jan 31.", "Pruebe una fecha como 31 ene."),
        ("The words of somebody, never seen here.", "The words of somebody, never seen here."),
        ("", ""),
    ],
)
def test_sentences_of_the_layers_below_are_told_again(sentence: str, said: str) -> None:
    assert retold(sentence) == said
    speak(ENGLISH)
    assert retold(sentence) == sentence


# Of each blank that holds our own words, some; they stand in the catalogue.
OUR_WORDS = {
    "field": "Fix by",
    "kind": "concern",
    "kinds": "concerns",
    "state": "Late",
    "step": "In progress",
    "role": "supervisor",
    "mark": "Concern",
    "value": "12",
    "short": "Jan",
    "reason": "a name",
    "weekday": "Monday",
}
PLAIN, TRICKY = "Rosa", ("a of b", "x to y", "(a): b is not c.", "A. B", "name, then", "C26-0004")


def phrases_below() -> dict[str, str]:
    """Every sentence of the layers below that has blanks, and its Spanish."""
    return {str(message.id): str(message.string) for message in catalogue() if message.context == BELOW}


def filled(phrase: str, free: str) -> tuple[str, dict[str, str]]:
    """The sentence with `free` for what people named, and its values as they are told again."""
    names = {name[1:-1] for name in blanks(phrase)}
    ours = {name: OUR_WORDS.get(name.split("_")[0], "today") for name in names if name.split("_")[0] in OURS}
    values = {name: "7" if name in NUMBERS else free for name in names} | ours
    return phrase.format(**values), values | {name: retold(value) for name, value in ours.items()}


def test_every_sentence_of_the_layers_below_is_found_again_with_its_values() -> None:
    for phrase, said in phrases_below().items():
        sentence, values = filled(phrase, PLAIN)
        assert retold(sentence) == said.format(**values)


@pytest.mark.parametrize("free", TRICKY)
def test_names_that_read_like_sentences_never_make_another_sentence(free: str) -> None:
    stayed = 0
    for phrase, said in phrases_below().items():
        sentence, values = filled(phrase, free)
        assert retold(sentence) in (said.format(**values), sentence)  # what has two meanings stays English
        stayed += retold(sentence) == sentence
    assert stayed <= 3


def test_every_due_date_is_told_again() -> None:
    today, closed = date(2026, 10, 15), frozenset({date(2026, 10, 16)})
    for ahead in range(-40, 40):
        day = today + timedelta(days=ahead)
        words = due_on(day, today, closed)[0].words
        assert retold(words) != words
        for clock in (
            Dates(today, answer_due=day),
            Dates(today, is_answered=True, call_back_on=day),
            Dates(today, is_answered=True, resolve_by=day),
            Dates(today - timedelta(days=3), resolved_on=max(day, today)),
        ):
            said = due(clock, today, closed).words
            assert not set(retold(said).casefold().split()) & {
                "answer",
                "call",
                "fix",
                "took",
                "late",
                "in",
                "on",
                "days",
            }
    assert retold(due(Dates(today, is_answered=True), today).words) == "Aún sin fecha"


def test_days_read_as_on_printed_pages() -> None:
    paper = Words(SPANISH)
    for at in (START + timedelta(days=day, hours=day % 24) for day in range(366)):
        for name in ("day", "short_day", "month_day", "long_day", "full_day", "clock"):
            assert getattr(dates, name)(at) == getattr(paper, name)(at)
        assert dates.weekday(at) == paper.weekday(at).replace(" de ", " ")
    speak(ENGLISH)
    assert dates.full_day(START) == "Thursday, January 1, 2026"
    assert dates.named_day(START) == "Thursday, January 1"


def test_days_are_typed_as_the_window_writes_them() -> None:
    today = date(2026, 10, 15)
    for ahead in range(730):
        day = today + timedelta(days=ahead)
        wall = datetime.combine(day, time(ahead % 24, ahead * 7 % 60))
        for language in (SPANISH, ENGLISH):
            speak(language)
            assert read_date(shown_day(day, today), today) == day
            assert read_date(dates.day(day), today) == day
            assert read_wall_time(f"{shown_day(day, today)}, {dates.clock(wall)}", today) == wall


@pytest.mark.parametrize(
    ("typed", "ahead"),
    [
        ("hoy", 0),
        ("Mañana", 1),
        ("vie", 1),
        ("el lunes", 4),
        ("mar", 5),
        ("miércoles", 6),
        ("miercoles", 6),
        ("+3", 3),
        ("en 2 semanas", 14),
        ("17 oct", 2),
        ("oct 17", 2),
        ("20 de octubre", 5),
        ("1 de enero de 2027", 78),
        ("mar 20", 156),
        ("20 de mar", 156),
        ("2026-10-20", 5),
        ("fri", 1),
    ],
)
def test_days_are_typed_in_spanish(typed: str, ahead: int) -> None:
    today = date(2026, 10, 15)
    assert read_date(typed, today) == today + timedelta(days=ahead)


def test_times_are_typed_in_spanish() -> None:
    today = date(2026, 10, 15)
    for typed in ("vie 6:30 pm", "mañana a las 6:30 p.m.", "viernes, 18:30", "16 de octubre 6:30 p. m."):
        assert read_wall_time(typed, today) == datetime(2026, 10, 16, 18, 30)
    assert read_wall_time("mar 6:30 pm", today) == datetime(2026, 10, 20, 18, 30)
    with pytest.raises(Refusal) as refused:
        read_date("cuando sea", today)
    assert retold(str(refused.value)) == "Pruebe una fecha como 31 oct, vie o +3."


def test_a_new_computer_speaks_the_language_it_is_set_to() -> None:
    assert the_systems("es_MX") == SPANISH
    assert the_systems("es") == SPANISH
    assert the_systems("en_US") == ENGLISH
    assert the_systems("fr_CA") == ENGLISH
    assert the_systems("C") == ENGLISH
