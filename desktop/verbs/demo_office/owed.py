"""Promises, questions and actions of the demo office: who owes what, how it ended, and when the room was told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from desktop.models.base import Record
from desktop.models.line import Mark
from desktop.models.promise import Outcome
from desktop.models.recording import OWED
from desktop.verbs.demo_office.days import Days
from desktop.verbs.demo_office.invented import MONTHS, OwedText

Row = dict[str, Any]

# What the office did says itself that it was not the whole of it.
IN_PART = re.compile(r"of three|nine locks|are locked|taken down|For 100 of them|yes on Saturdays|two said|Two led it")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?! (?:we|I|a|an|the)\b)")
SOON, LATEST = 5, 45
SAYS_NOT = re.compile(r"not know|dont know|do not want")
DUE_IN = (7, 14, 14, 21, 28)
LATE_BY = (3, 6, 10, 18)
TOLD_HOW = ("By phone", "At the front desk", "On the library board", "By letter", "At the door")
MONTHS_AHEAD = 6
# What ended longer ago than so many days is not kept back for a meeting.
FRESH = 75


@dataclass(slots=True)
class Owing:
    """One row, and what the meetings after it need to know."""

    record: type[Record]
    row: Row
    made: int
    area: str
    done: int = -1

    @property
    def is_untold(self) -> bool:
        """Done, and nobody was told yet."""
        return self.done >= 0 and "told_on" not in self.row


class OwedRows:
    """Makes the rows in the order of the meetings; the ends known from the town's content are dealt out once."""

    def __init__(self, texts: list[OwedText], days: Days, owners: list[int], chance: Random) -> None:
        self._days = days
        self._owners = owners
        self._chance = chance
        self._waiting = chance.sample(texts, len(texts))
        self.all: list[Owing] = []

    def deal(self, kind: str, area: str, held: int, count: int) -> list[OwedText]:
        """Up to `count` texts of a kind that fit a meeting, each given once."""
        fitting = [text for text in self._waiting if text.kind == kind and self._suits(text, area, held)]
        given = sorted(fitting, key=lambda text: text.area != area)[:count]
        self._waiting = [text for text in self._waiting if text not in given]
        return given

    def deal_the_rest(self) -> Iterator[tuple[OwedText, int]]:
        """What fitted no meeting, each with the place of a day on which it was promised or asked elsewhere."""
        days = self._days
        for text in self._waiting:
            asked = days.open_before[days.today - self._chance.randint(LATEST, 330)]
            if text.kind != Mark.PRAISE and self._suits(text, text.area, asked):
                yield text, asked

    def add(self, mark: Mark, words: str, held: int, area: tuple[str, int | None], **more: Any) -> Owing:
        """One promise, question or action as it was made, still open."""
        due = self._days.open_after[held + self._chance.choice(DUE_IN)]
        by = self._days.question_due[held] if mark is Mark.QUESTION else self._days.dates[due]
        row: Row = {"words": words, "due": by, "first_due": by, "area_id": area[1], **more}
        row.setdefault("owner_id", self._chance.choice(self._owners))
        owing = Owing(OWED[mark], row, held, area[0])
        self.all.append(owing)
        return owing

    def end(self, owing: Owing, text: OwedText) -> None:
        """How it ended: mostly in time, sometimes late, now and then not at all, with the reason."""
        days, row = self._days, owing.row
        late = self._chance.random() < 0.2
        due = days.place_of(row["due"])
        done = due + self._chance.choice(LATE_BY) if late else owing.made + self._chance.randint(2, due - owing.made)
        owing.done = min(days.open_after[done], days.open_before[days.today - 1])
        in_part = Outcome.KEPT_IN_PART if IN_PART.search(text.what_happened) else Outcome.KEPT
        row["outcome"] = Outcome.NOT_KEPT if text.not_kept_because else in_part
        row["what_happened"] = text.what_happened
        row["done_on"] = days.dates[owing.done]
        if late and self._chance.random() < 0.5:
            row["due"] = days.dates[days.open_after[due + self._chance.choice(LATE_BY)]]

    def end_in_the_room(self, owing: Owing, answer: str) -> None:
        """A question that was answered in the next breath."""
        owing.done = owing.made
        held = self._days.dates[owing.made]
        owing.row.update(outcome=Outcome.KEPT, what_happened=answer, done_on=held, told_on=held, told_how="In the room")

    def to_report(self, area: str, held: int, count: int) -> Iterator[Owing]:
        """Tell a meeting what became of things; each counts as told from then on."""
        ended = range(held - FRESH, held)
        untold = [owing for owing in self.all if owing.is_untold and owing.done in ended and owing.area in ("", area)]
        for owing in untold[:count]:
            owing.row.update(told_on=self._days.dates[held], told_how="At the next meeting")
            yield owing

    def tell_the_rest(self) -> None:
        """Tell most of what no meeting heard; a few stay done and not told."""
        days = self._days
        for owing in [owing for owing in self.all if owing.is_untold]:
            told = days.open_after[owing.done + self._chance.randint(1, 12)]
            if told <= days.today and self._chance.random() < 0.8:
                owing.row.update(told_on=days.dates[told], told_how=self._chance.choice(TOLD_HOW))

    def _suits(self, text: OwedText, area: str, held: int) -> bool:
        """Whether its area fits, and the months it speaks of lie behind the meeting and before today."""
        if text.area not in ("", area):
            return False
        named = [MONTHS.index(name) + 1 for name in MONTH.findall(text.what_happened)]
        after = self._days.dates[held + SOON : self._days.today]
        return all(any(day.month == month for day in after[: MONTHS_AHEAD * 30]) for month in named)
