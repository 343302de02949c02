"""Questions, and which of them are wanted. Frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["story", "asking", "explaining", "introduction", "scenario", "technical"]
"""What an answer is: one time told in reply to a question, a question asked oneself, something explained
simply; what one says of oneself and one's plans; what one would do; how something is found or built, and why.
"""

KINDS: tuple[Kind, ...] = ("story", "asking", "explaining", "introduction", "scenario", "technical")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One interview question and what it really asks.

    `asks` are two to four layers, each a short name and a sentence. `theme` is the name of the
    file it came from, `source` that file. `good` and `red_flag` say what to listen for in the answer to a
    question that one asks oneself.
    """

    id: str
    question: str
    theme: str
    asks: tuple[tuple[str, str], ...]
    level: str
    role: str
    follow_up: str
    source: Path
    kind: Kind = "story"
    good: str = ""
    red_flag: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What questions shall be of, as their user writes it; nothing is asked for where a value is empty.

    `job` is the name of one that is kept.
    """

    themes: tuple[str, ...] = ()
    level: str | None = None
    role: str | None = None
    job: str | None = None
