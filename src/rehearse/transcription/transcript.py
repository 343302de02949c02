"""What a chunk is written down as, and whether that can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rehearse.analysis.words import split_word
from rehearse.audio.chunks import Chunk
from rehearse.model.heard import Hesitation, Span, Word
from rehearse.transcription.edges import Edges
from rehearse.transcription.voices import Piece

LANGUAGE = "en"
"""What an answer is taken for unless it is surely in another language."""

MOST_COMPRESSIBLE = 2.4
"""A text that compresses better than this repeats itself: Whisper's own mark of a loop."""

LEAST_LOGPROB = -1.0
MOST_NO_SPEECH = 0.6
"""Both Whisper's own marks: an unlikely text is a wrong one, and where it hears no speech it is none."""

MOST_SPEECH_S = 3.0
"""Of one word: the prompt can cost a whole sentence, of which one word then remains."""


class NotWantedError(Exception):
    """A draft was given up."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What there is of a chunk before its words: the encoder's states of it, of shape (frames, states), the
    voices in it, and the hesitations and edges of words; these are None where no network fits the model.
    """

    chunk: Chunk
    states: Any
    pieces: list[Piece]
    hesitations: list[Hesitation] | None
    edges: Edges | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A chunk written down before it is known that it is complete."""

    encoded: Encoded
    language: str
    written: Written

    @property
    def tokens(self) -> Sequence[int]:
        tokens: Sequence[int] = self.written.result.tokens
        return tokens

    def begins(self, chunk: Chunk) -> bool:
        """Whether it is of the beginning of a chunk, or of all of it."""
        return self.encoded.chunk.span.start_s == chunk.span.start_s

    def holds(self, chunk: Chunk) -> bool:
        """Whether it is of all of a chunk."""
        return self.encoded.chunk.is_same(chunk)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said; `hesitations`, and `speech`, where somebody speaks, are None where no network fits the
    model. `language` as two letters, `model` as the user calls it. `english` is how likely all of it is
    English, None where that was not asked; `others` is as in `Heard`.
    """

    words: list[Word]
    hesitations: list[Hesitation] | None
    language: str
    model: str
    english: float | None = None
    others: tuple[Span, ...] | None = None
    speech: list[Span] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What Whisper's rules say of a chunk, and for each token where it listened, how sure it was, and how
    probable a hesitation was in its place; how likely the chunk is English, None for a model of one language.
    """

    result: Any
    attention: Any
    probabilities: Sequence[float]
    hesitating: Sequence[float]
    english: float | None

    @property
    def logprob(self) -> float:
        return float(self.result.avg_logprob)

    @property
    def is_out_of_nothing(self) -> bool:
        """Whether the words are a loop, or an unlikely text where Whisper hears no speech."""
        loops = self.result.compression_ratio > MOST_COMPRESSIBLE
        unheard = self.result.no_speech_prob > MOST_NO_SPEECH and self.logprob < LEAST_LOGPROB
        return bool(loops or unheard)

    @property
    def is_likely(self) -> bool:
        return not self.is_out_of_nothing and self.logprob >= LEAST_LOGPROB


def joined(pieces: Sequence[Word]) -> list[Word]:
    """Words as they stand in a text: what Whisper wrote without a space belongs to the word before.

    Unless a filler is fused with it ("um,like"): that is two words.
    """
    words: list[Word] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if words and piece.span and words[-1].span and _belongs(piece.text, to=words[-1].text):
            # Punctuation has no sound, so it does not lengthen the word it hangs on.
            end_s = piece.span.end_s if any(map(str.isalnum, piece.text)) else words[-1].span.end_s
            words[-1] = replace(
                words[-1], text=words[-1].text + piece.text, span=Span(words[-1].span.start_s, end_s)
            )
        else:
            words.append(replace(piece, text=piece.text.strip()))
    return words


def _belongs(piece: str, *, to: str) -> bool:
    return not piece.startswith(" ") and len(split_word(to + piece)) == len(split_word(to))


def swallows(words: Sequence[Word], speech: Sequence[Span]) -> bool:
    """Whether one word stands where so much is spoken that others must have been left out."""
    return any(
        sum(word.span.overlap_s(stretch) for stretch in speech) > MOST_SPEECH_S for word in words if word.span
    )
