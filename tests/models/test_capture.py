"""The capture signs (DESIGN section 10): what a typed line means, and that no typed word is lost on the way."""

import time as stopwatch
from collections import Counter
from datetime import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.models.capture import Captured, capture
from desktop.models.line import Mark
from desktop.store.first_records import OFFICE_ROLES, ROOM_ROLES

ROLES = (*OFFICE_ROLES, *ROOM_ROLES)
NOTES = Path(__file__).parents[2].parent / "shared" / "data" / "notes"
SIGNS = '!+?>*"#@\\“”: '


def read(typed: str) -> Captured:
    return capture(typed, ROLES)


@pytest.mark.parametrize(
    ("sign", "mark"),
    [
        ("!", Mark.CONCERN),
        ("+", Mark.PROMISE),
        ("?", Mark.QUESTION),
        (">", Mark.ACTION),
        ("*", Mark.PRAISE),
    ],
)
def test_a_sign_in_front_is_a_mark_and_leaves_the_words(sign: str, mark: Mark) -> None:
    for typed in (f"{sign} the lamp is out", f"{sign}the lamp is out", f"  {sign}  the lamp is out  "):
        captured = read(typed)
        assert (captured.mark, captured.words) == (mark, "the lamp is out")


@pytest.mark.parametrize("sign", "!+?>*")
def test_a_sign_anywhere_else_is_a_word(sign: str) -> None:
    typed = f"the lamp {sign} is out{sign}"
    captured = read(typed)
    assert (captured.mark, captured.words) == (Mark.NOTE, typed)


def test_only_one_mark_is_taken() -> None:
    captured = read("!! really?")
    assert (captured.mark, captured.words) == (Mark.CONCERN, "! really?")


@pytest.mark.parametrize("sign", '!+?>*"#@\\')
def test_a_backslash_writes_the_character_itself(sign: str) -> None:
    captured = read(f"\\{sign}Resident says")
    assert captured == Captured(f"{sign}Resident says")


def test_a_backslash_before_anything_else_stays_a_backslash() -> None:
    assert read(r"C:\new \o/ and \\") == Captured(r"C:\new \o/ and " + "\\")


def test_an_escaped_sign_behind_a_mark_is_words() -> None:
    captured = read(r"! \#1 on the list, ask \@home")
    assert (captured.mark, captured.words) == (Mark.CONCERN, "#1 on the list, ask @home")
    assert (captured.themes, captured.speaker, captured.unknown_speaker) == ([], "", "")


@pytest.mark.parametrize(
    ("typed", "clock", "words"),
    [
        ("18:32 welcome", time(18, 32), "welcome"),
        ("18.32 welcome", None, "18.32 welcome"),
        ("8.05 am welcome", time(8, 5), "welcome"),
        ("3.50 dollars for a ride", None, "3.50 dollars for a ride"),
        ("\\18:30 bus is late", None, "18:30 bus is late"),
        ("8:05a woman with stroller", time(8, 5), "woman with stroller"),
        ("8:05 am woman", time(8, 5), "woman"),
        ("6:32 PM welcome", time(18, 32), "welcome"),
        ("6:32 p.m. welcome", time(18, 32), "welcome"),
        ("12:00 pm noon", time(12), "noon"),
        ("12:10am midnight", time(0, 10), "midnight"),
        ("0:30 late", time(0, 30), "late"),
        ("18:32", None, "18:32"),
        ("18:32\ttab behind", time(18, 32), "tab behind"),
        ("24:00 no time", None, "24:00 no time"),
        ("18:60 no time", None, "18:60 no time"),
        ("18:321 no time", None, "18:321 no time"),
        ("18:32th no time", None, "18:32th no time"),
        ("at 18:32 not in front", None, "at 18:32 not in front"),
        ("1832 no time", None, "1832 no time"),
    ],
)
def test_a_time_in_front_is_the_time_of_the_line(typed: str, clock: time | None, words: str) -> None:
    captured = read(typed)
    assert (captured.clock, captured.words) == (clock, words)


@pytest.mark.parametrize("words", ["a woman asks", "p stands for parking", "m and m", ". and then"])
def test_a_word_behind_a_time_is_not_eaten_as_am_or_pm(words: str) -> None:
    """ "8:05 a woman with stroller": the "a" is her article, not half of "am"."""
    captured = read(f"8:05 {words}")
    assert (captured.clock, captured.words) == (time(8, 5), words)


def test_a_mark_counts_behind_the_time() -> None:
    captured = read("18:41 ! @Resident its pitch dark #lighting")
    assert captured == Captured("its pitch dark", time(18, 41), Mark.CONCERN, False, False, "Resident", ["lighting"])


