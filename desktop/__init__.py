"""Common Ground: the desktop application of a police precinct's community liaison office."""

import sys

__version__ = "0.1.0"

if sys.version_info < (3, 12):
    from desktop.immortals import keep_for_ever

    # Before anything can import Qt.
    keep_for_ever()
