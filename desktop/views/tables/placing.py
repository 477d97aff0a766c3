"""Where changed records stand now among the others of a result, found by a few small questions."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from desktop.models.listing import Listing
from desktop.store.listing import present, ranks
from desktop.views.tables.result import Ids, place_by_id, place_by_rank, without


def placed(session: Session, listing: Listing, ids: Ids, touched: Iterable[int], *, is_all: bool) -> Ids:
    """The ids after some records were changed: gone, come or moved; nothing but these is asked for.

    Where not all ids are known yet (`is_all` is False), what belongs behind the known ones is left to come later.
    """
    asked = sorted(touched)
    now = present(session, listing, asked)
    target = without(ids, asked)
    others = _Ranks(session, listing)
    for each in sorted(now, key=now.__getitem__):
        if listing.is_by_id:
            place = place_by_id(target, each, listing.order.descending)
        else:
            others.add(each, now[each])
            place = place_by_rank(target, now[each], others)
        if place < len(target) or is_all:
            target.insert(place, each)
    return target


class _Ranks:
    """Reads where rows stand, each once."""

    def __init__(self, session: Session, listing: Listing) -> None:
        self._session = session
        self._listing = listing
        self._known: dict[int, object] = {}

    def add(self, each: int, rank: object) -> None:
        self._known[each] = rank

    def __call__(self, ids: Sequence[int]) -> dict[int, object]:
        asked = [each for each in ids if each not in self._known]
        if asked:
            self._known.update(ranks(self._session, self._listing, asked))
        return self._known
