"""The text of a document that somebody was given: text, a page's source, PDF, DOCX.

What it is, its first bytes say and not its name.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from rehearse.errors import DocumentError
from rehearse.exchange.opening import UnreadableError, text_of

MOST_BYTES = 20_000_000
MOST_LETTERS = 100_000
"""Forty pages; no advertisement and no CV is longer."""

PASTE = "Open it, copy its text, and save that as a text file."


class _Reader(NamedTuple):
    module: str
    name: str


_READERS = {b"%PDF": _Reader("pdf", "PDF"), b"PK\x03\x04": _Reader("docx", "Word document")}
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "is in the format of old versions of Word. Save it as .docx or as PDF.",
    b"{\\rtf": "is RTF, which is not read. Save it as .docx or as PDF.",
}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
_MARKUP = re.compile(
    r"</?(?:p|li|ul|ol|br|div|h[1-6]|span|strong|b|html|body|td)\b[^<>]{0,500}>", re.IGNORECASE
)
_FEWEST_TAGS = 3
_TEXTLESS = re.compile(r"[\W_\d]*")


def read_document(path: Path, *, name: str | None = None) -> str:
    """The text of a document, which errors call by `name`. DocumentError as for `text_in`, or where there is
    no such file.
    """
    named = name or str(path)
    return text_in(_bytes(path, named), named)


def text_in(data: bytes, named: str) -> str:
    """The text of a document that errors call by this name. DocumentError where it cannot be read, is too
    large, or has no words.
    """
    if len(data) > MOST_BYTES:
        raise DocumentError(f"{named} is larger than {MOST_BYTES // 1_000_000} MB. {PASTE}")
    for begins, what in _NOT_READ.items():
        if data.startswith(begins):
            raise DocumentError(f"{named} {what}")
    reader = next((reader for begins, reader in _READERS.items() if data.startswith(begins)), None)
    text = _opened(data, reader, named) if reader else _decoded(data, named)
    if _TEXTLESS.fullmatch(text):
        scanned = "It may be a picture of a page. " if reader else ""
        raise DocumentError(f"{named} has no words in it. {scanned}{PASTE if reader else 'Check the file.'}")
    if len(text) > MOST_LETTERS:
        raise DocumentError(f"{named} is far longer than an advertisement or a CV. Choose a shorter file.")
    return text


def as_text(text: str) -> str:
    """A text without the tags of a page, where it has some, and with no control characters."""
    if len(_MARKUP.findall(text)) >= _FEWEST_TAGS:
        page = _Page()
        page.feed(text)
        page.close()
        text = "".join(page.parts)
    lines = ("".join(c for c in line if c.isprintable() or c == "\t") for line in text.splitlines())
    return "\n".join(lines).strip()


def _bytes(path: Path, named: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except IsADirectoryError as error:
        raise DocumentError(f"{named} is a folder. Name a file.") from error
    except FileNotFoundError as error:
        raise DocumentError(f"There is no file {named}. Check the name.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{named} cannot be read: {reason}. Check the file.") from error


def _opened(data: bytes, reader: _Reader, named: str) -> str:
    try:
        return as_text(text_of(data, reader.module))
    except DocumentError as error:
        raise DocumentError(f"{named} {error} {PASTE}") from error
    except UnreadableError as error:
        raise DocumentError(f"{named} is damaged, or not a {reader.name}. {PASTE}") from error


def _decoded(data: bytes, named: str) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{named} is not UTF-8 text, PDF or DOCX. Save it as one of these, or paste it: rehearse for -"
        ) from error
    if "\0" in text:
        raise DocumentError(f"{named} is not a text. Choose a text, a PDF or a Word file.")
    return as_text(text)


class _Page(HTMLParser):
    """The words of a page, an item of a list behind a dash."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.parts.append(_BREAKS[tag])

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data) if self.parts and data.strip() else data)


_HIDDEN = ("script", "style", "head")
_BREAKS = {
    **dict.fromkeys(("p", "div", "br", "ul", "ol", "tr", "table", "section"), "\n"),
    **{f"h{level}": "\n# " for level in range(1, 7)},
    "li": "\n- ",
}
