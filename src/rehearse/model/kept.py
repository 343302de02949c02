"""What the history keeps beside what was heard. Frozen, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rehearse.model.heard import Heard, Stretch
from rehearse.model.questions import Kind
from rehearse.model.report import Label, StoryPart


@dataclass(frozen=True, slots=True)
class Summary:
    """The few numbers of one answer that the progress over many needs.

    `words` are without filled pauses. `markers` are the likely ones, each with how often it was said.
    `pace_s` are the seconds that the speech rate divides by, None where it was not measured, `answer_s` is
    `Length.answer_s`. `parts` are those of STAR that are present; None where none were looked for,
    `missing` the part that was surely not told. `judged` is as in `Fillers`.
    """

    words: int
    judged: bool
    filled_pauses: int
    markers: Mapping[str, int]
    pace_s: float | None
    answer_s: float | None
    parts: frozenset[Label] | None
    missing: StoryPart | None


@dataclass(frozen=True, slots=True)
class NewTake:
    """A take before it has a number. `recorded_at` knows its time zone; `audio` is where its recording lies,
    None for a text; `version` is that of the program; `follows` is as in `Take`.
    """

    recorded_at: datetime
    prompt_id: str | None
    question: str | None
    audio: Path | None
    version: str
    kind: Kind = "story"
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One recorded answer as the history keeps it. `audio` is None where only words were kept; `kind` is that
    of its question. `follows` is the take that its question followed up; None where it is no follow-up, and
    where that take was deleted.
    """

    id: int
    recorded_at: datetime
    prompt_id: str | None
    question: str | None
    audio: Path | None
    heard: Heard | None
    version: str
    kind: Kind = "story"
    follows: int | None = None

    def answers_the_same_as(self, other: Take) -> bool:
        """Whether both answer one question, of the bank or of the user's own."""
        if self.prompt_id or other.prompt_id:
            return self.prompt_id == other.prompt_id
        return self.question is not None and self.question == other.question


@dataclass(frozen=True, slots=True)
class LayerCheck:
    """What its speaker says of a take: which words speak to a layer of its question; None for none of
    them."""

    layer: str
    said: Stretch | None


@dataclass(frozen=True, slots=True)
class Listening:
    """When a key was pressed at a filler while a take was played, in seconds of the take, and how far it was
    listened to.
    """

    take_id: int
    listened_at: datetime
    presses: tuple[float, ...]
    until_s: float


@dataclass(frozen=True, slots=True)
class Story:
    """One of the user's own stories: a title, what happened in their words (may be empty), and the takes that
    tell it, the first kept first.
    """

    id: int
    title: str
    text: str
    added_at: datetime
    take_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A job that somebody applies for, by a name of theirs: its advertisement as text, and their CV where
    they gave one.
    """

    name: str
    advertisement: str
    cv: str | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """Until which day somebody practises, how many minutes of a day they have, and for which job."""

    day: date
    minutes: int
    job: str | None
    made_at: datetime