@pytest.mark.parametrize(
    "typed",
    [
        "@Shop owner people gather",
        "@shop OWNER people gather",
        "@Shop owner: people gather",
        "people gather @Shop owner",
        "  @Shop owner   people gather ",
    ],
)
def test_a_role_in_front_or_at_the_end_is_the_speaker_as_the_office_spells_it(typed: str) -> None:
    captured = read(typed)
    assert (captured.speaker, captured.words) == ("Shop owner", "people gather")


def test_a_role_inside_a_sentence_loses_only_its_sign() -> None:
    captured = read("the @Shop owner next door agrees")
    assert (captured.speaker, captured.words) == ("Shop owner", "the Shop owner next door agrees")


def test_the_longest_role_wins() -> None:
    assert read("@Older resident here").speaker == "Older resident"
    assert capture("@City staff here", ["City", "City staff"]).speaker == "City staff"
    assert capture("@City staff here", ["City staff", "City"]).speaker == "City staff"


@pytest.mark.parametrize(
    ("typed", "speaker", "words"),
    [
        ("@Resident B the curb is broken", "Resident B", "the curb is broken"),
        ("@Resident B: the curb", "Resident B", "the curb"),
        ("the curb @Resident C", "Resident C", "the curb"),
        ("@Resident A: the curb", "Resident A", "the curb"),
        ("the curb @Resident A", "Resident A", "the curb"),
        ("@Resident A lamp is out", "Resident", "A lamp is out"),
        ("@Resident I think so", "Resident", "I think so"),
        ("@Resident X-ray machine", "Resident", "X-ray machine"),
        ("@Resident b is small", "Resident", "b is small"),
        ("@Shop owner D no light", "Shop owner D", "no light"),
    ],
)
def test_a_role_may_carry_a_letter(typed: str, speaker: str, words: str) -> None:
    captured = read(typed)
    assert (captured.speaker, captured.words) == (speaker, words)


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("@Haddad wants a call", "Haddad"),
        ("@Residents want light", "Residents"),
        ("ask @Maria about it", "Maria"),
    ],
)
def test_a_word_that_is_no_role_stays_in_the_words_and_is_told(typed: str, unknown: str) -> None:
    captured = read(typed)
    assert (captured.speaker, captured.unknown_speaker, captured.words) == ("", unknown, typed)


def test_a_known_role_behind_an_unknown_word_is_still_the_speaker() -> None:
    captured = read("@Maria says hello @Resident")
    assert (captured.speaker, captured.unknown_speaker, captured.words) == ("Resident", "Maria", "@Maria says hello")


@pytest.mark.parametrize("typed", ["mail me at nora@library.example", "5 @ 3 dollars", "look @"])
def test_an_at_sign_that_begins_no_word_is_a_character(typed: str) -> None:
    assert read(typed) == Captured(typed)


def test_themes_at_the_end_leave_the_words_and_the_others_stay() -> None:
    captured = read("the #lighting on Alder is #poor #lighting #Safety")
    assert captured.words == "the #lighting on Alder is"
    assert captured.themes == ["lighting", "poor", "safety"]


@pytest.mark.parametrize("typed", ["C#minor", "a#b", "# alone", "&#39;"])
def test_a_number_sign_inside_a_word_is_no_theme(typed: str) -> None:
    assert read(typed) == Captured(typed)


def test_themes_may_be_in_any_script_and_hold_hyphens() -> None:
    assert read("dark #young-people #路灯 #éclairage").themes == ["young-people", "路灯", "éclairage"]


@pytest.mark.parametrize(
    "typed",
    [
        '"my mother walks in the road"',
        '"my mother walks in the road',
        "“my mother walks in the road”",
        "“my mother walks in the road",
        '@Resident "my mother walks in the road"',
        '"my mother walks in the road" @Resident',
        '" @Resident my mother walks in the road',
        '"my mother walks in the road" #crossing',
    ],
)
def test_quotation_marks_mean_their_own_words(typed: str) -> None:
    captured = read(typed)
    assert (captured.verbatim, captured.words) == (True, "my mother walks in the road")


@pytest.mark.parametrize("typed", ['"yes" and "no"', '"road" is what she said', 'she said "road"', '"'])
def test_quotation_marks_round_a_part_are_characters(typed: str) -> None:
    assert read(typed) == Captured(typed)


@pytest.mark.parametrize("typed", ['interpreted: "the light flickers"', 'Interpreted : "the light flickers'])
def test_an_interpreters_words_are_never_verbatim(typed: str) -> None:
    captured = read(typed)
    assert (captured.interpreted, captured.verbatim, captured.words) == (True, False, "the light flickers")


