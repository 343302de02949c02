"""Fillers in words: filled pauses (um/uh), discourse markers (filler words), phrases of one's own. Pure.

First what it means, then the numbers. Zero is not praised.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rehearse.analysis.marker_words import CONJUNCTIONS, SUBJECTS
from rehearse.analysis.rates import poisson_interval
from rehearse.analysis.struck import Struck, struck
from rehearse.analysis.summary import word_count
from rehearse.analysis.words import as_said, normal
from rehearse.model.bands import FILLED_PAUSES, TOO_MANY, Band
from rehearse.model.heard import Strictness
from rehearse.model.report import (
    Cluster,
    DiscourseMarker,
    FilledPause,
    Fillers,
    MarkerKind,
    Report,
)
from rehearse.words.text import (
    LONGEST_NAME,
    MOST_LINES,
    MOST_TIMES,
    TOO_FEW_WORDS,
    and_more,
    at_times,
    clock,
    listed,
    many,
    plain,
)
from rehearse.words.text import often as often_said
from rehearse.words.unheard import unheard_line

USUAL: dict[Band, str] = {
    "good": "few",
    "ordinary": "about what people have in conversation",
    "often": "more than people have in conversation",
    "distracting": "so many that they distract",
}
"""What the bands of filled pauses mean to who just spoke."""
RANGES = "Range in brackets: 95 % confidence interval. Short answers give wide ranges."


def legend(report: Report) -> list[str]:
    """What the marks in the text mean, those that are there."""
    fillers = report.fillers
    kinds = (
        ("[1 um] um or uh", bool(fillers.filled_pauses)),
        ("{like} filler word", any(marker.likelihood == "likely" for marker in fillers.marked)),
        ("{so?} possibly a filler", any(marker.likelihood == "possible" for marker in fillers.marked)),
        ("*words* your phrase", bool(fillers.own_phrases)),
        ("<the> said twice", bool(fillers.twice)),
    )
    return [kind for kind, is_there in kinds if is_there]


def excerpts(report: Report, *, shown: int, holding: int, take: int | None) -> str:
    """Which sentences of a long text are shown, of how many that hold fillers, and how to see them all."""
    show = f"`rehearse show {take} --full`" if take else "--full"
    words = f"{len(report.heard.words):,} words"
    if not shown:
        return f"No sentence has a filler. {show} shows all {words}."
    if shown < holding:
        return f"{shown} of {holding} sentences with fillers. {show} shows all {words}."
    return f"All sentences with fillers. {show} shows all {words}."


def no_such_filler(report: Report, *, take: int) -> str:
    """What to say where somebody wants to hear a filled pause that a take does not have."""
    count = len(report.fillers.filled_pauses)
    if not report.fillers.judged:
        return f"Take {take}: {unheard_line(report)}"
    if not count:
        return f"Take {take} has no um/uh. `rehearse play {take}` plays all of it."
    which = "number 1" if count == 1 else f"a number from 1 to {count}"
    return f"Take {take} has {count} um/uh. Choose {which}."


def no_such_marker(report: Report, asked: str, *, take: int) -> str:
    """What to say where somebody wants to hear a marker, or words of their own, that a take does not have."""
    if not report.fillers.judged:
        return no_such_filler(report, take=take)
    fillers = report.fillers
    texts = [*(marker.text for marker in fillers.marked), *(own.text for own in fillers.own_phrases)]
    named = [f'"{plain(text)}" {count}' for text, count in Counter(texts).most_common()]
    there_are = f"It has {', '.join(named)}." if named else "It has no filler words at all."
    return f'Take {take} has no filler word "{plain(asked)[:LONGEST_NAME]}". {there_are}'


def filled_pauses(report: Report, *, take: int | None = None) -> list[str]:
    """The count with its band, its rate with interval, when each was said, what found it, how to hear it.

    `take` is the number that the answer is kept under.
    """
    fillers = report.fillers
    count = len(fillers.filled_pauses)
    spoken = report.heard.is_spoken
    by_you = corrections(report)
    if not count:
        if not fillers.judged:
            return []
        return ["none found", *by_you] if spoken else []
    if fillers.per_100_words is None or fillers.interval_95 is None:
        lines = [f"{count}, {TOO_FEW_WORDS}", *by_you]
    else:
        lines = [
            f"{count}{_comment(fillers) if spoken else ''}",
            *by_you,
            _rate(fillers.per_100_words, fillers.interval_95, fillers.per_minute),
            RANGES,
        ]
    if not spoken:
        return lines
    sources = _sources(fillers.filled_pauses, listened=report.heard.hesitations is not None)
    again = [f"`rehearse play {take} --filler 1` plays the first, --fillers all of them."] if take else []
    return [
        *lines,
        at_times(pause.span for pause in fillers.filled_pauses).strip(),
        *([sources] if sources else []),
        *again,
    ]


def corrections(report: Report) -> list[str]:
    """`You corrected this count: 2 added, 1 taken out.` And whether earlier corrections were learned from."""
    said = report.heard.corrections
    added = sum(one.is_one for one in said)
    parts = ((added, "added"), (len(said) - added, "taken out"))
    named = ", ".join(f"{count} {what}" for count, what in parts if count)
    lines = [f"You corrected this count: {named}."] if named else []
    if report.heard.strictness != Strictness():
        lines.append("Judged as your corrections of earlier takes taught: `rehearse config learning`.")
    return lines


def discourse_markers(report: Report, *, take: int | None = None) -> list[str]:
    """The likely ones with their rate, possible ones apart, the one used most by name; no target, since no
    study has one. `take` is the number that the answer is kept under.
    """
    markers = report.fillers.markers
    if not markers:
        return []
    top = report.fillers.top
    named = [marker for marker in markers if top and marker.text.casefold() == top.casefold()]
    likely = sum(marker.likelihood == "likely" for marker in markers)
    possible = len(markers) - likely
    lines = [f"{likely} likely{_rate_of(likely, report)}"] if likely else []
    if possible:
        lines.append(f"{possible} {'more ' if likely else ''}possible")
    if top and len(named) < len(markers) and len(named) == 1:
        lines.append(f"none more than once{at_times(marker.span for marker in markers)}")
    elif top and named:
        often = "most often " if len(named) < len(markers) else ""
        lines.append(
            f'{often}"{plain(top)}": {_likelihoods(named)}{at_times(marker.span for marker in named)}'
        )
    if take and top:
        lines.append(f'`rehearse play {take} --marker "{plain(top)}"` plays them.')
    return [*lines, "No researched target; compare with your earlier takes."]


_OF_KIND: tuple[tuple[MarkerKind, str], ...] = (
    ("hedge", "sounding less sure"),
    ("crutch word", "adding nothing"),
    ("vague ending", "trailing off"),
)
MOST_NAMED = 6


def hedges(report: Report) -> list[str]:
    """The likely hedges, crutch words and vague endings, each kind in a line, by how often they came."""
    lines = []
    for kind, does in _OF_KIND:
        texts = Counter(
            one.text for one in report.fillers.hedges if one.kind == kind and one.likelihood == "likely"
        )
        if texts:
            lines.append(f"{sum(texts.values())} {does}: {_named(texts)}")
    return lines


def repeats(report: Report) -> list[str]:
    """What was said twice, with its rate beside that of conversation, and what may have been begun anew."""
    twice = report.fillers.twice
    anew = [one for one in report.fillers.repeats if one.kind == "restart"]
    lines = []
    if twice:
        words = word_count(report)
        rate = f", {100 * len(twice) / words:.1f} per 100 words; about 1.5 in conversation" if words else ""
        lines.append(f"{many(len(twice), 'time')}{rate}")
        lines.append(_named(Counter(one.text.lower() for one in twice)))
    if anew:
        lines.append(f"possible restarts: {listed([_quote(one.text) for one in anew[:MOST_NAMED]])}")
    return lines


def often(report: Report) -> list[str]:
    """The turn of phrase that was said most, and how to have it counted from now on."""
    if report.fillers.often is None:
        return []
    text, count = report.fillers.often
    return [
        f"You said {_quote(text)} {count} times. "
        f'To count it from now on: `rehearse config phrases add "{plain(text)}"`.'
    ]


def without_them(report: Report) -> list[str]:
    """The sentence that could lose most words, as it was said, and the user's own words without those."""
    found = struck(report)
    if found is None:
        return []
    words = report.heard.words
    said = " ".join(plain(words[index].text) for index in found.sentence.indexes)
    return [f'"{said}"', f'better: "{_without(report, found)}"']


