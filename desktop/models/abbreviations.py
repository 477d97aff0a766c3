"""Short forms a note taker types, and what they are written out as: one on each line, "tpd = tenants’ patrol desk"."""

from collections.abc import Mapping
from typing import Any

from desktop.models.refusal import Refusal

LONGEST = 200


def read_abbreviations(text: str) -> dict[str, str]:
    """{short: whole} of lines such as "pw = public works"; Refusal names the first line that cannot be one."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        short, sign, whole = (part.strip() for part in line.partition("="))
        if not sign or not short.isalnum() or not whole:
            raise Refusal(
                f'“{line}” is no abbreviation. Write one word, an equals sign and the words, as in "pw = public works".'
            )
        if short in found:
            raise Refusal(f"“{short}” stands for two things. Keep one of the two lines.")
        if len(whole) > LONGEST:
            raise Refusal(f"“{short}” stands for more than {LONGEST} letters. Make it shorter.")
        found[short] = whole
    return found


def written(abbreviations: Mapping[str, str]) -> str:
    """The lines they are read from."""
    return "\n".join(f"{short} = {whole}" for short, whole in abbreviations.items())


def kept(preference: Any) -> dict[str, str]:
    """What was kept of them; whatever else stands there is left alone."""
    if not isinstance(preference, dict):
        return {}
    return {str(short): str(whole) for short, whole in preference.items()}
