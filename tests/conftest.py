"""What every test may ask for: an office of its own, opened and closed, and a clock that stands still."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from desktop.store.opening import open_office
from desktop.store.store import Store
from tests.factories import PASSPHRASES, ROLES, SUPERVISOR, FrozenClock, office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# An example may open an office; how long that takes is the machine's affair.
settings.register_profile(
    "office",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("office")
# WORKAROUND hypothesis 6.170: it also draws from the constants of whatever modules are loaded, so that its examples
# would differ with the order and the process a test runs in.
vars(providers)["_get_local_constants"] = partial(getattr, providers, "_local_constants")

Opener = Callable[..., Store]


@pytest.fixture(scope="session")
def template_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office with a person of each role; copied, never opened by a test."""
    return office(tmp_path_factory.mktemp("template") / "office")


@pytest.fixture
def office_folder(template_office: Path, tmp_path: Path) -> Path:
    """A fresh office of this test's own."""
    return Path(shutil.copytree(template_office, tmp_path / "office"))


@pytest.fixture
def clock() -> FrozenClock:
    """Stands still at the start of a meeting until the test moves it."""
    return FrozenClock()


@pytest.fixture
def people() -> dict[str, str]:
    """Everybody who can sign in, by role: {"supervisor": "Ana Ruiz", …}."""
    return {role.value: name for name, role in ROLES.items()}


@pytest.fixture
def opened(office_folder: Path, clock: FrozenClock) -> Iterator[Opener]:
    """Open this test's office as somebody, as often as needed; everything is closed in the end."""
    stores: list[Store] = []

    def open_as(who: str = SUPERVISOR, root: Path = office_folder, **options: Any) -> Store:
        store = open_office(root, PASSPHRASES[who], person=who, **{"clock": clock} | options)
        stores.append(store)
        return store

    yield open_as
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> Store:
    """This test's office, opened for writing by its supervisor."""
    return opened()
