"""The filter box over 100,000 concerns: the first 200 ids, beside the raw index."""

from collections.abc import Iterator
from pathlib import Path

from desktop.store import search
from tests.benchmarks.offices import bare, office
from tests.benchmarks.timing import Result, interleaved, percentile

CONCERNS = 100_000
FIRST = 200
TYPED = ("s", "st", "lamp", "alder st", "broken gate play", "the", "C26-0", "xyzzy")
TIMES = 60


def measure(folder: Path) -> Iterator[Result]:
    """p95 over several typed texts, session included on our side."""
    with office(folder, CONCERNS) as store:
        connection = bare(store.folder.database, store.key)
        raw = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"

        def ours(turn: int) -> None:
            with store.reading() as session:
                search.newest(session, TYPED[turn % len(TYPED)], "concern", FIRST)

        def floor(turn: int) -> None:
            connection.execute(raw, (search.query(TYPED[turn % len(TYPED)], "concern"), FIRST)).fetchall()

        own, bare_times = interleaved(ours, floor, TIMES * len(TYPED))
        connection.close()
    detail = f"sum {sum(own) * 1000:.0f} ms / {sum(bare_times) * 1000:.0f} ms"
    yield Result("filter 100,000, first 200 ids, mean", sum(own) / sum(bare_times), 2, "x", detail)
    p95 = percentile(own, 0.95), percentile(bare_times, 0.95)
    yield Result("filter 100,000, p95", p95[0] / p95[1], 2, "x", f"{p95[0] * 1000:.2f} ms / {p95[1] * 1000:.2f} ms")
