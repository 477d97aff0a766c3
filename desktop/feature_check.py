"""WORKAROUND for PySide6: it reads the source text of every module that is imported after it.

It wants to know whether the module may use its optional spellings (`from __feature__ import snake_case`), and keeps
the text in memory. This program has none of them; to read some hundred files for nothing is felt at every start.
To be removed when PySide6 looks only where `__feature__` was imported.
"""

import sys


def skip_feature_check() -> None:
    """Let PySide6 take every module as one without optional spellings; nothing happens where it looks another way."""
    import PySide6  # noqa: F401 - brings the module below

    check = sys.modules.get("shibokensupport.feature")
    if check is not None and hasattr(check, "_mod_uses_pyside"):
        vars(check)["_mod_uses_pyside"] = _uses_it


def _uses_it(module: object) -> bool:
    return True  # "uses PySide6, and no optional spelling"
