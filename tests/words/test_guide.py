"""The guide's Markdown as a terminal shows it, and that every topic still stands in it."""

from pathlib import Path

import pytest

from rehearse.words.guide import ALSO, PAGES, TOPICS, Block, about, sections

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = tuple(section for name in PAGES for section in sections((DOCS / name).read_text(encoding="utf-8")))
PAGE = """# Guide

Not asked for.

## Pace

Words **a minute**, as in
[a study](study.md) ([Speed](speed.md)).

![A picture](pace.png)

- **Slow** is
  fine.
- Fast is not.

## To type

    rehearse show

    [[prompt]]
        id = "x"
"""


def test_markdown_becomes_words_items_and_lines_to_type() -> None:
    first, pace, typed = sections(PAGE)
    assert (first.title, pace.title) == ("Guide", "Pace")
    assert pace.blocks == (
        Block("words", "Words a minute, as in a study."),
        Block("item", "Slow is fine."),
        Block("item", "Fast is not."),
    )
    assert typed.blocks == (Block("code", "rehearse show"), Block("code", '[[prompt]]\n    id = "x"'))


@pytest.mark.parametrize("topic", [*TOPICS, *ALSO])
def test_every_topic_stands_in_the_guide(topic: str) -> None:
    found = about(topic, GUIDE)
    assert [section.title for section in found] == [*TOPICS[ALSO.get(topic, topic)].headings]
    assert all(section.blocks for section in found)
    assert not [block for section in found for block in section.blocks if "](" in block.text]


def test_a_word_of_a_heading_is_a_topic_too() -> None:
    assert [section.title for section in about("Pace", GUIDE)] == ["Pace"]
    assert about("weather", GUIDE) == ()
