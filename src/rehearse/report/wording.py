"""What the numbers mean, in words: every band and every sentence about a number.

A band says nothing where the number is normal. Nothing is summed into a score, zero is not praised,
and a count of what was heard is "at least" that many. Pure: reads a report, gives plain strings
without marks, colour or line breaks, for whatever shows them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rehearse.analysis.length import LONG_ABOVE_S, SHORT_BELOW_S
from rehearse.analysis.pauses import DEAD_AIR_FROM_S, LONG_FROM_S, REPORTED_FROM_S
from rehearse.analysis.rates import poisson_interval
from rehearse.analysis.summary import word_count
from rehearse.model import (
    Cluster,
    Damage,
    DiscourseMarker,
    FilledPause,
    Fillers,
    Heard,
    Label,
    Length,
    Pace,
    PaceWindow,
    Pauses,
    Report,
    Section,
    Silence,
    Span,
    Star,
    StoryNote,
)
from rehearse.report.languages import LANGUAGES

Bands = tuple[tuple[float, str | None], ...]
"""Where each band begins, and what is said in it. The number is judged as it is shown, rounded."""

FILLED_PAUSE_BANDS: Bands = (
    (0.0, "good"),
    (2.1, "ordinary: conversation has about 2.6 to 3"),
    (3.4, "worth working on"),
    (8.1, "enough to be distracting"),
)
"""Filled pauses per 100 words, one decimal. Sources: Bortfeld 2001, Clark & Fox Tree 2002 (what is ordinary);
Laske & DiGennaro Reed 2024 (5 a minute did no harm, 12 did)."""

ADVICE_FROM = 3.4
"""From here the band is advice, and so needs an interval that stays above it."""

SPEECH_RATE_BANDS: Bands = (
    (0, "well under the usual 120 to 175"),
    (110, "a little under the usual 120 to 175"),
    (120, None),
    (176, "a little over the usual 120 to 175"),
    (191, "well over the usual 120 to 175"),
)
"""Whole words a minute, pauses included. US conversation centres at roughly 145 to 165."""

SUSTAINED_WPM = (110, 190)
"""A window of speech outside these is named, with its time."""

LENGTH_BANDS: Bands = (
    (0, "short: there is room for more of the story"),
    (SHORT_BELOW_S, None),
    (120, "past two minutes: see what the listener could do without"),
    (LONG_ABOVE_S + 1, "long: see which part the listener could do without"),
)
"""Whole seconds from the first sound to the last. Coaching convention, not research."""

LEAD_IN_NOTED_FROM_S = 5.0

QUOTED_WORDS = 14
"""Of a sentence that a note rests on."""

MOST_RARE = 10
"""Rare words that are listed."""
EXAMPLE_WORDS = 8
"""Of an example that are quoted."""

SHARE_BANDS: dict[str, tuple[float, float]] = {
    "setup": (0.15, 0.45),
    "action": (0.40, 0.70),
    "result": (0.10, 0.30),
}
"""Shares of the words that published answers and advice leave between them."""

SURENESS: Bands = ((0, "perhaps "), (60, "probably "), (80, ""), (95, "clearly "))
"""How sure it is that a part is there, in whole percent, where it was found."""

DOUBTFUL_FROM = 30
"""A part that was not found but comes this close, in whole percent, is "not clearly"."""

PARTS: tuple[tuple[str, tuple[Label, ...], str], ...] = (
    ("setup", ("situation", "task"), "where it was, and what was asked of you"),
    ("action", ("action",), "what you did"),
    ("result", ("result",), "what came of it"),
)

MOST_TIMES = 8
"""How many times of one kind are listed before "and N more"."""

LONGEST_NAME = 100
"""Characters of what was typed that are said again."""

DIRECTION_MARKS = (
    "\u061c\u200e\u200f"  # marks
    "\u202a\u202b\u202c\u202d\u202e"  # embeddings and overrides
    "\u2066\u2067\u2068\u2069"  # isolates
)
"""What Unicode calls Bidi_Control: unseen, they have the rest of a line read the other way round."""

MOST_LINES = 5
"""How many lines of one kind are printed before "and N more"."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the story in words: how sure it is, its share of the words, what is in it.

    `evidence` is the sentence that carries it best, None where none does, and `span` when it was said.
    """

    name: str
    verdict: str
    share: str | None = None
    detail: str | None = None
    evidence: str | None = None
    span: Span | None = None


def clock(seconds: float) -> str:
    """Seconds as a person reads a player: `0:07`, `1:32`, `1:02:03`; fractions dropped."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def plain(text: str) -> str:
    """`text` on one line and harmless: what could steer a terminal or turn the line around is replaced.

    Line breaks and tabs become spaces; other control characters, marks that turn the direction of text,
    halves of characters and private ones become U+FFFD. What is harmless already stays as it is.
    """
    if text.isprintable():  # it holds nothing of the kind, as most texts
        return text
    return "".join(" " if char in "\t\n\r" else "\ufffd" if _is_unsafe(char) else char for char in text)


