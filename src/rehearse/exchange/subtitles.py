"""Subtitles: what was said in pieces that can be read at once. Pure.

The pieces keep to what subtitlers agree on: two lines of 42 letters, a second to seven on the screen, broken
where a sentence or a clause ends or where the speaker stops, and never so that one word is left over. Which
breaks are best is found for all of a stretch together, as a typesetter breaks the lines of a paragraph (Knuth
& Plass 1981).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rehearse.analysis.marker_words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from rehearse.analysis.words import normal
from rehearse.exchange.said import said
from rehearse.model.bands import LONG_FROM_S
from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.words.text import plain

LINE_LETTERS = 42
CUE_LETTERS = 2 * LINE_LETTERS
LONGEST_S = 7.0
SHORTEST_S = 1.0
PAUSE_S = LONG_FROM_S
"""Over such a pause no cue goes on."""
BREATH_S = 0.3
"""Where somebody stops so long, a phrase has ended."""

# What breaks and cues cost: what reads better is cheaper.
ALONE = 1000.0
EACH_CUE = 1.0
EMPTY = 2.0
"""For a cue with no letter; fuller ones cost less by the square, so that cues become alike."""
TOO_SHORT = 4.0
"""For each second that is missing to the shortest."""
OVER_SENTENCE_END = 4.0
OVER_PAUSE = 2.0
"""For each second of a pause that lies inside a cue."""
AT_SENTENCE_END, AT_CLAUSE_END, AT_CONJUNCTION, ANYWHERE, AFTER_OPENING = 0.0, 1.0, 1.5, 3.0, 5.0

_OPENING = DETERMINERS | PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words to be read together, in one line or two, and when they are shown."""

    span: Span
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word with its time, and whether its sentence ends with it."""

    text: str
    start_s: float
    end_s: float
    ends_sentence: bool


def cues(report: Report) -> list[Cue]:
    """All that was said, each word once and in order; a cue begins when the one before has ended."""
    chunks = [chunk for run in _runs(list(_pieces(report))) for chunk in _best_chunks(run)]
    starts = [chunk[0].start_s for chunk in chunks[1:]]
    last_s = max(report.heard.duration_s or 0.0, chunks[-1][-1].end_s if chunks else 0.0)
    found: list[Cue] = []
    now_s = 0.0
    for chunk, next_s in zip(chunks, [*starts, last_s], strict=False):
        start_s = round(max(now_s, chunk[0].start_s), 3)
        read_s = min(start_s + SHORTEST_S, next_s)
        # A thousandth at least: a cue without any time is not shown.
        end_s = round(max(chunk[-1].end_s, read_s, start_s + 0.001), 3)
        found.append(Cue(Span(start_s, end_s), "\n".join(_lines(chunk)), len(chunk)))
        now_s = end_s
    return found


def _pieces(report: Report) -> Iterator[_Piece]:
    """What was said, as far as it can be read; times never go back."""
    ends = {sentence.end - 1 for sentence in report.sentences}
    now_s = 0.0
    for one in said(report):
        text = " ".join(plain(one.text).split())
        start_s = max(now_s, one.span.start_s) if one.span else now_s
        now_s = max(start_s, one.span.end_s) if one.span else now_s
        if text:
            yield _Piece(text, start_s, now_s, one.is_word and one.index in ends)


def _runs(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """The words between long pauses."""
    ends = [at for at, (one, other) in enumerate(pairwise(pieces), start=1) if _gap_s(one, other) >= PAUSE_S]
    for start, end in pairwise([0, *ends, len(pieces)]):
        yield pieces[start:end]


def _best_chunks(run: Sequence[_Piece]) -> list[Sequence[_Piece]]:
    """The words of a run in chunks, so that all breaks together cost least."""
    costs = [0.0]
    earlier = [0]
    for end in range(1, len(run) + 1):
        cost, before = min(
            (costs[start] + _cost(run, start, end), -start) for start in _possible_starts(run, end)
        )
        costs.append(cost)
        earlier.append(-before)
    chunks = []
    end = len(run)
    while end:
        chunks.append(run[earlier[end] : end])
        end = earlier[end]
    return chunks[::-1]


def _possible_starts(run: Sequence[_Piece], end: int) -> Iterator[int]:
    """Where a chunk may begin that ends before `end`: one word always may, more within the limits."""
    yield end - 1
    for start in range(end - 2, -1, -1):
        if not _fits(run[start:end]):
            return
        yield start


def _fits(chunk: Sequence[_Piece]) -> bool:
    """Whether several words can be read at once."""
    if chunk[-1].end_s - chunk[0].start_s > LONGEST_S or _letters(chunk) > CUE_LETTERS:
        return False
    return _letters(chunk) <= LINE_LETTERS or any(True for _ in _breaks(chunk))


def _cost(run: Sequence[_Piece], start: int, end: int) -> float:
    """What a chunk costs, with the break behind it."""
    chunk = run[start:end]
    cost = EACH_CUE + EMPTY * (1 - min(1.0, _letters(chunk) / CUE_LETTERS)) ** 2
    if len(chunk) == 1 and len(run) > 1:
        cost += ALONE
    for one, other in pairwise(chunk):
        cost += OVER_SENTENCE_END if one.ends_sentence else 0.0
        cost += OVER_PAUSE * _gap_s(one, other) if _gap_s(one, other) >= BREATH_S else 0.0
    if end < len(run):
        shown_s = run[end].start_s - chunk[0].start_s
        cost += _break_cost(chunk[-1], run[end]) + TOO_SHORT * max(0.0, SHORTEST_S - shown_s)
    return cost


def _break_cost(before: _Piece, after: _Piece) -> float:
    """What it costs to break between two words."""
    if before.ends_sentence:
        return AT_SENTENCE_END
    if before.text.endswith((",", ";", ":", "–", "—", "…")) or _gap_s(before, after) >= BREATH_S:
        return AT_CLAUSE_END
    if normal(before.text) in _OPENING:
        return AFTER_OPENING
    return AT_CONJUNCTION if normal(after.text) in CONJUNCTIONS else ANYWHERE


def _lines(chunk: Sequence[_Piece]) -> list[str]:
    """One line where that is enough or all there is; else two, broken where it reads best."""
    if _letters(chunk) <= LINE_LETTERS or len(chunk) == 1:
        return [_text(chunk)]
    at = min(_breaks(chunk), key=lambda at: _line_cost(chunk, at))
    return [_text(chunk[:at]), _text(chunk[at:])]


def _breaks(chunk: Sequence[_Piece]) -> Iterator[int]:
    """Where a chunk can be broken into two lines."""
    for at in range(1, len(chunk)):
        if _letters(chunk[:at]) <= LINE_LETTERS and _letters(chunk[at:]) <= LINE_LETTERS:
            yield at


def _line_cost(chunk: Sequence[_Piece], at: int) -> float:
    uneven = abs(_letters(chunk[:at]) - _letters(chunk[at:])) / LINE_LETTERS
    return _break_cost(chunk[at - 1], chunk[at]) + ANYWHERE * uneven


def _text(chunk: Sequence[_Piece]) -> str:
    return " ".join(piece.text for piece in chunk)


def _letters(chunk: Sequence[_Piece]) -> int:
    return sum(len(piece.text) + 1 for piece in chunk) - 1


def _gap_s(before: _Piece, after: _Piece) -> float:
    return after.start_s - before.end_s


# The two formats


def webvtt(report: Report) -> str:
    """All that was said, as WebVTT."""
    return as_webvtt(cues(report))


def as_webvtt(shown: Iterable[Cue]) -> str:
    """WebVTT, which has escapes for what would steer a player."""
    blocks = [f"{_times(cue, '.')}\n{html.escape(cue.text, quote=False)}" for cue in shown]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def subrip(report: Report) -> str:
    """SubRip, which has no escapes: what would steer a player is written in wide letters."""
    return "\n".join(
        f"{number}\n{_times(cue, ',')}\n{_wide(cue.text)}\n"
        for number, cue in enumerate(cues(report), start=1)
    )


_STEERING = re.compile(r"[<>{}\\]|&(?=#?\w+;)")
"""Tags as in HTML, `{\\an8}` and `\\N` of Advanced SubStation, `{y:i}` of MicroDVD, entities: each is read by
some player, and by most."""
_TO_WIDE = 0xFEE0
"""From an ASCII character to its wide form, which looks the same and means nothing to a player."""


def _wide(text: str) -> str:
    """
    >>> _wide("<b> R&D &lt;")
    '＜b＞ R&D ＆lt;'
    """
    return _STEERING.sub(lambda sign: chr(ord(sign.group()) + _TO_WIDE), text)


def _times(cue: Cue, point: str) -> str:
    return f"{_timestamp(cue.span.start_s, point)} --> {_timestamp(cue.span.end_s, point)}"


def _timestamp(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"
