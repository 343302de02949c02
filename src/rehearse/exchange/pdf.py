"""The text of a PDF."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader

from rehearse.errors import DocumentError

MOST_PAGES = 40

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False  # what is wrong with a file is said once, by us


def text_of(data: bytes) -> str:
    """The words of its pages. DocumentError, the end of a sentence, where it is locked or too long."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError("is locked with a password.")
    if len(reader.pages) > MOST_PAGES:
        raise DocumentError(f"has more than {MOST_PAGES} pages.")
    return "\n".join(page.extract_text() for page in reader.pages)
