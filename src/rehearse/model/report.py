"""What is concluded from an answer, anew each time. Frozen, without behaviour beyond arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rehearse.model.bands import (
    ACTION,
    FILLED_PAUSES,
    LEAD_IN,
    LENGTH,
    RESULT,
    SETUP,
    SPEECH_RATE,
    Band,
    Scale,
)
from rehearse.model.heard import Heard, Located, Span, Stretch
from rehearse.model.questions import Kind

FillerSource = Literal["transcript", "audio", "both", "user"]
Likelihood = Literal["likely", "possible"]
MarkerKind = Literal["discourse marker", "hedge", "crutch word", "vague ending"]
StoryPart = Literal["setup", "action", "result"]
"""Situation and task together, and the other two."""

Label = Literal["situation", "task", "action", "result"]
LABELS: tuple[Label, ...] = ("situation", "task", "action", "result")
PARTS: dict[StoryPart, tuple[Label, ...]] = {
    "setup": ("situation", "task"),
    "action": ("action",),
    "result": ("result",),
}
SHARES: dict[StoryPart, Scale] = {"setup": SETUP, "action": ACTION, "result": RESULT}


@dataclass(frozen=True, slots=True)
class FilledPause:
    """One "um" or "uh". `word` is its index in `Heard.words`, None where only the audio has it."""

    text: str
    span: Span | None
    source: FillerSource
    confidence: float
    word: int | None


@dataclass(frozen=True, slots=True)
class DiscourseMarker(Located):
    """One "like", "I guess" or "and stuff" used as filler: `count` words from index `first` of
    `Heard.words`."""

    text: str
    span: Span | None
    likelihood: Likelihood
    first: int
    count: int
    kind: MarkerKind = "discourse marker"


@dataclass(frozen=True, slots=True)
class OwnPhrase(Located):
    """One use of a phrase that the user wants counted: `count` words from index `first`; `text` as they
    wrote it.
    """

    text: str
    span: Span | None
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Repeat(Located):
    """`count` words from index `first` that were said again at once, or given up for others.

    `kept` is the index at which what counts begins: the last copy, or what comes after a restart.
    """

    text: str
    span: Span | None
    kind: Literal["repeat", "restart"]
    first: int
    count: int
    kept: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Three or more of one marker or filled pause within 15 s."""

    text: str
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Fillers:
    """Groups, never summed, each in the order in which they were said.

    Rates are per 100 words without filled pauses, and per minute of speech; None where there was nothing to
    divide by. `interval_95` is the exact Poisson interval of the rate per 100 words. `top` is the discourse
    marker used most, likely ones before possible ones, None where there is none. `judged` is False for an
    answer in another language than English: then nothing was looked for. `own_phrases` are the uses of
    `phrases`, the user's own, all of which were looked for. `hedges` are hedges, crutch words and vague
    endings, `repeats` words said again or given up. `often` is what was said most that is none of these, with
    how often; None where nothing stands out.
    """

    filled_pauses: tuple[FilledPause, ...]
    markers: tuple[DiscourseMarker, ...]
    per_100_words: float | None
    interval_95: tuple[float, float] | None
    per_minute: float | None
    top: str | None
    clusters: tuple[Cluster, ...]
    judged: bool = True
    own_phrases: tuple[OwnPhrase, ...] = ()
    phrases: tuple[str, ...] = ()
    hedges: tuple[DiscourseMarker, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    often: tuple[str, int] | None = None

    @property
    def twice(self) -> tuple[Repeat, ...]:
        """The repeats that are sure: without the restarts."""
        return tuple(one for one in self.repeats if one.kind == "repeat")

    @property
    def marked(self) -> tuple[DiscourseMarker, ...]:
        """The markers and the hedges, in order."""
        return tuple(sorted((*self.markers, *self.hedges), key=lambda one: one.first))

    @property
    def band(self) -> Band | None:
        """Of the rate of filled pauses."""
        return None if self.per_100_words is None else FILLED_PAUSES.band(self.per_100_words)


@dataclass(frozen=True, slots=True)
class PaceWindow:
    """Words per minute over one window of speech."""

    span: Span
    wpm: float

    @property
    def band(self) -> Band:
        return SPEECH_RATE.band(self.wpm)


@dataclass(frozen=True, slots=True)
class Pace:
    """Words without filled pauses; rates in words per minute, None where too little was said."""

    words: int
    speech_rate_wpm: float | None
    articulation_rate_wpm: float | None
    windows: tuple[PaceWindow, ...]

    @property
    def band(self) -> Band | None:
        """Of the speech rate."""
        return None if self.speech_rate_wpm is None else SPEECH_RATE.band(self.speech_rate_wpm)


@dataclass(frozen=True, slots=True)
class Silence:
    """A silent pause in the audio; inside a sentence it is heard as disfluent."""

    span: Span
    inside_sentence: bool


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silences measured from the audio, in order; `lead_in_s` is the silence before the first sound.

    `long` counts those of 2 s and over inside a sentence, `dead_air` all of 3.5 s and over.
    """

    lead_in_s: float | None
    silences: tuple[Silence, ...]
    long: int
    dead_air: int
    median_s: float | None

    @property
    def lead_in(self) -> Band | None:
        return None if self.lead_in_s is None else LEAD_IN.band(self.lead_in_s)


@dataclass(frozen=True, slots=True)
class Length:
    """How long the answer ran, from the first sound to the last. Bands are known for stories only."""

    answer_s: float
    of_story: bool = True

    @property
    def band(self) -> Band | None:
        return LENGTH.band(self.answer_s) if self.of_story else None


@dataclass(frozen=True, slots=True)
class Sentence(Located):
    """`count` words from index `first` of `Heard.words`, and what they do in the story, if anything."""

    text: str
    span: Span | None
    first: int
    count: int
    label: Label | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Section:
    """One part of STAR: its `share` of the words and `time_share` of the spoken time of all sentences (0 to
    1; None for a written answer), and the index of its best sentence.
    """

    present: bool
    confidence: float
    share: float
    evidence: int | None
    time_share: float | None = None


@dataclass(frozen=True, slots=True)
class Star:
    """Coverage of Situation, Task, Action and Result, with every sentence labelled."""

    situation: Section
    task: Section
    action: Section
    result: Section
    sentences: tuple[Sentence, ...]

    def section(self, label: Label) -> Section:
        sections: dict[Label, Section] = {
            "situation": self.situation,
            "task": self.task,
            "action": self.action,
            "result": self.result,
        }
        return sections[label]

    def share(self, part: StoryPart) -> float:
        """How much of the words a part of the story has."""
        return sum(self.section(label).share for label in PARTS[part])

    def band(self, part: StoryPart) -> Band:
        """Of a part's share."""
        return SHARES[part].band(100 * self.share(part))


NoteKind = Literal[
    "another question",
    "no answer",
    "hypothetical",
    "habit",
    "never",
    "no occasion",
    "only we",
    "missing",
    "out of order",
    "several",
    "much setup",
    "vague",
    "template",
    "hedged",
]
NO_ONE_TIME: tuple[NoteKind, ...] = ("hypothetical", "habit", "never", "no occasion", "no answer")
"""The notes on what tells no single time: it has no parts of a story."""
About = Literal[
    "question",
    "occasion",
    "setup",
    "own_part",
    "result",
    "order",
    "focus",
    "more",
    "detail",
    "points",
    "recited",
    "hedges",
    "repeats",
    "filled_pauses",
    "markers",
    "pace",
    "pauses",
    "example",
    "plain",
    "asking",
    "sound",
    "keep",
]
"""What a piece of advice is about."""


@dataclass(frozen=True, slots=True)
class StoryNote:
    """Something a coach would say about a story, and the sentence that it rests on (index of `sentences`).

    `part` is the part of the story it is about, None for the whole.
    """

    kind: NoteKind
    part: StoryPart | None
    sentence: int


@dataclass(frozen=True, slots=True)
class StorySignals:
    """What is shown beside the sections and not graded.

    How often the action says I and we; indexes of sentences that give an outcome with a number, and that say
    what was learned; the names of tools that no reason stands beside.
    """

    i: int
    we: int
    number: int | None
    learned: int | None
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plainness:
    """How plain an explanation is; shown and not graded.

    `rare` are words that everyday English hardly knows, `jargon` those of the trade that were not explained,
    each with how often it was said, the most frequent first. Sentences are measured in words without filled
    pauses: the one in the middle, and the longest, None where there is none. `example` is the index of the
    first word that announces an example or a comparison.
    """

    rare: tuple[tuple[str, int], ...]
    jargon: tuple[tuple[str, int], ...]
    median_words: float | None
    longest: tuple[int, int] | None
    example: int | None


AskedFault = Literal["none", "attack", "conditions", "several", "answered", "closed", "apology", "long"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wrong with a question that one asks, the gravest first; nothing where nothing is."""

    faults: tuple[AskedFault, ...]


Reason = Literal["distorted", "noise", "language", "damaged", "unclear"]


@dataclass(frozen=True, slots=True)
class Unheard:
    """Why nothing is said of what was told.

    `doubtful` is the share of the words (0 to 1) that are more likely wrong than right, None where no word is
    in doubt.
    """

    reason: Reason
    doubtful: float | None = None

    @property
    def has_words(self) -> bool:
        """Whether the words that were heard are right, and only too few, or in another language."""
        return self.doubtful is None


@dataclass(frozen=True, slots=True)
class Report:
    """What one answer shows; a part is None where it was not measured, or not judged.

    `next_step` is the one thing to do next and what it is about, `good` what to keep. `sentences` are all.

    Where `unheard` is set nothing is judged that rests on what was told, and `next_step` is what to do about
    the sound.
    """

    heard: Heard
    fillers: Fillers
    pace: Pace | None
    pauses: Pauses | None
    length: Length | None
    star: Star | None
    next_step: str | None
    next_step_about: About | None = None
    good: tuple[str, ...] = ()
    notes: tuple[StoryNote, ...] = ()
    signals: StorySignals | None = None
    kind: Kind = "story"
    plainness: Plainness | None = None
    asked: Asked | None = None
    sentences: tuple[Stretch, ...] = ()
    unheard: Unheard | None = None
