"""WORKAROUND for PySide6 6.12.0 on Python 3.11: it gives None and True away without counting them.

Its wheels are built for newer Pythons, in which these objects are never freed, and so every call of Qt that returns
nothing takes one count from None, and every `emit` one from True. On 3.11, after some thousand calls, the count is
used up and the process ends with "deallocating None". Python 3.12 made these objects immortal (PEP 683); this does
the same on 3.11 by giving them more counts than any process can use up. To be removed with Python 3.11 or PySide6 6.12.
"""

import ctypes
import sys

FOR_EVER = 1 << 60


def keep_for_ever() -> None:
    """Let None, True, False, NotImplemented and Ellipsis never be freed; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for single in (None, True, False, NotImplemented, Ellipsis):
        # In CPython 3.11 the count is the first word of every object, and the address is its id.
        count = ctypes.c_ssize_t.from_address(id(single))
        if count.value < FOR_EVER // 2:
            count.value += FOR_EVER
