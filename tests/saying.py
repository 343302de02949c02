"""Turns a line of text into what would have been heard of it, with known times.

    say("So [um] I, you know, fixed it. (2.5) It held.")

- Every word lasts `60 / wpm` seconds, and the next begins where it ends.
- `[um]` is a filled pause: a word of the transcript that lasts as long as such sounds do
  (0.3 s, 0.45 s where it ends in m), so that it does not disturb the pace of the words.
  Punctuation may follow: `[um],`.
- `(2.5)` is a silence of 2.5 s. It ends a stretch of speech; the next word begins a new one.
- `<um>` is a sound that the transcript missed: speech goes on for as long, no word stands there.
- Discourse markers have no notation: `you know,` is two words.

The answer starts after `start_s` seconds of silence and ends with `tail_s` of it. So at the usual
150 words a minute each word lasts 0.4 s, and `say("I fixed it.")` is heard from 0.5 s to 1.7 s.

Knows nothing of what the words mean: it finds no fillers and no sentences.
"""

from __future__ import annotations

import re

from rehearse.analysis.words import split_words
from rehearse.model.heard import Heard, Span, Word

PROBABILITY = 0.9
"""Given to every word."""

_SILENCE = re.compile(r"\((\d+(?:\.\d+)?)\)")
_FILLED_PAUSE = re.compile(r"\[(\w+)\]([.,?!]*)")
_MISSED = re.compile(r"<(\w+)>")


def say(
    text: str, *, wpm: float = 150, start_s: float = 0.5, tail_s: float = 0.5, engine: str = "openai-whisper"
) -> Heard:
    """`text` in the notation above as a spoken answer, times in seconds, rounded to 1 ms."""
    words: list[Word] = []
    speech: list[Span] = []
    now = start_s
    joined = False
    for piece in text.split():
        if silence := _SILENCE.fullmatch(piece):
            now = round(now + float(silence[1]), 3)
            joined = False
            continue
        missed = _MISSED.fullmatch(piece)
        filled = _FILLED_PAUSE.fullmatch(piece)
        sound = missed or filled
        span = Span(now, round(now + (_sound_s(sound[1]) if sound else 60 / wpm), 3))
        if not missed:
            words.append(Word(filled[1] + filled[2] if filled else piece, span, PROBABILITY))
        if joined:
            speech[-1] = Span(speech[-1].start_s, span.end_s)
        else:
            speech.append(span)
        joined = True
        now = span.end_s
    return Heard(
        words=tuple(words),
        speech=tuple(speech),
        duration_s=round(now + tail_s, 3),
        engine=engine,
        model="base",
    )


def write(text: str) -> Heard:
    """`text` as a written answer: words without times; brackets have no meaning here."""
    return Heard(words=tuple(map(Word, split_words(text))))


def _sound_s(sound: str) -> float:
    return 0.45 if sound.endswith("m") else 0.3