def files_done(count: int, *, kept_before: int, failed: Sequence[str]) -> str:
    """What became of several files, in one line.

    >>> files_done(12, kept_before=3, failed=["a.m4a"])
    '12 files: 8 heard, 3 kept before, 1 failed (a.m4a)'
    """
    parts = [f"{count - kept_before - len(failed)} heard"]
    parts += [f"{kept_before} kept before"] if kept_before else []
    parts += [f"{len(failed)} failed ({', '.join(map(plain, failed))})"] if failed else []
    return f"{count} files: {', '.join(parts)}"


def measures(report: Report, *, take: int | None = None) -> tuple[tuple[str, Sequence[str]], ...]:
    """The names of what is measured, with what is to be said of each; nothing for what was not measured."""
    return (
        ("Filled pauses", filled_pauses(report, take=take)),
        ("Markers", discourse_markers(report, take=take if report.heard.is_spoken else None)),
        ("Your own words", own_phrases(report)),
        ("Clusters", clusters(report)),
        ("Length", length(report.length) if report.length else written_length(report)),
        ("Pace", pace(report.pace, judged=report.heard.is_english) if report.pace else ()),
        ("Pauses", pauses(report.pauses) if report.pauses else ()),
        ("Plain words", plain_words(report)),
    )


def legend(report: Report) -> list[str]:
    """What the marks in the text mean, those that are there."""
    fillers = report.fillers
    kinds = (
        ("[1 um] filled pause", bool(fillers.filled_pauses)),
        ("{like} discourse marker", any(marker.likelihood == "likely" for marker in fillers.markers)),
        ("{so?} perhaps one", any(marker.likelihood == "possible" for marker in fillers.markers)),
        ("*words* your own words", bool(fillers.own_phrases)),
    )
    return [kind for kind, is_there in kinds if is_there]


def excerpts(report: Report, *, shown: int, holding: int, take: int | None) -> str:
    """Which sentences of a long text are shown, of how many that hold fillers, and how to see them all."""
    show = f"`rehearse show {take} --full`" if take else "--full"
    words = f"{len(report.heard.words):,} words"
    if not shown:
        return f"The text of {words} is not shown: {show} shows it."
    if shown < holding:
        return f"These are {shown} of the {holding} sentences with fillers: {show} shows all {words}."
    return f"These are the sentences with fillers: {show} shows all {words}."


def no_such_filler(report: Report, *, take: int) -> str:
    """What to say where somebody wants to hear a filled pause that a take does not have."""
    count = len(report.fillers.filled_pauses)
    if not report.fillers.judged:
        return f"Take {take}: {other_language(report.heard.language)}"
    if not count:
        return f"Take {take} has no filled pauses. `rehearse play {take}` plays all of it."
    which = "1" if count == 1 else f"one of 1 to {count}"
    return f"Take {take} has {many(count, 'filled pause')}. Name {which}."


