"""A PDF that opens only with a passphrase, for what leaves the office with personal data.

It is made in memory from a finished document, so that no readable copy lies on the disk.
"""

from io import BytesIO
from secrets import token_hex

from desktop.models.refusal import Refusal

SHORTEST = 8


def expect_long_enough(passphrase: str) -> None:
    """Refusal for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise Refusal(f"The passphrase of a PDF has at least {SHORTEST} characters. Choose a longer one.")


def locked(document: bytes, passphrase: str) -> bytes:
    """The same document under AES-256 (PDF 2.0, revision 6); title and author are under it too.

    Whoever opens it may print it, copy from it and have it read aloud, not change it. Refusal for a
    passphrase that is too short.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions as May

    expect_long_enough(passphrase)
    reader = PdfReader(BytesIO(document))
    writer = PdfWriter(clone_from=reader)
    writer.metadata = dict(reader.metadata or {})  # without what the library says of itself
    may = May.all() & ~(May.MODIFY | May.ADD_OR_MODIFY | May.FILL_FORM_FIELDS | May.ASSEMBLE_DOC)
    # Nobody knows the second passphrase, under which it could be changed.
    writer.encrypt(passphrase, owner_password=token_hex(16), algorithm="AES-256", permissions_flag=may)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
