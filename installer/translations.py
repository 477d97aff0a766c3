"""Renew the catalogues of printed pages and of the window: gather, merge, compile, and say what is missing.

`make translations` does it. Paper has its languages and the window has Spanish; each is a domain of its own.

Words of a translation are never thrown away: what the code no longer says stays in its catalogue as a comment.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from installer import printed_phrases, window_phrases

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
PAPER, WINDOW = "commonground", "window"
LANGUAGES = {PAPER: ("es", "ht", "vi", "zh", "ar"), WINDOW: ("es",)}
HEADERS = {
    PAPER: "# Phrases that Common Ground prints. A translator fills in msgstr; then `make translations`.",
    WINDOW: "# Phrases that the window of Common Ground shows. A translator fills in msgstr; then `make translations`.",
}
ABOUT = {
    "project": "Common Ground",
    "version": "1",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "creation_date": datetime(2026, 11, 25, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 25, tzinfo=UTC),
}
MOST_NAMED = 100


def main() -> int:
    """Renew all catalogues and report on each."""
    for domain, template in ((PAPER, printed_phrases.gathered()), (WINDOW, window_phrases.gathered())):
        for language in LANGUAGES[domain]:
            total, missing = renewed(domain, language, template)
            sys.stdout.write(f"{domain} {language}: {total - len(missing)} of {total} phrases\n")
            sys.stdout.writelines(f"  missing: {phrase}\n" for phrase in missing[:MOST_NAMED])
    return 0


def renewed(domain: str, language: str, template: Catalog) -> tuple[int, list[str]]:
    """Merge what the code says into one catalogue and compile it; how many phrases it has, and which lack words."""
    path = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    catalog = Catalog(language, header_comment=HEADERS[domain], fuzzy=False, charset="utf-8", **ABOUT)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, include_lineno=False, omit_header=False, sort_output=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = [str(message.id) for message in catalog if message.id and not _is_there(message.string)]
    return len(catalog), missing


def _is_there(said: object) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    sys.exit(main())
