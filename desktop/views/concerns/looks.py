"""Icon and color of statuses and categories; the words are the office's own."""

from desktop.models.concern import Source, StatusType

STATUS_LOOKS: dict[StatusType, tuple[str, str]] = {
    StatusType.NEW: ("st-new", "lake"),
    StatusType.ACKNOWLEDGED: ("st-ack", "plum"),
    StatusType.IN_PROGRESS: ("st-prog", "ochre"),
    StatusType.REFERRED: ("st-ref", "stone"),
    StatusType.RESOLVED: ("st-res", "pine"),
    StatusType.CLOSED: ("st-clo", "stone"),
}

# By a word of the category's name, since offices name their own.
_CATEGORY_ICONS = {
    "light": "lamp",
    "traffic": "car",
    "parking": "car",
    "street": "car",
    "noise": "volume-2",
    "park": "trees",
    "tree": "trees",
    "dump": "trash-2",
    "trash": "trash-2",
    "hous": "house",
    "safe": "footprints",
    "youth": "users",
    "young": "users",
    "access": "accessibility",
    "service": "hand-helping",
    "school": "school",
    "bus": "bus",
    "bike": "bike",
}
OTHER_CATEGORY = "tag"

SOURCE_ICONS: dict[Source, str] = {
    Source.SESSION: "messages-square",
    Source.DESK: "store",
    Source.PHONE: "phone",
    Source.E_MAIL: "mail",
    Source.EVENT: "calendar-days",
    Source.WALK: "footprints",
}


def category_icon(name: str) -> str:
    """The icon of a category, by its name."""
    sought = name.casefold()
    return next((icon for word, icon in _CATEGORY_ICONS.items() if word in sought), OTHER_CATEGORY)
