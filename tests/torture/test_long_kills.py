"""Two hundred killed verbs, three hundred killed writers, and a kill at every single write of every verb."""

import random
from collections import Counter
from pathlib import Path

import pytest

from desktop.store.opening import Arrived
from desktop.store.schema import OLDER_SCHEMAS, SCHEMA, schema_of
from desktop.store.store import Store
from tests.store.dying import PASSPHRASE, ROSA
from tests.torture.changes import CHANGES
from tests.torture.faults import Fault, faulty, needs_strace
from tests.torture.killing import Killings
from tests.torture.steady_writer import SteadyKillings
from tests.verbs.harness import Bench, dump_of, problems_of

pytestmark = pytest.mark.torture
pytest_plugins = ["tests.torture.benches"]

LAST_SWEPT = 120
OLD_FILES = Path(__file__).parent.parent / "old_files"
# What opening an office here for the first time, and working in it, changes.
CHANGING = {"change_set", "office_copy", "state"}
SWEPT = (
    Fault("pwrite64"),
    Fault("pwrite64", "office.db-wal"),
    Fault("pwrite64", "office.db"),
    Fault("write"),
    Fault("fsync,fdatasync"),
    Fault("rename"),
    Fault("unlink,unlinkat,rmdir"),
    Fault("ftruncate,mkdir"),
)


@pytest.mark.parametrize("batch", range(10))
def test_two_hundred_killed_verbs_lose_nothing_that_was_acknowledged(bench: Bench, batch: int) -> None:
    killings = Killings(bench, random.Random(1000 + batch), f"v{batch}")
    killings.run(20)
    print(killings.told())
    assert killings.wrong == []


@pytest.mark.parametrize("batch", range(10))
def test_three_hundred_kills_between_commits_lose_nothing_that_was_acknowledged(bench: Bench, batch: int) -> None:
    killings = SteadyKillings(bench, random.Random(2000 + batch), f"w{batch}")
    killings.run(30)
    print(killings.told())
    assert killings.wrong == []


@needs_strace
@pytest.mark.parametrize("fault", SWEPT, ids=str)
@pytest.mark.parametrize("name", CHANGES)
def test_a_kill_at_any_write_leaves_the_old_or_the_new_state(
    bench: Bench, tmp_path: Path, name: str, fault: Fault
) -> None:
    change = CHANGES[name]
    if change.before:
        change.before(bench)
    states: Counter[str] = Counter()
    for when in range(1, LAST_SWEPT + 1):
        each = bench.copy(tmp_path / f"office-{when}")
        ran = faulty(each, fault, when, name, *change.words(each))
        if ran.code == 0:  # it makes fewer such calls than this
            break
        assert ran.was_killed, (when, ran)
        states[change.verify(each, ran)] += 1
        each.remove()
    print(f"{name}, {fault}: {states.total()} kills, {states['old']} left the old state, {states['new']} the new one")


@pytest.fixture(params=OLDER_SCHEMAS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    """An office that an older program left, now on this computer."""
    (tmp_path / "aside").mkdir()
    old = Bench(
        OLD_FILES / request.param / "office", tmp_path / "aside", ROSA, secret=PASSPHRASE, arrived=Arrived.MOVED
    )
    return old.copy(tmp_path / "older")


@needs_strace
@pytest.mark.parametrize("fault", SWEPT, ids=str)
def test_a_kill_at_any_write_of_an_update_leaves_an_office_that_opens(
    older: Bench, tmp_path: Path, fault: Fault
) -> None:
    updated = older.copy(tmp_path / "updated")
    with updated.opened(write=True) as store:
        expected = rows_of(store)
    kills = 0
    for when in range(1, LAST_SWEPT + 1):
        each = older.copy(tmp_path / f"office-{when}")
        ran = faulty(each, fault, when, "backup", "--to", tmp_path / "backups", "--moved")
        if ran.code == 0:
            break
        assert ran.was_killed, (when, ran)
        kills += 1
        with each.opened(write=True) as store:
            assert rows_of(store) == expected
            assert problems_of(store) == []
            with store.reading() as session:
                assert schema_of(session.connection()) == SCHEMA
        assert not [path.name for path in each.root.iterdir() if path.name.startswith(".")]
        each.remove()
    print(f"update, {fault}: {kills} kills")


def rows_of(store: Store) -> dict[str, list[str]]:
    """Every row but those that each opening adds to."""
    return {name: rows for name, rows in dump_of(store).items() if name not in CHANGING}