def _without(report: Report, found: Struck) -> str:
    """What is left, with a capital where it begins, and a comma only where one is still needed."""
    kept: list[str] = []
    gone = ""
    words = report.heard.words
    for index in found.sentence.indexes:
        text = plain(words[index].text)
        if index in found.gone:
            gone = text
            continue
        if kept and gone:
            kept[-1] = _joined(kept[-1], gone, text)
        kept.append(text)
        gone = ""
    end = _END.search(gone)
    kept[0] = kept[0][:1].upper() + kept[0][1:]
    kept[-1] = kept[-1].rstrip(",;") + (end.group() if end else "")
    return " ".join(kept)


def _joined(before: str, gone: str, after: str) -> str:
    """The word before what is gone, with its comma where a clause begins or a list goes on after it."""
    ended, began = before.endswith((",", ";")), gone.endswith((",", ";"))
    bare = before.rstrip(",;")
    goes_on = normal(after) in SUBJECTS | CONJUNCTIONS and normal(before) not in CONJUNCTIONS
    listed_on = began and not ended and normal(gone) in _LAST_OF_ENDINGS
    return f"{bare}," if (ended and not began) or (ended and began and goes_on) or listed_on else bare


_END = re.compile(r"[.?!…]+$")
_LAST_OF_ENDINGS = frozenset(
    ("on", "stuff", "that", "things", "everything", "whatever", "something", "forth")
)
"""How vague endings end."""


def _quote(text: str) -> str:
    return f'"{plain(as_said(text))}"'


