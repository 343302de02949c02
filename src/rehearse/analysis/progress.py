"""Whether practice moves anything: rates pooled over takes, day by day, and before against after.

Takes are pooled by their words, not averaged: an answer of 20 words does not weigh as much as one of 200.
This module reads no history, and never extrapolates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import partial
from math import log, sqrt
from statistics import NormalDist, median
from typing import Literal

from rehearse.analysis.rates import SIGNIFICANCE, exact_rate_test, poisson_interval, words_to_tell
from rehearse.model.kept import Summary, Take
from rehearse.model.report import LABELS, Label

MOST_WORDS = 20_000
"""Where more than this is missing on a side, some two hours of speech, the rates are too close to tell."""

RARE_PER_100 = 1.0
"""Below this many per 100 words it takes hours of speech to tell two rates apart."""
STEADY = 1.5
"""A rate that surely changed by less than this factor stayed as it was."""

FEWEST_TAKES = 5
"""With fewer nothing is said of a change, and none is drawn: one odd answer would make it."""
FEWEST_USES = 3
"""A marker said less often in all takes together is not followed by name."""
MOST_MARKERS = 8

Change = Literal["fewer", "more", "unclear"]


@dataclass(frozen=True, slots=True)
class Tally:
    """`events` counted among `words`, which are without filled pauses, in `takes` answers."""

    events: int
    words: int
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per 100 words, with the exact 95 % Poisson interval of that rate."""

    per_100_words: float
    interval_95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Day:
    """The takes of one local day, pooled.

    `filled_pauses` and `markers` are None on a day without words. The speech rate in words a minute, with the
    slowest and the fastest take, is None where it was not measured. `answer_s` is the median length of what
    may be a story. Of the `stories`, `parts` had each part of STAR, and `whole` had setup, action and result.
    """

    date: date
    take_ids: tuple[int, ...]
    tally: Tally
    filled_pauses: Rate | None
    markers: Rate | None
    speech_rate_wpm: float | None
    slowest_wpm: float | None
    fastest_wpm: float | None
    answer_s: float | None
    stories: int
    whole: int
    parts: Mapping[Label, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before against after: `p` of the exact test, and what it means as the end of a sentence.

    `p` is None where a side has no words. `words_missing` are the words before and after that are
    missing for an 80 % chance to see a difference of this size; None where there is no telling, or
    no need to. `dispersion` is how much more one's answers differ than counts do by chance (`dispersion`).
    """

    before: Tally
    after: Tally
    change: Change
    p: float | None
    words_missing: tuple[int, int] | None
    sentence: str
    dispersion: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """The first take of a question against the last, and how many there are."""

    prompt_id: str
    question: str
    takes: int
    first: tuple[Take, Summary]
    last: tuple[Take, Summary]
    filled_pauses: Comparison


@dataclass(frozen=True, slots=True)
class Progress:
    """All takes together: `before` is their earlier half, `after` the later one, each a number of takes.

    `takes` are these, the oldest first. The comparisons are None where there is only one take. `words` are
    the markers said most, by name; `questions` those answered more than once, the latest first. `left_out`
    takes are in other languages, and `written` ones have neither sounds nor a pace.
    """

    takes: tuple[tuple[Take, Summary], ...]
    days: tuple[Day, ...]
    before: int
    after: int
    filled_pauses: Comparison | None
    markers: Comparison | None
    words: Mapping[str, Comparison]
    questions: tuple[Question, ...]
    left_out: int
    written: int


def pooled(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one."""
    listed = tuple(tallies)
    return Tally(
        events=sum(tally.events for tally in listed),
        words=sum(tally.words for tally in listed),
        takes=sum(tally.takes for tally in listed),
    )


def dispersion(*groups: Sequence[Tally]) -> float:
    """How much more the answers of each group differ from its rate than counts do by chance: 1 or more.

    One answer is harder to tell than another, so that its ums come in plenty or not at all; taken for
    chance alone, that looks like a change in every fifth comparison. The variance over that of Poisson
    counts, by Pearson's statistic; counts and words are divided by it before they are tested (Rao & Scott
    1992, Biometrics 48).

    >>> dispersion([Tally(4, 100), Tally(4, 100)])
    1.0
    >>> dispersion([Tally(0, 100), Tally(8, 100)])
    8.0
    """
    squares, freedom = 0.0, 0
    for group in groups:
        whole = pooled(group)
        if not whole.events:
            continue
        expected = [whole.events * one.words / whole.words for one in group if one.words]
        counted = [one.events for one in group if one.words]
        squares += sum((seen - mean) ** 2 / mean for seen, mean in zip(counted, expected, strict=True))
        freedom += len(expected) - 1
    return max(1.0, squares / freedom) if freedom > 0 else 1.0


def pooled_rate(tallies: Iterable[Tally], *, dispersion: float = 1.0) -> Rate | None:
    """The rate over all tallies together, None where they hold no words; its interval is the wider, the more
    the answers differ.
    """
    tally = pooled(tallies)
    if tally.words == 0:
        return None
    low, high = poisson_interval(round(tally.events / dispersion))
    scale = 100 / tally.words
    return Rate(
        per_100_words=tally.events * scale,
        interval_95=(low * dispersion * scale, high * dispersion * scale),
    )


def filled_pauses_of(summary: Summary) -> Tally:
    """The filled pauses of one answer among its words."""
    return Tally(summary.filled_pauses, summary.words)


def markers_of(summary: Summary) -> Tally:
    """The likely discourse markers of one answer among its words."""
    return Tally(sum(summary.markers.values()), summary.words)


def progress_over(takes: Sequence[tuple[Take, Summary]], *, zone: tzinfo | None = None) -> Progress:
    """The progress over takes that come in order, the oldest first; written answers have no part in it.

    A day is a date in `zone`, by default in the machine's own time zone.
    """
    spoken = [(take, summary) for take, summary in takes if summary.answer_s is not None]
    judged = [(take, summary) for take, summary in spoken if summary.judged]
    half = len(judged) // 2
    before, after = ([summary for _, summary in part] for part in (judged[:half], judged[half:]))
    filled_pauses = _compared(filled_pauses_of, before, after) if half else None
    return Progress(
        takes=tuple(judged),
        days=by_day(judged, zone=zone),
        before=half,
        after=len(judged) - half,
        filled_pauses=filled_pauses,
        markers=_compared(markers_of, before, after) if half else None,
        words=_by_marker(before, after) if half else {},
        questions=_questions(judged, filled_pauses.dispersion if filled_pauses else 1.0),
        left_out=len(spoken) - len(judged),
        written=len(takes) - len(spoken),
    )


def by_day(takes: Iterable[tuple[Take, Summary]], *, zone: tzinfo | None = None) -> tuple[Day, ...]:
    """One value per day on which there were takes, the first day first; `zone` as in `progress_over`."""
    days: dict[date, list[tuple[Take, Summary]]] = {}
    for take, summary in takes:
        days.setdefault(take.recorded_at.astimezone(zone).date(), []).append((take, summary))
    return tuple(_day(day, days[day]) for day in sorted(days))


def is_steady(comparison: Comparison) -> bool:
    """Whether the rate surely stayed much as it was: that no change was seen does not say so yet.

    By the 95 % interval of the ratio of two rates, which must lie within `STEADY`. It needs so many events
    that the normal approximation of its logarithm is as good as exact.
    """
    before, after = comparison.before, comparison.after
    if not before.events or not after.events:
        return False
    variance = comparison.dispersion * (1 / before.events + 1 / after.events)
    spread = NormalDist().inv_cdf(1 - SIGNIFICANCE / 2) * sqrt(variance)
    return abs(log(_per_100(after) / _per_100(before))) + spread < log(STEADY)


def is_rare(comparison: Comparison) -> bool:
    """Whether what is counted is too rare to tell whether it changed."""
    both = pooled([comparison.before, comparison.after])
    return 100 * both.events < RARE_PER_100 * both.words


def speech_rate_wpm(summaries: Iterable[Summary]) -> float | None:
    """Words a minute over all these answers together, by their time; None where none was timed."""
    timed = [(one.words, one.pace_s) for one in summaries if one.pace_s]
    return 60 * sum(words for words, _ in timed) / sum(s for _, s in timed) if timed else None


def is_whole(summary: Summary) -> bool | None:
    """Whether a story has a setup, an action and a result; None where none was looked for.

    Situation and task are hard to tell apart, so that either is a setup.
    """
    if summary.parts is None:
        return None
    return {"action", "result"} <= summary.parts and bool({"situation", "task"} & summary.parts)


def first_and_last(answers: Sequence[tuple[Take, Summary]], dispersion: float = 1.0) -> Question:
    """The first take of a question against the last, of two or more in order; `dispersion` is that of all
    the speaker's answers, which two of them cannot show.
    """
    first, *_, last = answers
    prompt_id = last[0].prompt_id or ""
    return Question(
        prompt_id,
        last[0].question or prompt_id,
        len(answers),
        first,
        last,
        compare(filled_pauses_of(first[1]), filled_pauses_of(last[1]), dispersion=dispersion),
    )


def _compared(
    tally: Callable[[Summary], Tally],
    before: Sequence[Summary],
    after: Sequence[Summary],
    *,
    comparisons: int = 1,
) -> Comparison:
    """What each of some answers has, compared between two groups of them."""
    groups = [tally(one) for one in before], [tally(one) for one in after]
    return compare(*map(pooled, groups), comparisons=comparisons, dispersion=dispersion(*groups))


def _by_marker(before: Sequence[Summary], after: Sequence[Summary]) -> dict[str, Comparison]:
    """Each of the markers said most, before and after.

    Of many comparisons one in twenty shows a change by chance alone, so each must be the clearer.
    """
    uses: Counter[str] = Counter()
    for summary in (*before, *after):
        uses.update(summary.markers)
    followed = [text for text, count in uses.most_common(MOST_MARKERS) if count >= FEWEST_USES]
    return {
        text: _compared(partial(_uses, text), before, after, comparisons=len(followed)) for text in followed
    }


def _uses(text: str, summary: Summary) -> Tally:
    return Tally(summary.markers.get(text, 0), summary.words)


def _questions(takes: Sequence[tuple[Take, Summary]], dispersion: float) -> tuple[Question, ...]:
    asked: dict[str, list[tuple[Take, Summary]]] = {}
    for take, summary in takes:
        if take.prompt_id is not None:
            asked.setdefault(take.prompt_id, []).append((take, summary))
    again = [first_and_last(answers, dispersion) for answers in asked.values() if len(answers) > 1]
    return tuple(sorted(again, key=lambda one: one.last[0].recorded_at, reverse=True))


def compare(before: Tally, after: Tally, *, comparisons: int = 1, dispersion: float = 1.0) -> Comparison:
    """Whether the rate after differs from the rate before by more than chance would do.

    By the exact conditional test of two Poisson rates at the 5 % level, divided among so many `comparisons`
    that are shown together (Bonferroni), on counts and words divided by the `dispersion` of the answers.
    """
    if before.words == 0 or after.words == 0:
        return Comparison(before, after, "unclear", None, None, "too little speech to compare")
    counts = (before.events, before.words, after.events, after.words)
    events_before, words_before, events_after, words_after = (round(one / dispersion) for one in counts)
    p = exact_rate_test(events_before, max(1, words_before), events_after, max(1, words_after))
    significance = SIGNIFICANCE / comparisons
    if p < significance:
        change: Change = "fewer" if _per_100(after) < _per_100(before) else "more"
        return Comparison(before, after, change, p, None, f"{change}, by more than chance", dispersion)
    missing = _words_missing(before, after, significance, dispersion)
    unclear = Comparison(before, after, "unclear", p, missing, "no clear change", dispersion)
    return replace(unclear, sentence="too rare to tell") if is_rare(unclear) else unclear


def _day(day: date, takes: Sequence[tuple[Take, Summary]]) -> Day:
    summaries = [summary for _, summary in takes]
    rates = [60 * one.words / one.pace_s for one in summaries if one.pace_s]
    stories = [one.parts for one in summaries if one.parts is not None]
    tally = pooled(map(filled_pauses_of, summaries))
    return Day(
        date=day,
        take_ids=tuple(take.id for take, _ in takes),
        tally=tally,
        filled_pauses=pooled_rate([tally]),
        markers=pooled_rate(map(markers_of, summaries)),
        speech_rate_wpm=speech_rate_wpm(summaries),
        slowest_wpm=min(rates, default=None),
        fastest_wpm=max(rates, default=None),
        answer_s=median_length_s(summaries),
        stories=len(stories),
        whole=sum(map(bool, map(is_whole, summaries))),
        parts={label: sum(label in parts for parts in stories) for label in LABELS},
    )


def median_length_s(summaries: Iterable[Summary]) -> float | None:
    """The length in the middle of what may be stories: a question that one asks is no short answer."""
    lengths = [one.answer_s for one in summaries if one.answer_s is not None and one.parts is not None]
    return median(lengths) if lengths else None


def _words_missing(
    before: Tally, after: Tally, significance: float, dispersion: float
) -> tuple[int, int] | None:
    if _per_100(before) == _per_100(after):
        return None
    needed = words_to_tell(_per_100(before), _per_100(after), significance=significance)
    missing = tuple(max(0, round(needed * dispersion) - side.words) for side in (before, after))
    return None if max(missing) > MOST_WORDS else (missing[0], missing[1])


def _per_100(tally: Tally) -> float:
    return 100 * tally.events / tally.words
