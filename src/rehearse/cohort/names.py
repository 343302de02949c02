"""Names of people and files that others chose: for pages, for cells of a table, as pseudonyms. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

LONGEST_PAGE_NAME = 60
"""Letters; in UTF-8 at most four bytes each, and a file system takes 255."""

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""What Windows takes for a device, whatever its ending."""

_BEGINS_A_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20|"
"""What a spreadsheet computes, or hands to another program, in place of showing it."""
_SAFE = "'"


def normal(text: str) -> str:
    """One spelling for what looks the same: composed letters, blanks within one, none at the ends.

    >>> normal("  Zoe\u0308  Müller ") == "Zoë Müller"
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """What two spellings of one name have in common, whatever the case of their letters."""
    return normal(unicodedata.normalize("NFC", normal(text).casefold()))


def normal_path(text: str) -> str:
    """A path inside a folder as a roster may write it, with `/` on every system; no blank within is touched.

    >>> normal_path(".\\\\group a\\\\zoe.wav")
    'group a/zoe.wav'
    """
    parts = unicodedata.normalize("NFC", text.strip()).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))


def page_name(text: str) -> str:
    """A name of a file without its ending, that is one on every system and leads nowhere else.

    >>> page_name("../../Zoë Müller"), page_name("CON"), page_name("a.b <c>"), page_name("???")
    ('Zoë-Müller', 'CON-', 'a-b-c', 'person')
    """
    name = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text)).strip("-")[:LONGEST_PAGE_NAME]
    name = name.strip("-") or "person"
    return f"{name}-" if name.casefold() in RESERVED else name


def cell(text: str) -> str:
    """A text as a cell that no spreadsheet computes: it gets an apostrophe in front where one might.

    >>> cell("=1+1"), cell("Anna"), cell("'=a"), cell(" @x")
    ("'=1+1", 'Anna', "''=a", "' @x")
    """
    text = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text)
    first = text.lstrip(f" \u00a0{_SAFE}")[:1]
    return _SAFE + text if first and first in _BEGINS_A_FORMULA else text


def from_cell(text: str) -> str:
    """What `cell` was given.

    >>> from_cell("'=1+1"), from_cell("'tis"), from_cell("Anna")
    ('=1+1', "'tis", 'Anna')
    """
    return text[1:] if text.startswith(_SAFE) and cell(text[1:]) == text else text


def pseudonym(identity: str, secret: bytes) -> str:
    """A code for a person, the same each time, which nobody can make from a name without the secret."""
    return hmac.new(secret, identity.encode(), hashlib.sha256).hexdigest()[:12]