def no_such_marker(report: Report, asked: str, *, take: int) -> str:
    """What to say where somebody wants to hear a marker, or words of their own, that a take does not have."""
    if not report.fillers.judged:
        return no_such_filler(report, take=take)
    fillers = report.fillers
    texts = [*(marker.text for marker in fillers.markers), *(own.text for own in fillers.own_phrases)]
    named = [f'"{plain(text)}" {count}' for text, count in Counter(texts).most_common()]
    there_are = f"It has: {', '.join(named)}." if named else "It has no marker at all."
    return f'Take {take} has no marker "{plain(asked)[:LONGEST_NAME]}". {there_are}'


def filled_pauses(report: Report, *, take: int | None = None) -> list[str]:
    """The count, its rate with interval and band, when each was heard and in what, how to hear it again.

    `take` is the number that the answer is kept under.
    """
    fillers = report.fillers
    count = len(fillers.filled_pauses)
    spoken = report.heard.is_spoken
    if not count:
        if not fillers.judged:
            return []
        return ["none heard"] if spoken else []
    counted = f"{'at least ' if spoken else ''}{count}"
    times = _at(pause.span for pause in fillers.filled_pauses)
    lines = [f"{counted}; too few words for a rate"]
    if fillers.per_100_words is not None and fillers.interval_95 is not None:
        band = _filled_pause_band(fillers.per_100_words, fillers.interval_95[0]) if spoken else ""
        lines = [
            f"{counted}: {_rate(fillers.per_100_words, fillers.interval_95, fillers.per_minute)}{band}",
            "In brackets the 95% interval: what fits an answer this long.",
        ]
    if not spoken:
        return lines
    again = [f"`rehearse play {take} --filler 1` plays the first, --fillers them all."] if take else []
    return [
        *lines,
        f"heard{times}",
        _sources(fillers.filled_pauses, listened=report.heard.hesitations is not None),
        *again,
    ]


def discourse_markers(report: Report, *, take: int | None = None) -> list[str]:
    """The likely ones with their rate, possible ones apart, the one used most by name; no target, since no
    study has one. `take` is the number that the answer is kept under.
    """
    markers = report.fillers.markers
    if not markers:
        return []
    at_least = "at least " if report.heard.is_spoken else ""
    top = report.fillers.top
    named = [marker for marker in markers if top and marker.text.casefold() == top.casefold()]
    likely = sum(marker.likelihood == "likely" for marker in markers)
    possible = len(markers) - likely
    lines = [f"{at_least}{likely} likely{_rate_of(likely, report)}"] if likely else []
    if possible:
        lines.append(f"{possible} {'more ' if likely else ''}possible")
    if top and len(named) < len(markers) and len(named) == 1:
        lines.append(f"none more than once{_at(marker.span for marker in markers)}")
    elif top and named:
        often = "most often " if len(named) < len(markers) else ""
        lines.append(f'{often}"{plain(top)}": {_likelihoods(named)}{_at(marker.span for marker in named)}')
    if take and top:
        lines.append(f'`rehearse play {take} --marker "{plain(top)}"` plays them.')
    return [*lines, "No study has a target for these: compare with your own takes."]


def own_phrases(report: Report) -> list[str]:
    """Each of the user's own phrases with its count and rate, and which were not said."""
    fillers = report.fillers
    counts = Counter(own.text for own in fillers.own_phrases)
    lines = [_own_phrase(report, phrase, count) for phrase, count in counts.most_common()]
    unsaid = [f'"{plain(phrase)}"' for phrase in fillers.phrases if phrase not in counts]
    verb = "heard" if report.heard.is_spoken else "found"
    return [*lines, f"not {verb}: {_listed(unsaid)}"] if unsaid else lines


