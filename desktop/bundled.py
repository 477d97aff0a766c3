"""The one function that finds a file of `resources/`: from source, from an installed package, from an installer."""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """The path of a file or folder under `resources/`; FileNotFoundError names what the installation lacks."""
    frozen = getattr(sys, "_MEIPASS", None)
    for root in (Path(frozen) if frozen else _HERE.parent, _HERE):
        if (path := root.joinpath("resources", *parts)).exists():
            return path
    raise FileNotFoundError(f"resources/{'/'.join(parts)} is missing from this installation")
