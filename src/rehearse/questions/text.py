"""Text of questions as it is compared and shown."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """Whitespace of any kind made single spaces, other control characters made visible."""
    spaced = " ".join(text.split())
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" else c for c in spaced)


def folded(text: str) -> str:
    # macOS may hand over a file's name with its accents as letters of their own: NFC joins them.
    joined = unicodedata.normalize("NFC", text.casefold())
    return joined.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip()