def _own_phrase(report: Report, phrase: str, count: int) -> str:
    at_least = "at least " if report.heard.is_spoken else ""
    words = word_count(report)
    rate = f", {100 * count / words:.1f} per 100 words" if words else ""
    times = _at(own.span for own in report.fillers.own_phrases if own.text == phrase)
    return f'"{plain(phrase)}" {at_least}{many(count, "time")}{rate}{"," if times else ""}{times}'


def clusters(report: Report) -> list[str]:
    """Each run of one filler close together, with where it starts; of many those with most."""
    found = report.fillers.clusters if report.heard.is_spoken else ()
    most = sorted(found, key=lambda cluster: -cluster.count)[:MOST_LINES]
    lines = [
        f'"{plain(cluster.text)}" {cluster.count} times within {cluster.span.duration_s:.0f} s, from '
        f"{clock(cluster.span.start_s)}{_numbers_within(report.fillers, cluster)}"
        for cluster in found
        if cluster in most
    ]
    return lines + _and_more(len(found) - len(most))


def pace(pace: Pace, *, judged: bool = True) -> list[str]:
    """Speech rate first, articulation rate; unless not `judged`, what lies outside the quiet band."""
    if pace.speech_rate_wpm is None:
        return ["too few words for a rate"]
    comment = _band(SPEECH_RATE_BANDS, round(pace.speech_rate_wpm)) if judged else None
    lines = [f"{pace.speech_rate_wpm:.0f} words a minute, pauses included (speech rate){_after(comment)}"]
    if pace.articulation_rate_wpm is not None:
        lines.append(f"{pace.articulation_rate_wpm:.0f} without the pauses (articulation rate)")
    stretches = _stretches(pace) if judged else []
    stretches = stretches[:MOST_LINES] + _and_more(len(stretches) - MOST_LINES)
    lines += stretches
    if comment or stretches:
        lines.append("Pace differs by dialect, age and language; your own takes are the fairest measure.")
    return lines


def written_length(report: Report) -> list[str]:
    """How many words a written answer has; nothing for a spoken one."""
    return [] if report.heard.is_spoken else [many(word_count(report), "word")]


def length(length: Length) -> list[str]:
    """How long the answer ran, and a comment where advice would shorten or lengthen it."""
    ran = f"{clock(length.answer_s)} from first sound to last"
    comment = _band(LENGTH_BANDS, int(length.answer_s)) if length.band else None
    if not comment:
        return [ran]
    return [
        f"{ran}, {comment}",
        "Advice is 1 to 2 minutes for a story from your past: coaching convention, not research.",
    ]


def plain_words(report: Report) -> list[str]:
    """How plain an explanation is; nothing for what is none."""
    found = report.plainness
    if found is None or found.median_words is None or found.longest is None:
        return []
    rare = [f'"{plain(text)}"' + (f" {count} times" if count > 1 else "") for text, count in found.rare]
    lines = [
        f"rare in everyday English: {', '.join(rare[:MOST_RARE])}"
        if rare
        else "no word that is rare in English",
        f"{found.median_words:.0f} words in the middle sentence, {found.longest[1]} in the longest",
    ]
    if found.example is None:
        lines.append("no example and no comparison was heard")
    else:
        words = report.heard.words[found.example : found.example + EXAMPLE_WORDS]
        lines.append(f'an example or a comparison: "{plain(" ".join(word.text for word in words))} ..."')
    return [*lines, "Shown and not graded: a name is no jargon, and what you explain needs its word."]


