"""Tooltips as plain text: Qt would take text that looks like a tag for rich text and fetch what it names."""


def plain_tip(text: str) -> str:
    """`text` for `setToolTip` or the tooltip role, shown letter by letter whatever it holds."""
    if "<" not in text:
        return text
    from html import escape  # here: the lock screen has no such tip, and the module is a large table

    return f"<span>{escape(text)}</span>"
