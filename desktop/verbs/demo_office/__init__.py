"""The demo office: a year of an invented town's liaison work, the same for the same seed and day."""

from desktop.verbs.demo_office.filling import fill_demo
from desktop.verbs.demo_office.invented import town

__all__ = ["fill_demo", "town"]
