"""Payloads of the journal: a new key for a drawer changes no digest, and no word."""

import string
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.access import YOUNG_PEOPLE
from desktop.models.sealed import DrawerKeys, Sealed
from desktop.store import payload
from desktop.store.payload import digest_of, make_payload, read_payload, sealed_again

words = st.text(max_size=30) | st.sampled_from(
    ['{"sealed": "', 'x{"sealed": "' + "A" * 60 + '", "drawer": "young people"}', '\\"']
)
plain = st.none() | st.integers() | words | st.binary(max_size=60) | st.floats(allow_nan=False)
sealing_words = words.map(lambda each: ("seal", each))


@given(st.dictionaries(words, st.tuples(plain | sealing_words, plain | sealing_words), max_size=5), st.integers(2, 9))
def test_a_new_key_changes_no_digest_and_no_word_of_any_payload(values: dict[str, Any], version: int) -> None:
    keys = DrawerKeys({YOUNG_PEOPLE: {1: bytes(32)}, 'a "quoted" \\ drawer': {1: bytes(32)}})

    def sealed(each: Any, number: int) -> Any:
        drawer = list(keys.open_drawers)[number % 2]
        return keys.seal(drawer, each[1].encode("utf-8", "replace").decode()) if isinstance(each, tuple) else each

    stored = {key: (sealed(a, 0), sealed(b, n)) for n, (key, (a, b)) in enumerate(values.items())}
    made = make_payload(_encodable(stored))
    for drawer in keys.open_drawers:
        keys.renew(drawer, {1: bytes(32), version: b"n" * 32})
    after = sealed_again(made, keys.seal_again)
    assert digest_of(after) == digest_of(made)
    assert after.count(payload.SEALED) == made.count(payload.SEALED)
    for old, new in zip(_flat(read_payload(made)), _flat(read_payload(after)), strict=True):
        if isinstance(old, Sealed):
            assert isinstance(new, Sealed)
            assert (new.version, new.mark, new.drawer) == (version, old.mark, old.drawer)
            assert keys.open(old.drawer, old) == keys.open(new.drawer, new)
        else:
            assert old == new


def _flat(values: dict[str, tuple[Any, Any]]) -> Iterator[Any]:
    for pair in values.values():
        yield from pair


def _encodable(values: dict[str, Any]) -> dict[str, Any]:
    """Without lone halves of characters, which no column takes."""
    return {_clean(key): (_clean(a), _clean(b)) for key, (a, b) in values.items()}


def _clean(each: Any) -> Any:
    return each.encode("utf-8", "replace").decode() if isinstance(each, str) else each


@given(st.text(alphabet=string.printable, max_size=40), st.text(alphabet=string.printable, max_size=40))
def test_marks_differ_for_every_sealing_and_tell_nothing(first: str, second: str) -> None:
    keys = DrawerKeys({YOUNG_PEOPLE: {1: bytes(32)}})
    marks = [keys.seal(YOUNG_PEOPLE, each).mark for each in (first, first, second)]
    assert len(set(marks)) == 3
