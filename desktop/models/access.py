"""Who may do what: the roles of people with a slot, and the drawers their slots carry."""

import enum

YOUNG_PEOPLE = "young people"
REFERRALS = "referrals"
DRAWERS = (YOUNG_PEOPLE, REFERRALS)


class Role(enum.StrEnum):
    """What a person who signs in may do; each role may do what the ones before it may."""

    READER = "reader"
    STAFF = "staff"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"

    @property
    def rank(self) -> int:
        """Position in the order of trust, the reader being 0."""
        return list(Role).index(self)

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what `other` may."""
        return self.rank >= other.rank

    @property
    def drawers(self) -> tuple[str, ...]:
        """The sealed drawers this role's slot carries."""
        return DRAWERS if self.includes(Role.COORDINATOR) else ()
