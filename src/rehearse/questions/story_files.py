"""Reads the stories that somebody keeps in Markdown: a heading for each, and what happened below it.

Headings such as Situation or Result belong to the story above them, and so do deeper headings. A heading with
nothing of its own is a group of stories, or one still to be written. This module opens no file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.questions.markdown import (
    BULLET,
    FENCE,
    HEADING,
    plain_text,
    spaced,
    without_bullet,
    without_comments,
)

LONGEST_TITLE, LONGEST_TEXT = 80, 4000
"""Characters."""
WORDS_OF_TITLE = 6

_PART = re.compile(
    r"(?:the )?(?:\(?[star]\)?[.:)] *|my )?"
    r"(?:situation|task|actions?|results?|context|background|challenge|problem|outcome|impact|setup|star|[star]"
    r"|what (?:i|we) (?:did|learn(?:ed|t)|had to do)|what happened|what came of it|reflections?|takeaways?"
    r"|less?ons?(?: learn(?:ed|t))?|learnings?)(?: taken)?[.:]?",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_ONLY_LINKS = re.compile(r"(?:[-*+•]|\d+[.)])?\s*!?\[[^\]]*\]\([^)]*\)[.,;]?\s*$")


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it is written: its title, and its text, a paragraph or an item on each line."""

    title: str
    text: str


@dataclass
class _Section:
    level: int
    title: str
    lines: list[str]

    @property
    def is_part(self) -> bool:
        return bool(_PART.fullmatch(self.title))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def stories_in(markdown: str) -> tuple[tuple[Written, ...], tuple[str, ...]]:
    """The stories of a text, and the titles of headings below which nothing is written."""
    found = _with_parts(list(_sections(markdown)))
    levels = Counter(one.level for one in found if one.lines)
    usual = max(levels, key=lambda level: (levels[level], -level), default=0)
    stories: list[_Section] = []
    empty = []
    above: _Section | None = None
    for number, one in enumerate(found):
        is_group = number + 1 < len(found) and found[number + 1].level > one.level
        if above and one.level > above.level:
            above.lines += [one.title, *one.lines] if one.lines else []
            continue
        above = one if one.lines and one.level == usual else None
        if one.lines and (above or not is_group):
            stories.append(one)
        elif not one.lines and not is_group:
            empty.append(one.title)
    return tuple(Written(_title(one), one.text[:LONGEST_TEXT]) for one in stories), tuple(empty)


def _with_parts(sections: Sequence[_Section]) -> list[_Section]:
    """The sections, each with the parts that follow it."""
    found: list[_Section] = []
    for one in sections:
        if one.is_part and found and found[-1].title:
            found[-1].lines += [f"{one.title.rstrip('.:')}: {line}" for line in one.lines[:1]] + one.lines[1:]
        elif one.title:
            found.append(one)
    return found


def _sections(markdown: str) -> Iterator[_Section]:
    """The headings in their order, with what stands below each; a contents list is nothing."""
    lines = without_comments(markdown.replace("\r\n", "\n")).split("\n")
    now, is_code = _Section(0, "", []), False
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if FENCE.match(line):
            is_code = not is_code
        elif is_code or _ONLY_LINKS.match(line.strip()):
            continue
        elif heading := HEADING.match(line):
            yield now
            now = _Section(len(heading[1]), plain_text(without_bullet(heading[2])), [])
        elif line.strip() and not BULLET.match(line) and _UNDERLINE.match(after) and len(after.strip()) > 2:
            yield now
            now = _Section(1 if after.startswith("=") else 2, plain_text(line), [])
        elif not _RULE.match(line) and (said := plain_text(without_bullet(line.lstrip("> \t")))):
            now.lines.append(said)
    yield now


def _title(story: _Section) -> str:
    """Its heading; where that is only the name of a part, how it begins."""
    words = " ".join(story.text.split()[:WORDS_OF_TITLE]) if story.is_part else spaced(story.title)
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 4].rsplit(" ", 1)[0] + " ..."
