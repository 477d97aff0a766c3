"""The code printed on a recovery sheet: 160 random bits as letters and digits that survive being typed off paper."""

import re

from desktop.models.refusal import Refusal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O, U
LOOK_ALIKES = str.maketrans("OILU", "011V")
GROUPS = 8
CODE_BYTES = 20


def make_code(secret: bytes) -> str:
    """The 160 bits as 8 groups of four symbols and a check symbol."""
    bits = int.from_bytes(secret)
    symbols = "".join(ALPHABET[bits >> shift & 31] for shift in range(155, -1, -5))
    parts = (symbols[start : start + 4] for start in range(0, 32, 4))
    return "-".join(part + _check(part, number) for number, part in enumerate(parts, 1))


def read_code(code: str) -> bytes:
    """The 160 bits again; a Refusal tells the mistyped groups."""
    groups = re.findall(r"[^\s\-–—_.]+", code.upper().translate(LOOK_ALIKES))
    if len(groups) != GROUPS:
        symbols = "".join(groups)
        if len(symbols) != 5 * GROUPS:
            raise Refusal(
                f"A recovery code has {GROUPS} groups of 5 letters and digits; "
                f"this one has {len(symbols)} instead of {5 * GROUPS}."
            )
        groups = [symbols[start : start + 5] for start in range(0, 5 * GROUPS, 5)]
    wrong = [str(number) for number, group in enumerate(groups, 1) if not is_group(group, number)]
    if wrong:
        what = f"Group {wrong[0]} looks" if len(wrong) == 1 else f"Groups {', '.join(wrong)} look"
        raise Refusal(f"{what} mistyped: compare with the recovery sheet.")
    bits = 0
    for symbol in "".join(group[:4] for group in groups):
        bits = bits << 5 | ALPHABET.index(symbol)
    return bits.to_bytes(CODE_BYTES)


def clean_symbols(typed: str) -> str:
    """What was typed as the symbols of a code: capitals, look-alikes as what they stand for, nothing else."""
    return "".join(symbol for symbol in typed.upper().translate(LOOK_ALIKES) if symbol in ALPHABET)


def is_group(group: str, number: int) -> bool:
    """Whether `group` can be the group of that number, from 1: its last symbol proves the others."""
    return len(group) == 5 and set(group) <= set(ALPHABET) and _check(group[:4], number) == group[4]


def _check(group: str, number: int) -> str:
    """The fifth symbol of a group: another one after any wrong symbol, two swapped, or another place."""
    value = 0
    for symbol in group:  # a polynomial over GF(32)
        value = (value ^ ALPHABET.index(symbol)) << 1
        value ^= 0b100101 if value & 32 else 0
    return ALPHABET[value ^ number]
