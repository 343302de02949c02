"""The guide as a terminal can show it: sections of the Markdown in docs/, by topics. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

GUIDE, PRIVACY = "guide.md", "privacy.md"
PAGES = (GUIDE, PRIVACY)
"""What sections are looked for in."""


class Topic(NamedTuple):
    """What somebody may want to know, and the headings under which it stands."""

    about: str
    headings: tuple[str, ...]


TOPICS = {
    "numbers": Topic(
        "what the numbers of a report mean", ("Um and uh", "Filler words", "Length", "Pace", "Pauses")
    ),
    "fillers": Topic(
        "what counts as um/uh, as a filler, and as a hedge",
        (
            "Um and uh",
            "Filler words",
            "Words that make you sound less sure",
            "Words said twice",
            "Lose the ums",
        ),
    ),
    "story": Topic("what the bar of a story shows (STAR)", ("Story",)),
    "microphone": Topic("what to do if you are not heard", ("If the microphone does not work",)),
    "questions": Topic("how to find questions, and add your own", ("Find a question", "Your own questions")),
    "stories": Topic("your own stories, and which question each can answer", ("Keep your stories",)),
    "plan": Topic("what to practise on which day until an interview", ("Plan until the day",)),
    "jobs": Topic("how to practise for the job you want", ("For the job you want",)),
    "files": Topic(
        "where your takes are, and what can be read and written",
        ("What is kept, and where", "Recordings you already have", "For other programs"),
    ),
    "privacy": Topic(
        "who can read your takes, and how to delete them", ("Privacy", "Deleting", "Sending a take")
    ),
}
"""In the order of use."""

ALSO = {"star": "story", "filler": "fillers", "mic": "microphone", "job": "jobs"}
"""What topics are called too."""

Kind = Literal["words", "item", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an item of a list on one line, or lines to type."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between a heading and the next one, whatever its level."""

    title: str
    blocks: tuple[Block, ...]


_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_ASIDE = re.compile(r" \(\[[^\]]+\]\([^)]+\)\)")
"""A link in brackets leads to a page that a terminal does not have."""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def sections(page: str) -> tuple[Section, ...]:
    """The sections of a Markdown page, in its order."""
    _, *found = _HEADING.split(page)
    return tuple(
        Section(title, tuple(_blocks(body))) for title, body in zip(found[::2], found[1::2], strict=True)
    )


def about(asked: str, of: Sequence[Section]) -> tuple[Section, ...]:
    """What there is about a topic, or about a word of a heading; empty where there is nothing."""
    wanted = ALSO.get(asked.casefold(), asked.casefold())
    if wanted in TOPICS:
        by_title = {section.title: section for section in of}
        return tuple(by_title[heading] for heading in TOPICS[wanted].headings)
    return tuple(section for section in of if wanted in re.findall(r"\w+", section.title.casefold()))


def _blocks(body: str) -> Iterator[Block]:
    for part in re.split(r"\n{2,}", body.strip("\n")):
        if part.startswith("    "):
            yield Block("code", "\n".join(line[4:] for line in part.split("\n")))
        elif part.startswith("- "):
            items = re.split(r"^- ", part, flags=re.MULTILINE)[1:]
            yield from (Block("item", _plain(item)) for item in items)
        elif part and not part.startswith("!["):
            yield Block("words", _plain(part))


def _plain(markdown: str) -> str:
    line = " ".join(markdown.split())
    return _LINK.sub(r"\1", _ASIDE.sub("", line)).replace("**", "")
