"""The icon of each kind of record, in the color it has wherever records of several kinds stand together."""

KIND_ICONS = {
    "concern": "message-circle-warning",
    "promise": "handshake",
    "question": "circle-question-mark",
    "action": "square-check",
    "meeting": "messages-square",
    "agenda item": "list",
    "minutes": "file-text",
    "line": "list",
    "area": "map-pin",
    "category": "tag",
    "person": "user",
    "organization": "building",
    "speaker": "user",
    "attachment": "file-text",
}
KIND_TOKENS = {"concern": "clay", "promise": "plum", "question": "lake", "action": "ochre"}


def icon_of(kind: str) -> tuple[str, str]:
    """Icon and color token of a kind."""
    return KIND_ICONS.get(kind, "file-text"), KIND_TOKENS.get(kind, "ink-2")
