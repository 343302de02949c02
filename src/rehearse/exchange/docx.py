"""The text of a Word document (DOCX)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from rehearse.errors import DocumentError

MOST_UNPACKED_BYTES = 100_000_000
"""A few kilobytes can unpack to gigabytes."""
MOST_XML_BYTES = 20_000_000
"""Of what is no picture; in memory it takes forty times as much."""


def text_of(data: bytes) -> str:
    """Its paragraphs and tables, items of lists behind a dash, headings behind a #. DocumentError, the end of
    a sentence, where it would not fit.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
        if xml > MOST_XML_BYTES or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise DocumentError("is far larger than it looks.")
    return "\n".join(_lines(Document(io.BytesIO(data)).iter_inner_content()))


def _lines(blocks: Iterator[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield f"{_mark(block)}{block.text}"
            continue
        for row in block.rows:
            cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # one that is merged comes again
            yield from (line for cell in cells for line in cell.splitlines())


def _mark(paragraph: Paragraph) -> str:
    style = paragraph.style.name or "" if paragraph.style else ""
    if style.startswith(("Heading", "Title")):
        return "# "
    properties = paragraph._p.pPr
    is_item = "List" in style or (properties is not None and properties.numPr is not None)
    return "- " if is_item else ""
