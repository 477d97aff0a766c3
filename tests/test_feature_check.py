"""PySide6 does not read the sources of what is imported after it."""

import linecache
import sys

import pytest

from desktop.feature_check import skip_feature_check


def test_source_of_a_module_imported_later_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    check = sys.modules["shibokensupport.feature"]
    monkeypatch.setattr(check, "_mod_uses_pyside", check._mod_uses_pyside)
    before = set(linecache.cache)

    skip_feature_check()
    _import_anew("colorsys")

    assert not [name for name in set(linecache.cache) - before if "colorsys" in name]


def test_a_pyside_that_looks_another_way_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys.modules["shibokensupport.feature"], "_mod_uses_pyside")

    skip_feature_check()

    assert not hasattr(sys.modules["shibokensupport.feature"], "_mod_uses_pyside")


def _import_anew(name: str) -> None:
    sys.modules.pop(name, None)
    for path in [path for path in linecache.cache if name in path]:
        del linecache.cache[path]
    __import__(name)
