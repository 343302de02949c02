"""Discourse markers, judged in context: "like" in "it was, like, ten people", not in "I like it".

Finds the words of each marker and asks its rules (marker_rules.py) about the place where they stand: the
sentence and its punctuation, so that written answers are judged too. Where there are times, a hesitation
beside a doubtful marker makes it a likely one. English is assumed.

"Likely" is what speaks for a filler and has nothing against it; "possible" is what only the
meaning could tell, such as "So" that may begin a consequence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rehearse.analysis import hedge_phrases
from rehearse.analysis.answer import Answer
from rehearse.analysis.marker_places import REACH, Place, Rule
from rehearse.analysis.marker_rules import RULES
from rehearse.analysis.marker_words import OPENINGS
from rehearse.analysis.words import Token
from rehearse.model.heard import Stretch, Word
from rehearse.model.report import DiscourseMarker, Likelihood, MarkerKind

STARTS_WITHIN = 2
"""Words of a reply ("Good question.") after which an answer still starts."""
HESITATION_FROM_S = 0.25
CROWD_COUNT, CROWD_S, CROWD_WORDS = 3, 15.0, 40
"""So many of one marker within so many seconds, or words where there are no times, vouch for each other."""


def markers(answer: Answer) -> tuple[DiscourseMarker, ...]:
    """The discourse markers of an answer, in order; `text` is in lower case, without punctuation.

    Filled pauses within and beside them are stepped over ("you, um, know"). A doubtful one becomes
    likely where the speaker hesitates beside it, or uses it three times within 15 s.

    >>> from rehearse.model.heard import Heard, Word
    >>> heard = Heard(words=tuple(Word(text) for text in "I like it, and it took like a week.".split()))
    >>> [(marker.text, marker.first, marker.likelihood) for marker in markers(Answer(heard))]
    [('like', 6, 'likely')]
    """
    silent = {before for gap, before in answer.silences if gap.duration_s >= HESITATION_FROM_S}
    found = [
        marker
        for sentence in answer.sentences
        for marker in _judged(answer.words, answer.tokens(sentence), silent)
    ]
    crowded = _crowded(found)
    return tuple(
        replace(marker, likelihood="likely") if marker.first in crowded else marker for marker in found
    )


def _judged(
    words: Sequence[Word], sentence: Sequence[Token], silent: Collection[int]
) -> Iterator[DiscourseMarker]:
    """The markers of one sentence; `silent` are the words that follow a silence."""
    position = 0
    while position < len(sentence):
        for phrase, kind, rules in _BY_FIRST_WORD.get(sentence[position].text, ()):
            end = position + len(phrase)
            if tuple(token.text for token in sentence[position:end]) != phrase:
                continue
            place = _place(words, sentence, position, end, silent)
            likelihood = next((said for holds, said in rules if holds(place)), None)
            if likelihood:
                sure: Likelihood = "likely" if place.hesitant else likelihood
                yield _marker(words, sentence[position:end], sure, kind)
                position = end - 1
                break
        position += 1


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], MarkerKind, tuple[Rule, ...]]]]:
    """The phrases with their kinds and rules, by their first word, the longest first."""
    every = [(phrase, kind, rules) for phrase, (kind, rules) in hedge_phrases.RULES.items()]
    every += [(phrase, "discourse marker", rules) for phrase, rules in RULES.items()]
    found: dict[str, list[tuple[tuple[str, ...], MarkerKind, tuple[Rule, ...]]]] = defaultdict(list)
    for phrase, kind, rules in sorted(every, key=lambda one: -len(one[0])):
        found[phrase[0]].append((phrase, kind, rules))
    return found


_BY_FIRST_WORD = _by_first_word()


def _place(
    words: Sequence[Word], sentence: Sequence[Token], first: int, end: int, silent: Collection[int]
) -> Place:
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
        unmarked=not any(token.mark for token in sentence),
        quoted=_is_quoted(words, sentence[0].index, sentence[first].index),
    )


def _is_quoted(words: Sequence[Word], start: int, index: int) -> bool:
    """Whether more quotations were opened than closed from word `start` up to this one."""
    before = "".join(words[place].text for place in range(start, index)) + words[index].text[:1]
    return before.count('"') % 2 == 1 or before.count("\u201c") > before.count("\u201d")


def _marker(
    words: Sequence[Word], said: Sequence[Token], likelihood: Likelihood, kind: MarkerKind
) -> DiscourseMarker:
    where = Stretch(said[0].index, said[-1].index - said[0].index + 1)
    return DiscourseMarker(
        text=" ".join(token.text for token in said),
        span=where.span_in(words),
        likelihood=likelihood,
        first=where.first,
        count=where.count,
        kind=kind,
    )


def _crowded(found: Sequence[DiscourseMarker]) -> set[int]:
    """The first words of those that the speaker leans on: three of one marker close together."""
    crowded: set[int] = set()
    same: dict[str, list[DiscourseMarker]] = defaultdict(list)
    for marker in found:
        run = same[marker.text] = [*same[marker.text], marker][-CROWD_COUNT:]
        if len(run) == CROWD_COUNT and _is_close(run[0], run[-1]):
            crowded.update(one.first for one in run)
    return crowded


def _is_close(first: DiscourseMarker, last: DiscourseMarker) -> bool:
    if first.span and last.span:
        return last.span.end_s - first.span.start_s <= CROWD_S
    return last.first - first.first <= CROWD_WORDS
