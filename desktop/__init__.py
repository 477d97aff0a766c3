"""Common Ground: the desktop application of a police precinct's community liaison office."""

__version__ = "0.1.0"
