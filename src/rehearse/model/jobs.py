"""What a job advertisement demands, and the questions for it. Frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rehearse.model.questions import Prompt

DemandKind = Literal["must", "duty", "nice"]
"""What somebody needs to have, what they would do, and what is only welcome."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that an advertisement demands, in its own words."""

    words: str
    kind: DemandKind


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What could be read of an advertisement: its first lines, and what it demands, in its order."""

    top: tuple[str, ...]
    demands: tuple[Demand, ...]

    @property
    def title(self) -> str:
        """Its first line, which as a rule names the post."""
        return self.top[0] if self.top else ""


@dataclass(frozen=True, slots=True)
class ChosenForJob:
    """A question for a job, and the words of the advertisement that it rests on. `is_made`: it was made of
    them, and is not from the bank.
    """

    prompt: Prompt
    words: str
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class InCv:
    """A demand, and the words of the CV that speak of it; None where none were found."""

    demand: Demand
    words: str | None


@dataclass(frozen=True, slots=True)
class ForJob:
    """A job's questions, the most fitting first, and what is still uncovered: demands to which neither a
    question of the bank nor a story of the user's fits. `in_cv` is empty where there is no CV.
    """

    name: str
    advertisement: Advertisement
    chosen: tuple[ChosenForJob, ...]
    uncovered: tuple[Demand, ...]
    in_cv: tuple[InCv, ...]
