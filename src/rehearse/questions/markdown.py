"""What of Markdown is understood: headings, items, code, comments, marks within a line. Pure."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[-*+•]|\(?\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?$")
FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def without_comments(text: str) -> str:
    """Without comments and what stands between --- at the top, with as many lines as before."""
    if text.startswith("---\n") and (end := text.find("\n---", 3)) > 0:
        text = "\n" * text.count("\n", 0, end + 1) + text[end + 4 :]
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def without_bullet(text: str) -> str:
    """Without the dash or the number that a line begins with; one within it stays."""
    bullet = BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def plain_text(text: str) -> str:
    """What of a line is read, without its marks."""
    text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _MARKS.sub(r"\2", text)
    return spaced(text)


def spaced(text: str) -> str:
    """With single spaces; what cannot be shown stays, to be found by who checks it."""
    return " ".join(text.split())
