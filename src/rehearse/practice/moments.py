"""What there is to hear in a take: fillers, pauses, the story's sentences, with the sound around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehearse.analysis.phrases import phrase_parts
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.errors import HistoryError
from rehearse.model.bands import LONG_FROM_S
from rehearse.model.report import LABELS, DiscourseMarker, Label, OwnPhrase
from rehearse.words.fillers import no_such_filler, no_such_marker

if TYPE_CHECKING:
    from rehearse.model.heard import Span
    from rehearse.model.kept import Take
    from rehearse.model.report import Report
    from rehearse.words.marking import Unit

AROUND_S = 1.0
"""So much sound is played before a filler and after it."""

WORDS_AROUND = 3
"""So many words are printed on either side of a filler: enough to know the place."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something in a take to be heard: what it is called, what `several` of it are, when it is, and its
    number, or its first word and how many words it has.
    """

    name: str
    several: str
    span: Span | None
    number: int | None = None
    word: int | None = None
    words: int = 1

    def is_at(self, unit: Unit) -> bool:
        if self.number is not None:
            return unit.number == self.number
        return unit.number is None and self.word is not None and 0 <= unit.word - self.word < self.words


def filled_pause_moment(report: Report, number: int) -> Moment:
    """The filled pause that has this number in the report."""
    pause = report.fillers.filled_pauses[number - 1]
    return Moment(f"um/uh {number}", "filled pauses", pause.span, number=number)


def all_moments(report: Report) -> list[Moment]:
    """All of a take that is worth hearing, in order: fillers, long pauses, what carries the story."""
    found = [
        (moment.span.start_s, moment)
        for moment in (*_fillers(report), *_taken_out(report), *_pauses(report), *_story(report))
        if moment.span
    ]
    return [moment for _, moment in sorted(found, key=lambda one: one[0])]


def _fillers(report: Report) -> Iterator[Moment]:
    fillers = report.fillers
    for number in range(1, len(fillers.filled_pauses) + 1):
        yield filled_pause_moment(report, number)
    for marker in fillers.marked:
        if marker.likelihood == "likely":
            name = f'filler word "{marker.text}"'
            yield Moment(name, "markers", marker.span, word=marker.first, words=marker.count)
    for own in fillers.own_phrases:
        name = f'your words "{own.text}"'
        yield Moment(name, "of your words", own.span, word=own.first, words=own.count)


def _taken_out(report: Report) -> Iterator[Moment]:
    """What the speaker says is no um/uh, each with the word that it is or follows."""
    for one in report.heard.corrections if report.fillers.judged else ():
        if not one.is_one:
            starts = [word.span.start_s for word in report.heard.words if word.span]
            word = max(0, bisect_right(starts, one.span.middle_s) - 1)
            yield Moment("an um/uh that you took out", "taken out", one.span, word=word)


def _pauses(report: Report) -> Iterator[Moment]:
    """Each with the word before it and the word after."""
    middles = [word.span.middle_s for word in report.heard.words if word.span]
    for silence in report.pauses.silences if report.pauses else ():
        span = silence.span
        if span.duration_s >= LONG_FROM_S:
            before = max(0, bisect_left(middles, span.middle_s) - 1)
            yield Moment(f"pause of {span.duration_s:.1f} s", "long pauses", span, word=before, words=2)


def _story(report: Report) -> Iterator[Moment]:
    star = report.star
    for label in LABELS if star else ():
        evidence = star.section(label).evidence if star else None
        if star and evidence is not None:
            sentence = star.sentences[evidence]
            of_it = {"word": sentence.first, "words": sentence.count}
            yield Moment(f"the {label}", "parts of the story", sentence.span, **of_it)


def can_be_heard(take: Take) -> bool:
    """Whether its recording is there, and somebody spoke in it."""
    return take.audio is not None and take.audio.exists() and bool(take.heard and take.heard.words)


def cut(moment: Moment, samples: Any, take: Take) -> Any:
    """Its samples with those around it. HistoryError where the recording has lost it."""
    assert moment.span is not None, "every word of a spoken take has a time"
    if moment.span.start_s * RATE_HZ >= len(samples):
        raise HistoryError(f"The audio of take {take.id} ends before {moment.name}: {take.audio}")
    first_s, end_s = max(0.0, moment.span.start_s - AROUND_S), moment.span.end_s + AROUND_S
    return samples[round(first_s * RATE_HZ) : round(end_s * RATE_HZ)]


def samples_of(take: Take) -> Any:
    """The sound of a take that has some."""
    assert take.audio is not None
    return read_audio(take.audio)


def filled_pause_moments(report: Report, take: Take, asked: range | None) -> list[Moment]:
    """Those with the numbers `asked` for, else all. HistoryError where the take does not have them."""
    pauses = report.fillers.filled_pauses
    wanted = asked or range(1, len(pauses) + 1)
    if not pauses or wanted[-1] > len(pauses):
        raise HistoryError(no_such_filler(report, take=take.id))
    return [filled_pause_moment(report, number) for number in wanted]


def uses_of(report: Report, take: Take, asked: str) -> list[Moment]:
    """The uses of a discourse marker or of the user's own words. HistoryError where there are none."""
    wanted = phrase_parts(asked)
    found: list[DiscourseMarker | OwnPhrase] = [*report.fillers.marked, *report.fillers.own_phrases]
    uses = {use.first: use for use in found if wanted and phrase_parts(use.text) == wanted}
    if not uses:
        raise HistoryError(no_such_marker(report, asked, take=take.id))
    return [
        Moment(f'"{use.text}"', f'uses of "{use.text}"', use.span, word=first, words=use.count)
        for first, use in sorted(uses.items())
    ]


def evidence_moment(report: Report, take: Take, part: Label) -> Moment:
    """The sentence that carries a part of the story. HistoryError where that part was not heard."""
    section = report.star.section(part) if report.star else None
    if report.star is None or section is None or section.evidence is None:
        raise HistoryError(f"No {part} was found in take {take.id}. `rehearse show {take.id}` says what was.")
    sentence = report.star.sentences[section.evidence]
    return Moment(f"the {part}", "", sentence.span, word=sentence.first, words=sentence.count)
