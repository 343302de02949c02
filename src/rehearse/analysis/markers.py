"""Discourse markers, judged in context: "like" in "it was, like, ten people", not in "I like it".

Finds the words of each marker and asks its rules (marker_rules.py) about the place where they stand: the
sentence and its punctuation, so that written answers are judged too. Where there are times, a hesitation
beside a doubtful marker makes it a likely one. English is assumed.

"Likely" is what speaks for a filler and has nothing against it; "possible" is what only the
meaning could tell, such as "So" that may begin a consequence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rehearse.analysis.marker_rules import OPENINGS, REACH, RULES, Place
from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.words import Token, silences, tokens
from rehearse.model.heard import Heard, Span
from rehearse.model.report import DiscourseMarker, Likelihood

STARTS_WITHIN = 2
"""Words of a reply ("Good question.") after which an answer still starts."""
HESITATION_FROM_S = 0.25
CROWD_COUNT, CROWD_S, CROWD_WORDS = 3, 15.0, 40
"""So many of one marker within so many seconds, or words where there are no times, vouch for each other."""


def markers(heard: Heard) -> tuple[DiscourseMarker, ...]:
    """The discourse markers of an answer, in order; `text` is in lower case, without punctuation.

    Filled pauses within and beside them are stepped over ("you, um, know"). A doubtful one becomes
    likely where the speaker hesitates beside it, or uses it three times within 15 s.

    >>> from rehearse.model.heard import Word
    >>> heard = Heard(words=tuple(Word(text) for text in "I like it, and it took like a week.".split()))
    >>> [(marker.text, marker.first, marker.likelihood) for marker in markers(heard)]
    [('like', 6, 'likely')]
    """
    silent = {before for _, before in silences(heard, at_least_s=HESITATION_FROM_S)}
    found = [
        marker
        for first, count in sentence_ranges(heard)
        for marker in _judged(heard, tokens(heard.words[first : first + count], first=first), silent)
    ]
    return tuple(
        replace(marker, likelihood="likely") if _is_crowded(marker, found) else marker for marker in found
    )


def _judged(heard: Heard, sentence: Sequence[Token], silent: Collection[int]) -> Iterator[DiscourseMarker]:
    """The markers of one sentence; `silent` are the words that follow a silence."""
    position = 0
    while position < len(sentence):
        for phrase, rules in RULES.items():
            end = position + len(phrase)
            if tuple(token.text for token in sentence[position:end]) != phrase:
                continue
            place = _place(sentence, position, end, silent)
            likelihood = next((said for holds, said in rules if holds(place)), None)
            if likelihood:
                yield _marker(heard, sentence[position:end], likelihood if not place.hesitant else "likely")
                position = end - 1
                break
        position += 1


def _place(sentence: Sequence[Token], first: int, end: int, silent: Collection[int]) -> Place:
    earlier = tuple(token.text for token in sentence[:first])
    later = tuple(token.text for token in sentence[end:])
    nowhere = ("",) * REACH
    pause = next((n for n, token in enumerate(sentence[end:], start=1) if token.mark), len(later))
    following = sentence[end] if end < len(sentence) else None
    before = sentence[first].hesitant or sentence[first].index in silent
    after = following is not None and (following.hesitant or following.index in silent)
    return Place(
        before=(*reversed(earlier), *nowhere),
        after=(*later, *nowhere),
        until_mark=(*later, "")[: pause + 1],
        comma_before=first == 0 or bool(sentence[first - 1].mark),
        comma_after=following is None or bool(sentence[end - 1].mark),
        opens=all(word in OPENINGS for word in earlier),
        closes=following is None,
        question="?" in sentence[-1].mark,
        starts=sentence[first].index <= STARTS_WITHIN,
        hesitant=before or after,
        isolated=before and after,
    )


def _marker(heard: Heard, words: Sequence[Token], likelihood: Likelihood) -> DiscourseMarker:
    first, last = words[0].index, words[-1].index
    start, end = heard.words[first].span, heard.words[last].span
    return DiscourseMarker(
        text=" ".join(token.text for token in words),
        span=Span(start.start_s, end.end_s) if start and end else None,
        likelihood=likelihood,
        first=first,
        count=last - first + 1,
    )


def _is_crowded(marker: DiscourseMarker, found: Sequence[DiscourseMarker]) -> bool:
    """Whether the speaker leans on it: three of one marker close together, this one among them."""
    same = [other for other in found if other.text == marker.text]
    for run in zip(*(same[skip:] for skip in range(CROWD_COUNT)), strict=False):
        first, last = run[0], run[-1]
        if first.span and last.span:
            close = last.span.end_s - first.span.start_s <= CROWD_S
        else:
            close = last.first - first.first <= CROWD_WORDS
        if close and marker in run:
            return True
    return False
