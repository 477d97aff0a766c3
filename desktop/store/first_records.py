"""What a new office starts with: its own words for statuses, categories, kinds and speaker roles."""

from collections.abc import Iterator

from desktop.models.base import Record
from desktop.models.concern import Category, Status, StatusType
from desktop.models.kind import Kind, KindOf
from desktop.models.speaker import SpeakerRole

CATEGORIES = {
    "Lighting": "lights lamp lamps streetlight",
    "Traffic": "crossing crosswalk speed speeding parking bus",
    "Noise": "music loud",
    "Parks": "park playground trees",
    "Dumping": "trash litter",
    "Housing": "building stairwell",
    "Safety": "theft",
    "Youth": "teens young-people school",
    "Access": "ramp wheelchair",
    "Service": "officers respect",
}
MEETING_KINDS = ("Listening session", "Coffee hour", "Town hall", "Youth forum", "Walk-through")
ORGANIZATION_KINDS = ("City office", "School", "Library", "Business", "Community group", "Service provider")
OFFICE_ROLES = ("Officer", "Facilitator", "Interpreter")
ROOM_ROLES = (
    "Resident",
    "Neighbor",
    "Young person",
    "Parent",
    "Guardian",
    "Older resident",
    "Tenant",
    "Landlord",
    "Shop owner",
    "Business",
    "School staff",
    "Library staff",
    "Rec center",
    "City staff",
    "Service provider",
    "Partner",
    "Volunteer",
    "Visitor",
)
STEP = 10


def first_records() -> Iterator[Record]:
    """The records every new office gets; each can be renamed by a supervisor."""
    for position, status in enumerate(StatusType):
        yield Status(name=status.value.capitalize(), type=status, position=position * STEP)
    for position, (name, themes) in enumerate(CATEGORIES.items()):
        yield Category(name=name, position=position * STEP, themes=themes)
    for of, names in ((KindOf.MEETING, MEETING_KINDS), (KindOf.ORGANIZATION, ORGANIZATION_KINDS)):
        for position, name in enumerate(names):
            yield Kind(name=name, of=of, position=position * STEP)
    for position, name in enumerate((*OFFICE_ROLES, *ROOM_ROLES)):
        yield SpeakerRole(name=name, speaks_for_office=name in OFFICE_ROLES, position=position * STEP)