def pauses(pauses: Pauses) -> list[str]:
    """Lead-in, median, and the long ones and dead air with their times."""
    reported = [s for s in pauses.silences if s.span.duration_s >= REPORTED_FROM_S]
    lines = []
    if pauses.lead_in_s is not None:
        noted = "; long enough to be noticed" if pauses.lead_in_s >= LEAD_IN_NOTED_FROM_S else ""
        lines.append(f"{pauses.lead_in_s:.1f} s before the first sound{noted}")
    if reported:
        inside = sum(silence.inside_sentence for silence in reported)
        median = f", median {pauses.median_s:.1f} s" if pauses.median_s is not None else ""
        lines.append(
            f"{many(len(reported), 'pause')} of {REPORTED_FROM_S:g} s or more{median}: "
            f"{inside} inside a sentence, {len(reported) - inside} between sentences"
        )
    long = [s for s in reported if s.inside_sentence and s.span.duration_s >= LONG_FROM_S]
    dead = [s for s in reported if s.span.duration_s >= DEAD_AIR_FROM_S]
    if pauses.long:
        lines.append(f"{pauses.long} of {LONG_FROM_S:g} s or more inside a sentence{_with_times(long)}")
    if pauses.dead_air:
        lines.append(
            f"{pauses.dead_air} of {DEAD_AIR_FROM_S:g} s or more, dead air to a listener{_with_times(dead)}"
        )
    return lines


def parts(report: Report) -> tuple[Part, ...]:
    """Setup (situation and task together), action, result; none in another language than English."""
    star = report.star
    if star is None:
        return ()
    verb = "heard" if report.heard.is_spoken else "found"
    return tuple(_part(star, name, labels, meaning, verb) for name, labels, meaning in PARTS)


def story_notes(report: Report) -> list[str]:
    """What a coach would say about the story, with the words it rests on and when they were said."""
    star = report.star
    if star is None:
        return []
    heard = "heard" if report.heard.is_spoken else "found"
    lines = []
    for note in report.notes:
        sentence = star.sentences[note.sentence]
        at = f" at {clock(sentence.span.start_s)}" if sentence.span else ""
        lines.append(f'{_note(note, star, heard)}{at}: "{_shortened(sentence.text)}"')
    return lines


def _note(note: StoryNote, star: Star, heard: str) -> str:
    match note.kind, note.part:
        case "missing", "result":
            return f"What came of it was not {heard}. The story ends"
        case "missing", "action":
            return f"What you did was not {heard}. It would follow"
        case "missing", _:
            return f"Where it was and what was asked of you was not {heard}. The answer begins"
        case "no outcome", _:
            return "The ending names no outcome"
        case "only we", _:
            return 'The action says "we" and never "I": which part was yours? It begins'
        case "hypothetical", _:
            return "Much of it is what you would do, not one time you did it"
        case "habit", _:
            return "Much of it is what you always do, not one time you did it"
        case "out of order", "result":
            return "The result comes before what you did"
        case "out of order", _:
            return "Background comes late"
        case "much setup", _:
            share = round(100 * (star.situation.share + star.task.share))
            return f"{share}% of the words are setup. What you did begins"
        case _:
            return f"The result is {round(100 * star.result.share)}% of the words"


def story_signals(report: Report) -> list[str]:
    """What is shown beside the sections: who acted, a number, a lesson, tools; nothing where nothing is."""
    star, signals = report.star, report.signals
    if star is None or signals is None:
        return []
    lines = []
    if signals.i or signals.we:
        lines.append(f'in the action "I" {_times(signals.i)}, "we" {_times(signals.we)}')
    if signals.number is not None:
        lines.append(f'an outcome with a number: "{_shortened(star.sentences[signals.number].text)}"')
    if signals.learned is not None:
        lines.append(f'what was learned: "{_shortened(star.sentences[signals.learned].text)}"')
    if signals.tools:
        lines.append(f"named without saying why: {_listed([plain(tool) for tool in signals.tools])}")
    return lines


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _shortened(text: str) -> str:
    words = plain(text).split()
    return " ".join(words) if len(words) <= QUOTED_WORDS else f"{' '.join(words[:QUOTED_WORDS])} ..."


def no_story(parts: Sequence[Part]) -> str | None:
    """A word of calm where nothing of a story was found: many good answers are none."""
    if any(part.share for part in parts):
        return None
    return "Only a question about something you did needs a story; others do well without."


