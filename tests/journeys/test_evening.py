"""An evening of ninety minutes, played in the real window by keys from its plan to final minutes.

Here a few minutes of it; the whole evening is for `make torture`, `make run` without a screen, and the tour. What was
said is then looked for in every file for every audience, and in the office itself.
"""

import re
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.disclosure import Audience, Consent
from desktop.models.line import Mark
from desktop.models.records import RECORDS
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.verbs import demo_verb
from desktop.verbs.walkthrough_verb import last_thursday
from desktop.views.theme.theme import Appearance
from desktop.views.tour.evening import Act, Evening, evening_clock, read_evening, the_evening
from desktop.views.tour.session import Played, play_evening
from desktop.views.tour.stage import Stage, themed
from tests.journeys.comparing import as_picture, problem_with
from tests.journeys.test_session_and_what_leaves import written
from tests.store.test_strike import dumped, traces
from tests.verbs.harness import problems_of

PASSPHRASE = "orchard lamps on alder street"
DAY = date(2026, 10, 15)
NAME, NOTHING = "Imogen Ferrara", Consent.NOTHING_OUTSIDE.value
OUTSIDE = (Audience.PARTNER, Audience.ANYONE)
WORD = re.compile(r"[^\W\d_]{4,}")
LOOKS = {
    "session-question", "session-start", "session-middle", "session-second-display", "session-break",
    "session-mirrored", "session-locked", "session-end", "wrap-up", "wrap-up-sorted", "minutes",
}  # fmt: skip
# Looked at as closely as every screen: the question, the notes, a break, the room's view on both kinds of display, the
# wrap-up.
PICTURED = {
    "session-question", "session-middle", "session-break", "session-second-display-room", "session-mirrored", "wrap-up",
}  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A small demo office on the day of the evening."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    told = ["--passphrase-file", str(secret), "--today", DAY.isoformat(), "--concerns", "20"]
    demo_verb.run([str(tmp_path / "office"), *told])
    return tmp_path / "office"


def spoken_words(text: str) -> set[str]:
    """The words of a text that are long enough to tell something."""
    return {word.casefold() for word in WORD.findall(text)}


def everything(store: Store, number: str, folder: Path, audience: Audience) -> dict[str, str]:
    """Every file of this office for one audience, as text."""
    folder.mkdir(parents=True)
    return dict(written(store, number, folder, audience))


class Onlooker:
    """Looks where the evening says so; `looked` are the names, `wrong` what does not look as approved.

    The pictures are those of the few minutes; without `aside` nothing is compared.
    """

    def __init__(self, stage: Stage, aside: Path | None) -> None:
        self.looked: set[str] = set()
        self.wrong: list[str] = []
        self._stage = stage
        self._aside = aside

    def __call__(self, name: str, room: QWidget | None) -> None:
        """The window, and the room's view beside it, in dark and light."""
        self.looked.add(name)
        assert (room is not None and room.isVisible()) == (name in ("session-second-display", "session-break"))
        for shown, of in ((name, None), (f"{name}-room", room)):
            if self._aside is not None and shown in PICTURED:
                for look in (Appearance.DARK, Appearance.LIGHT):
                    self._compare(f"{shown}-{look.value}", look, of, self._aside)

    def _compare(self, name: str, look: Appearance, room: QWidget | None, aside: Path) -> None:
        assert self._stage.window is not None
        self._stage.theme.set_appearance(look)
        self._stage.window.desk.toasts.clear()  # they go by themselves, sooner or later
        self._stage.settle()
        if problem := problem_with(as_picture(self._stage.photograph(of=room)), name, aside, half=True):
            self.wrong.append(problem)


def played_on(demo: Path, evening: Evening, qt: QApplication, aside: Path, *, compared: bool = False) -> Played:
    """Play it, see that everything was looked at, and give what it left."""
    clock = evening_clock(evening, DAY, "America/New_York")
    stage = Stage(qt, themed(qt), demo, PASSPHRASE, clock, aside)
    onlooker = Onlooker(stage, aside if compared else None)
    try:
        played = play_evening(stage, evening, clock, DAY, onlooker)
    finally:
        stage.close()
    assert onlooker.looked == LOOKS
    assert not onlooker.wrong, "\n".join(onlooker.wrong)
    return played


