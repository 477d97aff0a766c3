"""Tooltips as plain text: Qt would take text that looks like a tag for rich text and fetch what it names."""

from html import escape


def plain_tip(text: str) -> str:
    """`text` for `setToolTip` or the tooltip role, shown letter by letter whatever it holds."""
    return f"<span>{escape(text)}</span>" if "<" in text else text