def other_language(language: str) -> str:
    """What to say of an answer in a language that the word lists and the labeller do not know.

    `language` is a two-letter code.
    """
    name = LANGUAGES.get(language, f'another language ("{plain(language)}")')
    return f"This sounds like {name}. Fillers and STAR are judged for English only, so none are counted here."


def about_the_file(heard: Heard) -> list[str]:
    """What to know of the recording itself, before anything that rests on it."""
    lines = []
    if heard.damage:
        lines.append(f"This recording is damaged: {_damage(heard.damage, heard.duration_s or 0)}")
    if heard.track is not None:
        lines.append(f"This is sound track {heard.track} of the file; in its main one nobody speaks.")
    return lines


def _damage(damage: Damage, read_s: float) -> str:
    if not damage.missing_s:
        return "some of it may sound wrong, but as far as we can see nothing is missing."
    lost_s = sum(span.duration_s for span in damage.lost)
    if damage.declared_s and round(damage.missing_s - lost_s, 2) > 0:
        said = f"it should last {_lasting(damage.declared_s)}, and holds {_lasting(read_s - lost_s)}."
    else:
        said = f"{_lasting(damage.missing_s)} of it cannot be read."
    return said + (" There it is silent now, and that counts as no pause." if lost_s else "")


def _lasting(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)


def no_words(report: Report) -> list[str]:
    """What to say, and what to check, where there is nothing to report on."""
    if report.heard.duration_s is None:
        return ["There are no words in this text."]
    length_s = f"{report.heard.duration_s:.0f} s"
    if not report.heard.speech:
        return [
            f"No speech was heard in this recording of {length_s}.",
            "`rehearse check` listens to the microphone and says what it hears; `rehearse devices` lists the "
            "others.",
        ]
    return [
        f"There is sound in this recording of {length_s}, but no word could be made out.",
        "Check that the microphone is near you and the room is quiet.",
    ]


def _is_unsafe(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"}
        or char in DIRECTION_MARKS
        or "\u206a" <= char <= "\u206f"
    )


def _band(bands: Bands, shown: float) -> str | None:
    return next(words for start, words in reversed(bands) if shown >= start)


def _after(comment: str | None) -> str:
    return f": {comment}" if comment else ""


def _filled_pause_band(per_100_words: float, low: float) -> str:
    """The band, and a reservation where the interval reaches down into what is ordinary."""
    shown = round(per_100_words, 1)
    unsure = shown >= ADVICE_FROM and round(low, 1) < ADVICE_FROM
    return f"; {_band(FILLED_PAUSE_BANDS, shown)}{', if your next takes agree' if unsure else ''}"


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
    """In what they were found, those that only the sound has by their numbers."""
    if not listened:
        return "found in the transcript; nothing listened for them in the sound"
    counts = Counter(pause.source for pause in pauses)
    only_heard = [number for number, pause in enumerate(pauses, start=1) if pause.source == "audio"]
    if counts["transcript"] == len(pauses):
        return "found in the transcript"
    parts = (
        (counts["both"], "in the transcript and the sound"),
        (counts["transcript"], "only in the transcript"),
        (len(only_heard), "only in the sound"),
    )
    said = ", ".join(f"{count} {where}" for count, where in parts if count)
    return said if len(only_heard) in (0, len(pauses)) else f"{said}: {_numbers(only_heard)}"


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
    return _listed([*shown, *more])


def _and_more(count: int) -> list[str]:
    return [f"and {count} more"] if count > 0 else []


