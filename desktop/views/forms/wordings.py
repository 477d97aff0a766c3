"""Refusals of rules in the words of the form: field names as the labels on screen."""

import re

from desktop.models.field import Field, Fields
from desktop.views.saying import retold, say

_NAMED = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def refusal_words(message: str, fields: Fields, field: Field) -> str:
    """One plain sentence below `field`, which needs no name of its own there."""
    message = in_labels(retold(message.removeprefix(f"{field.label} ({field.key}): ")), fields)
    return message if ". " in message else message.removesuffix(".")


def in_labels(message: str, fields: Fields) -> str:
    """A refusal with the labels on screen in place of the names that verbs use."""
    message = re.sub(r" \([a-z_]+\)", "", message)
    return _NAMED.sub(lambda found: _label(found[0], fields), message)


def _label(key: str, fields: Fields) -> str:
    return f"“{say(fields[key].label)}”" if key in fields else key