def _named(texts: Counter[str]) -> str:
    """`"just" 3, "honestly" and "maybe"`: the most frequent first."""
    named = [
        f"{_quote(text)}{f' {count}' if count > 1 else ''}" for text, count in texts.most_common(MOST_NAMED)
    ]
    more = [f"{len(texts) - MOST_NAMED} more"] if len(texts) > MOST_NAMED else []
    return listed([*named, *more])


def own_phrases(report: Report) -> list[str]:
    """Each of the user's own phrases with its count and rate, and which were not said."""
    fillers = report.fillers
    counts = Counter(own.text for own in fillers.own_phrases)
    lines = [_own_phrase(report, phrase, count) for phrase, count in counts.most_common()]
    unsaid = [f'"{plain(phrase)}"' for phrase in fillers.phrases if phrase not in counts]
    return [*lines, f"not found: {listed(unsaid)}"] if unsaid else lines


def _own_phrase(report: Report, phrase: str, count: int) -> str:
    words = word_count(report)
    rate = f", {100 * count / words:.1f} per 100 words" if words else ""
    times = at_times(own.span for own in report.fillers.own_phrases if own.text == phrase)
    return f'"{plain(phrase)}" {often_said(count)}{rate}{"," if times else ""}{times}'


def clusters(report: Report) -> list[str]:
    """Each run of one filler close together, with where it starts; of many those with most."""
    found = report.fillers.clusters if report.heard.is_spoken else ()
    most = sorted(found, key=lambda cluster: -cluster.count)[:MOST_LINES]
    lines = [
        f'"{plain(cluster.text)}" {cluster.count} times within {cluster.span.duration_s:.0f} s, from '
        f"{clock(cluster.span.start_s)} on{_numbers_within(report.fillers, cluster)}"
        for cluster in found
        if cluster in most
    ]
    return lines + and_more(len(found) - len(most))


def _comment(fillers: Fillers) -> str:
    """What the band means, and a reservation where the interval reaches down into what is ordinary."""
    assert fillers.band and fillers.interval_95
    unsure = fillers.band in TOO_MANY and FILLED_PAUSES.band(fillers.interval_95[0]) not in TOO_MANY
    return f", {USUAL[fillers.band]}{'; see if your next takes agree' if unsure else ''}"


def _rate(per_100_words: float, interval_95: tuple[float, float], per_minute: float | None) -> str:
    low, high = interval_95
    by_time = "" if per_minute is None else f", {per_minute:.1f} a minute"
    return f"{per_100_words:.1f} per 100 words ({low:.1f} to {high:.1f}){by_time}"


def _rate_of(count: int, report: Report) -> str:
    """`: 2.7 per 100 words (1.0 to 6.0), 4.8 a minute`; empty where there are no words."""
    words = word_count(report)
    minutes = sum(span.duration_s for span in report.heard.speech) / 60
    if not words:
        return ""
    low, high = poisson_interval(count)
    interval_95 = (100 * low / words, 100 * high / words)
    return f": {_rate(100 * count / words, interval_95, count / minutes if minutes else None)}"


def _sources(pauses: Sequence[FilledPause], *, listened: bool) -> str:
    """In what they were found, those that only the audio has by their numbers; empty where all were added."""
    counts = Counter(pause.source for pause in pauses if pause.source != "user")
    found = counts.total()
    if not found:
        return ""
    if not listened:
        return "found in the transcript; the audio was not searched"
    only_heard = [number for number, pause in enumerate(pauses, start=1) if pause.source == "audio"]
    if counts["transcript"] == found:
        return "found in the transcript"
    parts = (
        (counts["both"], "in both the transcript and the audio"),
        (counts["transcript"], "only in the transcript"),
        (len(only_heard), "only in the audio"),
    )
    first, *rest = [f"{count} {place}" for count, place in parts if count]
    said = ", ".join([first.replace(" ", " found ", 1), *rest])
    if len(only_heard) in (0, found):
        return said
    return f"{said}: number{'s' if len(only_heard) > 1 else ''} {_numbers(only_heard)}"


def _numbers_within(fillers: Fillers, cluster: Cluster) -> str:
    """`, numbers 4 to 6`: those of the filled pauses that a cluster is made of."""
    numbers = [
        number
        for number, pause in enumerate(fillers.filled_pauses, start=1)
        if pause.text == cluster.text
        and pause.span
        and pause.span.overlap_s(cluster.span) == pause.span.duration_s
    ]
    return f", numbers {_numbers(numbers)}" if numbers else ""


def _numbers(numbers: Sequence[int]) -> str:
    """`3, 5 and 9`, or `4 to 6` where each follows the last."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    shown = [str(number) for number in numbers[:MOST_TIMES]]
    more = [f"{len(numbers) - MOST_TIMES} more"] if len(numbers) > MOST_TIMES else []
    return listed([*shown, *more])


def _likelihoods(markers: Sequence[DiscourseMarker]) -> str:
    counts = Counter(marker.likelihood for marker in markers)
    return ", ".join(f"{counts[kind]} {kind}" for kind in ("likely", "possible") if counts[kind])
