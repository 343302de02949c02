"""The values that travel through the program: frozen, without behaviour beyond arithmetic.

Times are seconds as float from the start of the recording. What was measured is stored (`Heard`);
what is concluded from it (`Report`) is computed anew each time. Nothing here reads a file, a clock
or a microphone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

SCHEMA = 1
"""Version of the JSON that `rehearse analyze --json` prints."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the recording, in seconds; `start_s <= end_s`."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def middle_s(self) -> float:
        return (self.start_s + self.end_s) / 2

    def overlap_s(self, other: Span) -> float:
        """Seconds that both spans cover, 0 where they do not meet."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it stands in the text, punctuation attached (`"So,"`).

    `span` and `probability` (0 to 1) are None for a written answer, which has no times. `hesitation` (0 to 1)
    is how probable a filled pause was in the word's place when the word was chosen.
    """

    text: str
    span: Span | None = None
    probability: float | None = None
    hesitation: float = 0.0


@dataclass(frozen=True, slots=True)
class Hesitation:
    """A stretch whose sound is a sustained "um" or "uh", whatever words were written; confidence 0 to 1."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """How the story reader takes one sentence: `count` words from word `first` on.

    `log_chances` are natural logarithms of the chances of situation, task, action, result and none.
    """

    first: int
    count: int
    log_chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with the file that an answer was read from.

    `missing_s` of sound could not be read, `errors` counts the places where that was noticed. `declared_s`
    is how long the file says that it is, None where it does not say. `lost` are the stretches that are
    silence now, in order; what is cut off at the end is none of them.
    """

    missing_s: float
    errors: int
    declared_s: float | None = None
    lost: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was measured of one answer; everything else is computed from this.

    `words` are verbatim, filled pauses included, in order. `speech` are the stretches in which
    the audio holds a voice, in order, apart from each other; empty for a written answer.
    `hesitations` are those of the sound, in order; None where nothing listened for them: a written
    answer, or a model without a detector. `readings` are the sentences in order, every word in one of them;
    None where nothing read the story: another language, or a take of an older version. `duration_s`,
    `engine` and `model` are None for a written answer. `language` is Whisper's two-letter code; a written
    answer is taken for English. `damage` is None where nothing was wrong with its file, `track` the number
    of its sound track where it is not the one that a player takes.
    """

    words: tuple[Word, ...]
    speech: tuple[Span, ...] = ()
    hesitations: tuple[Hesitation, ...] | None = None
    readings: tuple[Reading, ...] | None = None
    duration_s: float | None = None
    engine: str | None = None
    model: str | None = None
    language: str = "en"
    damage: Damage | None = None
    track: int | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_spoken(self) -> bool:
        return self.duration_s is not None

    def lost_s(self, span: Span) -> float:
        """How much of a stretch is silence only because it could not be read."""
        return sum(lost.overlap_s(span) for lost in self.damage.lost) if self.damage else 0.0

    @property
    def is_english(self) -> bool:
        """Fillers and STAR are known for no other language."""
        return self.language == "en"


FillerSource = Literal["transcript", "audio", "both"]
Likelihood = Literal["likely", "possible"]
LengthBand = Literal["short", "good", "long"]
StoryPart = Literal["setup", "action", "result"]
"""Situation and task together, and the other two."""

Label = Literal["situation", "task", "action", "result"]
LABELS: tuple[Label, ...] = ("situation", "task", "action", "result")
Kind = Literal["story", "asking", "explaining"]
"""What an answer is: told in reply to a question, a question asked oneself, or something explained simply."""
KINDS: tuple[Kind, ...] = ("story", "asking", "explaining")


@dataclass(frozen=True, slots=True)
class FilledPause:
    """One "um" or "uh". `word` is its index in `Heard.words`, None where only the audio has it."""

    text: str
    span: Span | None
    source: FillerSource
    confidence: float
    word: int | None


@dataclass(frozen=True, slots=True)
class DiscourseMarker:
    """One "like" or "you know" used as filler: `count` words from index `first` of `Heard.words`."""

    text: str
    span: Span | None
    likelihood: Likelihood
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """One use of a phrase that the user wants counted: `count` words from index `first`; `text` as they
    wrote it.
    """

    text: str
    span: Span | None
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Three or more of one marker or filled pause within 15 s."""

    text: str
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Fillers:
    """Three groups, never summed, each in the order in which they were said.

    Rates are per 100 words without filled pauses, and per minute of speech; None where there
    was nothing to divide by. `interval_95` is the exact Poisson interval of the rate per 100 words.
    `top` is the discourse marker used most, likely ones before possible ones, None where there is none.
    `judged` is False for an answer in another language than English: then nothing was looked for.
    `own_phrases` are the uses of `phrases`, the user's own, all of which were looked for.
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


@dataclass(frozen=True, slots=True)
class PaceWindow:
    """Words per minute over one window of speech."""

    span: Span
    wpm: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Words without filled pauses; rates in words per minute, None where too little was said."""

    words: int
    speech_rate_wpm: float | None
    articulation_rate_wpm: float | None
    windows: tuple[PaceWindow, ...]


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


@dataclass(frozen=True, slots=True)
class Length:
    """How long the answer ran, from the first sound to the last, and the band that falls in; None for what is
    no story, for which nobody has set any.
    """

    answer_s: float
    band: LengthBand | None


@dataclass(frozen=True, slots=True)
class Sentence:
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


NoteKind = Literal[
    "missing", "no outcome", "only we", "hypothetical", "habit", "out of order", "much setup", "little result"
]


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

    `rare` are words that everyday English hardly knows, each with how often it was said, the most frequent
    first. Sentences are measured in words without filled pauses: the one in the middle, and the longest, None
    where there is none. `example` is the index of the first word that announces an example or a comparison.
    """

    rare: tuple[tuple[str, int], ...]
    median_words: float | None
    longest: tuple[int, int] | None
    example: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What one answer shows; a part is None where it was not measured, or not judged."""

    heard: Heard
    fillers: Fillers
    pace: Pace | None
    pauses: Pauses | None
    length: Length | None
    star: Star | None
    next_step: str | None
    notes: tuple[StoryNote, ...] = ()
    signals: StorySignals | None = None
    kind: Kind = "story"
    plainness: Plainness | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The few numbers of one answer that the progress over many needs.

    `words` are without filled pauses. `markers` are the likely ones, each with how often it was said.
    `pace_s` are the seconds that the speech rate divides by, None where it was not measured, `answer_s` is
    `Length.answer_s`. `parts` are those of STAR that are present; None where none were looked for.
    `judged` is as in `Fillers`.
    """

    words: int
    judged: bool
    filled_pauses: int
    markers: Mapping[str, int]
    pace_s: float | None
    answer_s: float | None
    parts: frozenset[Label] | None


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
class Take:
    """One recorded answer as the history keeps it. `audio` is None where only words were kept; `kind` is that
    of its question.
    """

    id: int
    recorded_at: datetime
    prompt_id: str | None
    question: str | None
    audio: Path | None
    heard: Heard | None
    version: str
    kind: Kind = "story"


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
class Filters:
    """What questions shall be of, as their user writes it; nothing is asked for where a value is empty."""

    themes: tuple[str, ...] = ()
    level: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found where something was checked: a practice is well without it ("fine"), may suffer
    ("warning") or cannot be ("problem"); and what to do about it, empty for nothing.
    """

    subject: str
    state: Literal["fine", "warning", "problem"]
    says: str
    advice: str = ""
