"""What was measured of an answer, and is kept for good. Frozen, without behaviour beyond arithmetic.

Times are seconds as float from the start of the recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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

    def apart_s(self, other: Span) -> float:
        """Seconds between both spans, 0 where they meet."""
        return max(0.0, max(self.start_s, other.start_s) - min(self.end_s, other.end_s))


def united(spans: Sequence[Span], *, gap_s: float) -> list[Span]:
    """Spans in order of their starts; those with less than `gap_s` between them are one.

    >>> united([Span(0.5, 2.0), Span(2.1, 3.0), Span(4.0, 5.0)], gap_s=0.3)
    [Span(start_s=0.5, end_s=3.0), Span(start_s=4.0, end_s=5.0)]
    """
    found: list[Span] = []
    for span in spans:
        if found and span.start_s - found[-1].end_s < gap_s:
            found[-1] = Span(found[-1].start_s, max(found[-1].end_s, span.end_s))
        else:
            found.append(span)
    return found


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


class Located:
    """Something that stands at `count` words from index `first` of an answer's words."""

    __slots__ = ()

    first: int
    count: int

    @property
    def end(self) -> int:
        """The index behind its last word."""
        return self.first + self.count

    @property
    def indexes(self) -> range:
        return range(self.first, self.end)

    def of(self, words: Sequence[Word]) -> Sequence[Word]:
        """Its words, of all of the answer."""
        return words[self.first : self.end]

    def text_in(self, words: Sequence[Word]) -> str:
        return " ".join(word.text for word in self.of(words))

    def span_in(self, words: Sequence[Word]) -> Span | None:
        """From its first word to its last, of those that have a time; None where none has."""
        spans = [word.span for word in self.of(words) if word.span]
        return Span(spans[0].start_s, spans[-1].end_s) if spans else None


@dataclass(frozen=True, slots=True)
class Stretch(Located):
    """Some words of an answer, and nothing more."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Hesitation:
    """A stretch whose sound is a sustained "um" or "uh", whatever words were written; confidence 0 to 1."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading(Located):
    """How the story reader takes one clause: `count` words from word `first` on.

    `log_chances` are natural logarithms of the chances of situation, task, action, result and none.
    """

    first: int
    count: int
    log_chances: tuple[float, ...]


OCCASIONS = ("one", "several", "habit", "hypothetical", "none")
"""What an answer tells: one occasion, several, what one always does, what one would do, or nothing of these.
"""
MANNERS = ("plain", "vague", "template", "hedged")
"""How it is told: so that one can see it, with nothing to see, in the words of the form, or made small."""


@dataclass(frozen=True, slots=True)
class Whole:
    """How the story reader takes the answer as a whole: natural logarithms of the chances of each of
    OCCASIONS and MANNERS.
    """

    occasion: tuple[float, ...]
    manner: tuple[float, ...]


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
class Sound:
    """How clean a recording is.

    `clipped` is the share of the audible samples (0 to 1) that lie within a decibel of the loudest; where a
    microphone distorts they are many. `noise_below_db` is how many decibels the noise lies below the voice.
    """

    clipped: float
    noise_below_db: float


@dataclass(frozen=True, slots=True)
class Correction:
    """What its speaker says of a stretch of an answer: that an um/uh is there (`is_one`), or that none is."""

    span: Span
    is_one: bool


@dataclass(frozen=True, slots=True)
class Strictness:
    """How much surer than usual a written "um" must be to count alone, and how much surer its sound; below 0
    less sure is enough.
    """

    word: float = 0.0
    sound: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was measured of one answer, and how its speaker corrects that; everything else is computed
    from this.

    `words` are verbatim, filled pauses included, in order. `speech` are the stretches in which the audio
    holds a voice, in order, apart from each other; empty for a written answer. `hesitations` are those of the
    sound, in order; None where nothing listened for them: a written answer, or a model without a detector.
    `readings` are the clauses in order, every word in one of them, and `whole` is all of them together; None
    where nothing read the story: another language, or a take of an older version. `duration_s`, `engine` and
    `model` are None for a written answer. `language` is Whisper's two-letter code; a written answer is taken
    for English. `damage` is None where nothing was wrong with its file, `track` the number of its sound track
    where it is not the one that a player takes. `sound` is how clean it is, and `english` how likely all of
    it is English (0 to 1); None where there was too little to tell, and for a take of an older version.
    `others` is when a second voice is heard, the one that speaks less, in order and apart; empty where one
    voice is heard, None where nothing listened for a second one.
    `corrections` are in order; the rest is as it was heard, whatever they say. `strictness` is what had been
    learned from earlier corrections when this was heard.
    """

    words: tuple[Word, ...]
    speech: tuple[Span, ...] = ()
    hesitations: tuple[Hesitation, ...] | None = None
    readings: tuple[Reading, ...] | None = None
    whole: Whole | None = None
    duration_s: float | None = None
    engine: str | None = None
    model: str | None = None
    language: str = "en"
    damage: Damage | None = None
    track: int | None = None
    sound: Sound | None = None
    english: float | None = None
    others: tuple[Span, ...] | None = None
    corrections: tuple[Correction, ...] = ()
    strictness: Strictness = Strictness()

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
