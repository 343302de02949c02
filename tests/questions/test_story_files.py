"""Stories that somebody keeps in Markdown."""

from __future__ import annotations

import pytest

from rehearse.questions.story_files import LONGEST_TEXT, LONGEST_TITLE, Written, stories_in

KEPT = """---
title: mine
---
# My stories

*Read the night before.*

## Contents

- [The ferry](#the-ferry)
- [The audit](#the-audit)

## Under pressure

### The ferry

It had left **without** us. <!-- shorter! -->

* rang the harbour
1. a [fisherman](https://example.org) took us

> "You were early," he said.

### 1. The audit

**Result:** nothing was found.

```
not = "a story"
```

#### What I said afterwards

I was glad.

### The one about the cat

## Alone

The flood
---------

- [x] moved the bales - all forty - in the night

### Situation

A wet field.

### Result:

All were dry.
They still are.
"""


def test_each_heading_with_a_text_is_a_story() -> None:
    stories, empty = stories_in(KEPT)
    assert stories == (
        Written(
            "The ferry",
            'It had left without us.\nrang the harbour\na fisherman took us\n"You were early," he said.',
        ),
        Written("The audit", "Result: nothing was found.\nWhat I said afterwards\nI was glad."),
        Written(
            "The flood",
            "moved the bales - all forty - in the night\nSituation: A wet field.\n"
            "Result: All were dry.\nThey still are.",
        ),
    )
    assert empty == ("Contents", "The one about the cat", "Alone")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", []),
        ("Only words, and no heading.", []),
        ("# The ferry\nIt left.", ["The ferry"]),
        ("# C\nIt left.\n# B\nIt came.", ["C", "B"]),
        ("# Mine\nSome notes.\n## C\nIt left.\n## B\nIt came.", ["C", "B"]),
        ("## C\nIt left.\n### More\nof it\n## B\nIt came.", ["C", "B"]),
        (
            "## Situation\nThe ferry had left without us that day.\n## Result\nWe swam.",
            ["The ferry had left without us"],
        ),
        ("##\nNothing has no name.\n## C\r\nIt left.\r\n", ["C"]),
        ("A\n=\nIt left.", []),  # too short to underline anything
    ],
)
def test_what_is_a_story_depends_on_what_most_are(text: str, titles: list[str]) -> None:
    assert [story.title for story in stories_in(text)[0]] == titles


def test_what_is_too_long_is_cut() -> None:
    ((story,), _) = stories_in(f"# {'long ' * 40}\n{'word ' * 2000}")
    assert len(story.title) <= LONGEST_TITLE and story.title.endswith("long ...")
    assert len(story.text) <= LONGEST_TEXT
