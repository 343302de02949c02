"""Reads lists of questions: text with one on each line, and Markdown.

Of a text every line is a question. Of Markdown it is the items of its lists, or its headings where those are
what is asked; notes below an item and paragraphs are no questions. This module opens no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.questions.aliases import SMALL_WORDS
from rehearse.questions.markdown import (
    BULLET,
    FENCE,
    HEADING,
    plain_text,
    spaced,
    without_bullet,
    without_comments,
)
from rehearse.questions.text import folded

TEXTS = (".txt", ".text")
MARKDOWNS = (".md", ".markdown")
NAME_WORDS, NAME_LETTERS = 4, 40
"""Of an id that is made of a question."""


@dataclass(frozen=True, slots=True)
class Line:
    """A question, and its line in the file, counted from 1."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class _Block:
    """An item, or a heading with its level from 1 on, 0 for an item."""

    level: int
    line: Line


_ASKS = re.compile(
    r"(?:tell|describe|give|walk|talk|take|think|explain|share|imagine|suppose|ask|design|what|how|why|when|which|who|"
    r"whom|where|have|has|do|did|are|is|was|can|could|would|please)\b"
)


def in_text(text: str) -> tuple[str, tuple[Line, ...]]:
    """The questions of a text, without title; a number or a dash before one is left out, as is a line that
    begins with #.
    """
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    found = (Line(spaced(without_bullet(line)), number) for number, line in lines if line[0] != "#")
    return "", tuple(line for line in found if line.question)


def in_markdown(text: str) -> tuple[str, tuple[Line, ...]]:
    """The title, "" for none, and the questions."""
    blocks = [block for block in _blocks(text) if block.line.question]
    headings = [block for block in blocks if block.level]
    top = [block for block in headings if block.level == 1]
    is_titled = len(top) == 1 and headings[0] is top[0] and len(blocks) > 1 and not _is_asked(top[0])
    title = top[0].line.question if is_titled else ""
    headings = headings[1:] if is_titled else headings
    asked = [block for block in headings if _is_asked(block)]
    items = [block for block in blocks if not block.level]
    chosen = asked if asked and (not items or 2 * len(asked) > len(headings)) else items or headings
    return title, tuple(block.line for block in chosen)


def _blocks(text: str) -> Iterator[_Block]:
    is_code = False
    for number, line in enumerate(without_comments(text).split("\n"), start=1):
        if FENCE.match(line):
            is_code = not is_code
        elif is_code:
            continue
        elif heading := HEADING.match(line):
            yield _Block(len(heading[1]), Line(plain_text(without_bullet(heading[2])), number))
        # What is indented belongs to an item: notes on a question.
        elif item := BULLET.match(line.removeprefix(" ")):
            yield _Block(0, Line(plain_text(line.removeprefix(" ")[item.end() :]), number))


def _is_asked(block: _Block) -> bool:
    said = folded(block.line.question)
    return said.endswith("?") or bool(_ASKS.match(said))


def names(lines: Sequence[Line]) -> tuple[str, ...]:
    """An id for each question, of the words that say what it is about; alike for questions that are."""
    return tuple(map(_name, lines))


def _name(line: Line) -> str:
    words = re.findall(r"[^\W_]+", folded(line.question).replace("'", ""))
    own = [word for word in words if word not in SMALL_WORDS and word not in _OF_ASKING] or words
    return "-".join(own[:NAME_WORDS])[:NAME_LETTERS].strip("-")


_OF_ASKING = frozenset(
    ("tell", "describe", "give", "example", "time", "walk", "through", "think", "share", "id")
)