def look_for_what_is_withheld(demo: Path, evening: Evening, played: Played, before: str, aside: Path) -> None:
    """In every file for every audience, and for struck and passed on words in the office itself."""
    kept, hidden, gone = sorted_words(evening)
    gone = {word for word in gone - kept - hidden if word not in before}
    hidden = hidden - kept - spoken_words(before) - headings()
    assert len(gone) > 8, "there are words to look for"
    assert len(hidden) > 5, "there are words to look for"
    store = open_office(demo, PASSPHRASE, clock=evening_clock(evening, DAY, "America/New_York", -120))
    try:
        for audience in Audience:
            files = everything(store, played.number, aside / audience.value, audience)
            assert {"minutes.pdf", "concerns.xlsx", "concerns.pdf", "lines.csv", "promises.json"} <= set(files)
            withheld = gone | hidden if audience in OUTSIDE else gone
            told = {name: words for name, text in files.items() if (words := withheld & spoken_words(text))}
            assert told == {}, f"for {audience.words}"
            assert "My mother walks in the road" in files["minutes.pdf"]
            assert (NAME in "".join(files.values())) == (audience is Audience.OFFICE)
        for word in gone:
            assert traces(store, word) == [], word
        assert store.drafts() == []
        assert problems_of(store) == []
    finally:
        store.close()


def sorted_words(evening: Evening) -> tuple[set[str], set[str], set[str]]:
    """Words that may be read outside, words for our office alone, and words of what was struck or passed on."""
    agreed = {who: what for who, _, what in (act.about.partition(" = ") for act in acts(evening, "agrees"))}
    agreed["Officer"] = Consent.WITH_ROLE.value
    plan = (evening.title, evening.place, evening.organization, *dict(evening.agenda))
    kept, hidden, gone = spoken_words(" ".join(plan)), set[str](), set[str]()
    for step, after in zip(evening.steps, (*evening.steps[1:], None), strict=True):
        if isinstance(step, Act):
            if step.name.startswith("exit "):
                gone |= spoken_words(step.about)
            elif step.name in ("reword", "my notes", "queue"):
                hidden |= spoken_words(step.about)
        elif isinstance(after, Act) and after.name == "strike":
            gone |= spoken_words(step.words)
        elif agreed.get(step.speaker, NOTHING) == NOTHING:
            hidden |= spoken_words(step.words)
        else:
            kept |= spoken_words(step.words)
    return kept, hidden, gone


def headings() -> set[str]:
    """The words that stand over columns and lists."""
    named = (record.kinds for record in RECORDS)
    return spoken_words(" ".join((*named, *(field.label for record in RECORDS for field in record.fields))))


def office_before(demo: Path) -> str:
    """Everything the office held before the evening."""
    store = open_office(demo, PASSPHRASE)
    try:
        return "\n".join(dumped(store)).casefold()
    finally:
        store.close()


def acts(evening: Evening, name: str) -> list[Act]:
    """The acts of this name."""
    return [step for step in evening.steps if isinstance(step, Act) and step.name == name]


# The evening itself


def test_the_evening_is_as_long_and_as_full_as_promised() -> None:
    evening = the_evening()
    assert evening.minutes == 90
    assert evening.steps[-1].at == time(20, 0)
    assert len(evening.said) >= 120
    assert len({said.speaker for said in evening.said}) >= 9
    assert any(said.is_interpreted for said in evening.said)
    assert {act.about.partition(" = ")[2] for act in acts(evening, "agrees")} == {each.value for each in Consent}
    assert sum(isinstance(step, Act) and step.name.startswith("exit ") for step in evening.steps) == 2
    assert len(acts(evening, "strike")) == 1
    assert [step.at for step in evening.steps] == sorted(step.at for step in evening.steps)


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    script = tmp_path / "evening.txt"
    script.write_text("18:30 nobody said this\n", encoding="utf-8")
    with pytest.raises(ValueError, match="nobody said this"):
        read_evening(script)


@pytest.mark.parametrize(
    ("today", "thursday"),
    [
        (date(2026, 10, 15), date(2026, 10, 8)),
        (date(2026, 10, 16), date(2026, 10, 15)),
        (date(2026, 10, 14), date(2026, 10, 8)),
    ],
)
def test_the_walkthrough_plays_on_the_last_thursday(today: date, thursday: date) -> None:
    assert last_thursday(today) == thursday


def test_a_few_minutes_of_the_evening(demo: Path, qapp: QApplication, tmp_path: Path) -> None:
    evening, before = the_evening().clipped(), office_before(demo)
    played = played_on(demo, evening, qapp, tmp_path, compared=True)
    assert played.struck == 1
    assert played.exits == 2
    assert played.consents == set(Consent)
    look_for_what_is_withheld(demo, evening, played, before, tmp_path / "files")


@pytest.mark.torture
def test_the_whole_evening(demo: Path, qapp: QApplication, tmp_path: Path) -> None:
    evening, before = the_evening(), office_before(demo)
    played = played_on(demo, evening, qapp, tmp_path)
    assert played.lines == len(evening.said) + 1, "and the half line that came back"
    assert played.speakers >= 9
    assert set(played.marks) == set(Mark) - {Mark.NOTE}
    look_for_what_is_withheld(demo, evening, played, before, tmp_path / "files")
