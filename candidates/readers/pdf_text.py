"""The text layer of a PDF."""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from candidates.readers.unreadable import UnreadableCode, UnreadableContent

MAX_PAGES = 200


def pdf_text(content: bytes) -> str:
    """The text of all pages; a PDF that only forbids printing is read, one with a password is not."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableContent(UnreadableCode.ENCRYPTED)
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableContent(UnreadableCode.TOO_COSTLY)
        return "\n".join(page.extract_text() for page in reader.pages)
    except PyPdfError:
        raise UnreadableContent(UnreadableCode.CORRUPT) from None