def test_interpreted_counts_behind_mark_and_speaker_only() -> None:
    captured = read("! @Resident interpreted: says it flickers #lighting")
    assert captured == Captured("says it flickers", None, Mark.CONCERN, False, True, "Resident", ["lighting"])
    assert not read("it was interpreted: badly").interpreted


def test_words_keep_their_inner_space_case_and_lines() -> None:
    typed = "First  LINE\n\tsecond line, e\u0301 \u200d"
    assert read(typed).words == typed


def test_a_private_character_somebody_typed_is_not_taken_for_a_sign() -> None:
    typed = "\U000f0021 \U000f0040Resident \U000f0023theme"
    assert read(typed) == Captured(typed)
    assert read("\\# " + typed).words == "# " + typed


def test_a_role_is_cut_where_it_ends_also_when_its_letters_fold_longer() -> None:
    assert capture("@STRASSE ist dunkel", ["Straße"]).words == "@STRASSE ist dunkel"
    assert capture("@straße ist dunkel", ["Straße"]).words == "ist dunkel"


@pytest.mark.parametrize("typed", ["#a" + " " * 20_000 + "b", "#a " * 3_000 + "b " * 3_000, "@Resident " * 3_000])
def test_a_hostile_line_takes_no_longer_than_a_blink(typed: str) -> None:
    began = stopwatch.perf_counter()
    read(typed)
    assert stopwatch.perf_counter() - began < 1


def letters(text: str) -> Counter[str]:
    """What must not get lost: everything but signs and space, without regard to case."""
    return Counter(character for character in text.casefold() if character not in SIGNS and not character.isspace())


@given(st.text(st.one_of(st.characters(), st.sampled_from('!+?>*"#@\\“”:. \n08apm')), max_size=60))
@example("\\")
@example('"')
@example("@")
@example("12:00")
@example("\ud800 @Resident")
def test_no_typed_letter_is_lost_and_nothing_is_ever_refused(typed: str) -> None:
    """Words, speaker, themes, "interpreted" and the time hold every letter that was typed."""
    captured = read(typed)
    kept = letters(captured.words + captured.speaker + "".join(captured.themes))
    if captured.interpreted:
        kept += letters("interpreted")
    lost = letters(typed.lower()) - kept
    if captured.clock is not None:
        lost -= Counter("".join(str(n) for n in range(10)) * 4 + ".apm.")
        lost = Counter({c: n for c, n in lost.items() if not c.isdecimal()})
    assert not lost, (typed, captured)


@given(st.lists(st.sampled_from(["!", "@Resident", "@Maria", "B", "#x", '"', "said", "\\", "interpreted:", "8:05"])))
def test_any_order_of_signs_gives_one_meaning(parts: list[str]) -> None:
    captured = read(" ".join(parts))
    assert not (captured.verbatim and captured.interpreted)
    assert captured.words == captured.words.strip(" ")
    assert captured.words.count("said") == parts.count("said")


def notes(name: str) -> list[Captured]:
    path = NOTES / name
    if not path.exists():
        pytest.skip("the notes of the shared data are not here")
    return [read(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]


def test_the_notes_of_a_listening_session_are_understood() -> None:
    captured = notes("listening-session-signs.txt")
    assert len(captured) == 40
    assert Counter(each.mark for each in captured) == {
        Mark.NOTE: 16,
        Mark.CONCERN: 10,
        Mark.PROMISE: 5,
        Mark.QUESTION: 4,
        Mark.ACTION: 3,
        Mark.PRAISE: 2,
    }
    assert all(each.clock and each.speaker and not each.unknown_speaker for each in captured)
    assert Counter(each.speaker for each in captured)["Officer"] == 13
    assert [each.words for each in captured if each.verbatim] == [
        "My mother walks in the road because she can't see the curb."
    ]
    assert [each.words for each in captured if each.interpreted] == [
        "says the shelter light flickers all night",
        "same at the health van, no place to wait",
    ]
    assert captured[4].words == "its pitch dark between the laundromat and the bus shelter, we walk in the road"
    assert not any(sign in each.words for each in captured for sign in "#@")


def test_notes_typed_elsewhere_lose_no_word() -> None:
    captured = notes("typed-elsewhere-messy.txt")
    assert not any(each.speaker or each.themes or each.unknown_speaker for each in captured)
    clocks = [each.clock for each in captured if each.clock]
    assert clocks == [time(8, 5), time(8, 20), time(8, 31), time(8, 40), time(8, 55), time(9)]
    by_words = [each.words for each in captured]
    assert 'woman w/ stroller: no place to cross at Mill Ln, cars come fast "like a race track"' in by_words
    assert any(words.startswith("Mr. Haddad (ok to use name, 555-0144)") for words in by_words)
    assert captured[-2].words.startswith("wrap up.  promised:")
