"""What somebody would say of a draft that is written in lines: bullets, headings and Markdown are no words.
Pure.
"""

from __future__ import annotations

import re

_ITEM = re.compile(r"(?:[-*+•‣◦▪●○■–—·]|\d{1,2}[.)]|\[[ xX]\])\s+(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r"#{1,6}\s+|>\s*")
_RULE = re.compile(r"[-*_=~\s|:+]*")
_STRESSED = re.compile(r"(\*\*|__|\*|_|`)(?=\S)((?:(?!\1).)+)(?<=\S)\1(?!\w)")
_LABEL = re.compile(r"(\*\*|__|)[A-Z]\w+(?: \w+){0,2}(?::\1|\1:)\s")
"""As in "Action: rang the vet", plain or stressed."""
_ENDED = re.compile(r"[.!?…:;,—–-][\"'”’)\]]*$")


def as_said(text: str) -> str:
    """The words of a draft without what marks its lines; a line that is one of a list, or that ends before it
    had to, ends a sentence.

    >>> as_said("## What I did\\n- called the bank\\n- **rebuilt** the file")
    'What I did. called the bank. rebuilt the file.'
    >>> as_said("I called the bank and asked for\\na later cut-off.")
    'I called the bank and asked for a later cut-off.'
    """
    lines = text.splitlines()
    longest = max(map(len, lines), default=0)
    said: list[str] = []
    for number, line in enumerate(lines):
        plain = _plain(line)
        if not plain:
            continue
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        if _is_last_of_sentence(line, follows, longest) and not _ENDED.search(plain) and len(lines) > 1:
            plain += "."
        said.append(plain)
    return " ".join(said)


def _plain(line: str) -> str:
    """A line without its bullet, heading and stress; empty where it only rules off."""
    bare = line.strip()
    if _RULE.fullmatch(bare):
        return ""
    bare = _ITEM.sub("", _HEADING.sub("", bare, count=1), count=1) if _is_marked(bare) else bare
    return _STRESSED.sub(r"\2", bare).strip()


def _is_marked(line: str) -> bool:
    return bool(_ITEM.match(line) or _HEADING.match(line))


def _begins_anew(line: str) -> bool:
    """Whether a line begins with what marks an item, or is empty, or only rules off."""
    return bool(_is_marked(line) or _LABEL.match(line) or _RULE.fullmatch(line))


def _is_last_of_sentence(line: str, follows: str, longest: int) -> bool:
    """Whether a line without a mark at its end was ended on purpose: the next one is another item, or its
    first word would still have had room in this one.
    """
    if _HEADING.match(line.strip()) or _begins_anew(follows.strip()):
        return True
    return len(line.rstrip()) + 1 + len(follows.split()[0]) <= longest