def many(count: int, noun: str) -> str:
    """A number of things: `1 take`, `2 takes`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _likelihoods(markers: Sequence[DiscourseMarker]) -> str:
    counts = Counter(marker.likelihood for marker in markers)
    return ", ".join(f"{counts[kind]} {kind}" for kind in ("likely", "possible") if counts[kind])


def _at(spans: Iterable[Span | None]) -> str:
    """` at 0:02, 0:31 and 4 more`; empty where nothing has a time."""
    times = [clock(start_s) for start_s in sorted(span.start_s for span in spans if span)]
    if not times:
        return ""
    if len(times) > MOST_TIMES:
        return f" at {', '.join(times[:MOST_TIMES])} and {len(times) - MOST_TIMES} more"
    return f" at {_listed(times)}"


def _listed(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]


def _stretches(pace: Pace) -> list[str]:
    """Stretches sustained outside the band, neighbouring windows in one, unless the whole answer is."""
    whole = _side(pace.speech_rate_wpm or 0)
    found: list[list[PaceWindow]] = []
    for window in pace.windows:
        side = _side(window.wpm)
        if (
            found
            and side
            and _side(found[-1][-1].wpm) == side
            and window.span.start_s <= found[-1][-1].span.end_s
        ):
            found[-1].append(window)
        elif side and side != whole:
            found.append([window])
    return [
        f"{_wpm_range(windows)} words a minute from {clock(windows[0].span.start_s)} "
        f"to {clock(windows[-1].span.end_s)}"
        for windows in found
    ]


def _side(wpm: float) -> str:
    slow, fast = SUSTAINED_WPM
    return "under" if round(wpm) < slow else "over" if round(wpm) > fast else ""


def _wpm_range(windows: Sequence[PaceWindow]) -> str:
    rates = sorted(round(window.wpm) for window in windows)
    return f"{rates[0]}" if rates[0] == rates[-1] else f"{rates[0]} to {rates[-1]}"


def _with_times(silences: Sequence[Silence]) -> str:
    """`: 2.4 s at 0:31 and 4.0 s at 0:52`."""
    items = [f"{silence.span.duration_s:.1f} s at {clock(silence.span.start_s)}" for silence in silences]
    more = [f"{len(items) - MOST_TIMES} more"] if len(items) > MOST_TIMES else []
    return f": {_listed([*items[:MOST_TIMES], *more])}" if items else ""


def _part(star: Star, name: str, labels: Sequence[Label], meaning: str, verb: str) -> Part:
    sections = [star.section(label) for label in labels]
    present = any(section.present for section in sections)
    percent = round(100 * max(section.confidence for section in sections))
    likely = f"({percent}% likely)"
    if not present:
        doubt = f"not {'clearly ' if percent >= DOUBTFUL_FROM else ''}{verb}"
        return Part(name, f"{doubt} {likely}: {meaning}")
    carrying = max(
        (section for section in sections if section.present), key=lambda section: section.confidence
    )
    best = None if carrying.evidence is None else star.sentences[carrying.evidence]
    return Part(
        name=name,
        verdict=f"{_band(SURENESS, percent)}{verb} {likely}",
        share=_share(sections, SHARE_BANDS[name]),
        detail=_two_halves(star) if name == "setup" else None,
        evidence=plain(best.text) if best else None,
        span=best.span if best else None,
    )


def _share(sections: Sequence[Section], band: tuple[float, float]) -> str:
    words = sum(section.share for section in sections)
    percent, low, high = (round(100 * part) for part in (words, *band))
    times = [section.time_share for section in sections if section.time_share is not None]
    shown = f"{percent}% of the words"
    if times:
        shown += f", {round(100 * sum(times))}% of the time"
    if low <= percent <= high:
        return f"{shown} (advice: {low} to {high}%)"
    return f"{shown}, {'under' if percent < low else 'over'} the advised {low} to {high}%"


def _two_halves(star: Star) -> str:
    halves = (
        f"{label} {100 * section.share:.0f}% of the words ({100 * section.confidence:.0f}% likely)"
        for label, section in (("situation", star.situation), ("task", star.task))
    )
    return f"{', '.join(halves)}; these two are hard to tell apart"
