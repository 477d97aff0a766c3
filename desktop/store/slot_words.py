"""The words people give to key slots, names and passphrases, each brought into its one form."""

import unicodedata

from desktop.models.refusal import Refusal

SHORTEST_PASSPHRASE = 12


def shown_name(text: str, what: str) -> str:
    """A name as it is shown; Refusal for an empty or unprintable one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or not name.isprintable() or len(name) > 200:
        raise Refusal(f"The name of the {what} must be 1 to 200 letters, digits and signs.")
    return name


def folded(name: str) -> str:
    """A name as it is compared: letter case and spaces tell nobody apart."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def derivable(passphrase: str) -> bytes:
    """NFC, so that the same letters open on every system: macOS types ü as two characters."""
    return unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")


def new_secret(passphrase: str) -> bytes:
    """A new passphrase's bytes; Refusal for a short one."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise Refusal(f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters: four words do well.")
    return derivable(passphrase)
