"""A PDF that opens only with a passphrase, for what leaves the office with personal data.

It is made in memory from a finished document, so that no readable copy lies on the disk.
"""

from io import BytesIO

from desktop.models.refusal import Refusal

SHORTEST = 8


def locked(document: bytes, passphrase: str) -> bytes:
    """The same document under AES-256 (PDF 2.0, revision 6); title and author are under it too.

    Whoever opens it may print it and have it read aloud. Refusal for a passphrase that is too short.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions as May

    if len(passphrase) < SHORTEST:
        raise Refusal(f"The passphrase of a PDF has at least {SHORTEST} characters. Choose a longer one.")
    reader = PdfReader(BytesIO(document))
    writer = PdfWriter(clone_from=reader)
    writer.metadata = dict(reader.metadata or {})  # without what the library says of itself
    may = May.PRINT | May.PRINT_TO_REPRESENTATION | May.EXTRACT | May.EXTRACT_TEXT_AND_GRAPHICS | May.R7 | May.R8
    writer.encrypt(passphrase, algorithm="AES-256", permissions_flag=may)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
