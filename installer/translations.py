"""Renew the catalogues of printed phrases: gather, merge, compile, and say what is missing. `make translations`.

Words of a translation are never thrown away: what the code no longer says stays in its catalogue as a comment.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
DOMAIN = "commonground"
LANGUAGES = ("es", "ht", "vi", "zh", "ar")
HEADER = "# Phrases that Common Ground prints. A translator fills in msgstr; then `make translations`."
ABOUT = {
    "project": "Common Ground",
    "version": "1",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "creation_date": datetime(2026, 11, 25, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 25, tzinfo=UTC),
}
KEYWORDS = {"N_": None, "count": (1, 2)}


def gathered() -> Catalog:
    """Every phrase marked in the code, with the files that say it."""
    found = Catalog(project="Common Ground", version="", charset="utf-8")
    rows = extract_from_dir(ROOT / "desktop" / "documents", [("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, _, _ in sorted(rows, key=lambda row: (row[0], row[1])):
        found.add(message, locations=[(f"desktop/documents/{file}", 0)])
    return found


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def main() -> int:
    """Renew all catalogues; 0 when the complete languages are complete."""
    template = gathered()
    for language in LANGUAGES:
        path = path_of(language)
        catalog = Catalog(language, header_comment=HEADER, fuzzy=False, charset="utf-8", **ABOUT)
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale=language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, include_lineno=False, omit_header=False, sort_output=False)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = [message for message in catalog if message.id and not _is_there(message.string)]
        sys.stdout.write(f"{language}: {len(catalog) - len(missing)} of {len(catalog)} phrases\n")
    return 0


def _is_there(said: object) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    sys.exit(main())
