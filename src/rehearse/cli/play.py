"""`rehearse play`: a take, a part of it, or its fillers one after another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from rehearse.analysis.phrases import phrase_parts
from rehearse.audio.files import RATE_HZ
from rehearse.audio.playback import play as play_samples
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.cli.showing import say
from rehearse.cli.takes import TAKE_ID
from rehearse.cli.values import Seconds, numbers
from rehearse.errors import HistoryError
from rehearse.practice.moments import (
    WORDS_AROUND,
    Moment,
    cut,
    filled_pause_moment,
    report_on,
    samples_of,
    take_with_sound,
)
from rehearse.screen.console import make_console
from rehearse.screen.layout import line
from rehearse.screen.report import print_sentence
from rehearse.words.fillers import no_such_filler, no_such_marker
from rehearse.words.marking import around, units
from rehearse.words.text import clock

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.kept import Take
    from rehearse.model.report import DiscourseMarker, Label, OwnPhrase, Report

GAP_S = 0.5
"""Silence between one filler and the next."""


@click.command()
@TAKE_ID
@click.option("--start", type=Seconds(min=0), help="Begin here, in seconds.")
@click.option("--end", type=Seconds(min=0), help="Stop here, in seconds.")
@click.option(
    "--filler",
    type=numbers,
    metavar="N",
    help="Play the filled pause that has this number in the report, or several: 3-5.",
)
@click.option("--fillers", is_flag=True, help="Play all filled pauses, one after another.")
@click.option(
    "--marker",
    metavar="WORDS",
    help='Play each use of a discourse marker, or of words of your own: "you know".',
)
@click.option(
    "--part",
    type=click.Choice(["situation", "task", "action", "result"]),
    help="Play the sentence that carries this part of the story best.",
)
def play(
    take_id: int | None,
    start: float | None,
    end: float | None,
    filler: range | None,
    fillers: bool,
    marker: str | None,
    part: Label | None,
) -> None:
    """Play a take, its fillers, or a part of its story; without ID the latest take. Ctrl-C stops.

    What is picked out is played with a second of sound around it.

    \b
    Example: rehearse play 3 --start 12 --end 20
             rehearse play 3 --filler 2
             rehearse play --fillers
             rehearse play --marker like
             rehearse play --part result
    """
    asked = [filler is not None, fillers, marker is not None, part is not None]
    if any(asked) and not (start is None and end is None):
        raise click.UsageError("What is picked out has its own start and end: leave --start and --end out.")
    if sum(asked) > 1:
        raise click.UsageError("Name one of --filler, --fillers, --marker and --part.")
    take = take_with_sound(take_id)
    if not any(asked):
        _play_part(take, start or 0.0, end)
        return
    report = report_on(take)
    if part is not None:
        moments = [_evidence(report, take, part)]
    else:
        moments = _filled_pauses(report, take, filler) if marker is None else _uses(report, take, marker)
    _play_moments(take, report, moments)


def play_take(console: Console, take: Take) -> None:
    """Play the whole of a take that has its sound; Ctrl-C ends that and nothing else."""
    samples = samples_of(take)
    line(console, f"Playing take {take.id}, {clock(len(samples) / RATE_HZ)}. Ctrl-C stops.")
    with quiet_native_messages(), suppress(KeyboardInterrupt):
        _play(samples)


def _play_part(take: Take, start_s: float, end_s: float | None) -> None:

    samples = samples_of(take)
    duration_s = len(samples) / RATE_HZ
    part = samples[round(start_s * RATE_HZ) : None if end_s is None else round(end_s * RATE_HZ)]
    if not len(part):
        raise click.BadParameter(f"take {take.id} is {duration_s:.1f} s long, so nothing lies there.")
    stop = clock(duration_s if end_s is None else min(end_s, duration_s))
    say(f"Playing take {take.id}, {clock(start_s)} to {stop} of {clock(duration_s)}. Ctrl-C stops.")
    with _playing():
        _play(part)


def _play_moments(take: Take, report: Report, moments: Sequence[Moment]) -> None:
    """Play one after another, each with the sound around it, after its words are printed."""
    samples = samples_of(take)
    parts = [cut(moment, samples, take) for moment in moments]
    text, console = units(report), make_console()
    what = moments[0].name if len(moments) == 1 else f"{len(moments)} {moments[0].several}"
    say(f"Playing {what} of take {take.id}. Ctrl-C stops.")
    with _playing():
        for moment, part in zip(moments, parts, strict=True):
            print_sentence(console, around(text, moment.is_at, words=WORDS_AROUND), moment.span)
            gap = np.zeros(0 if moment is moments[-1] else round(GAP_S * RATE_HZ), dtype=np.float32)
            _play(np.concatenate([part, gap]))


def _filled_pauses(report: Report, take: Take, asked: range | None) -> list[Moment]:
    """Those with the numbers `asked` for, else all. HistoryError where the take does not have them."""
    pauses = report.fillers.filled_pauses
    wanted = asked or range(1, len(pauses) + 1)
    if not pauses or wanted[-1] > len(pauses):
        raise HistoryError(no_such_filler(report, take=take.id))
    return [filled_pause_moment(report, number) for number in wanted]


def _uses(report: Report, take: Take, asked: str) -> list[Moment]:
    """The uses of a discourse marker or of the user's own words. HistoryError where there are none."""
    wanted = phrase_parts(asked)
    found: list[DiscourseMarker | OwnPhrase] = [*report.fillers.markers, *report.fillers.own_phrases]
    uses = {use.first: use for use in found if wanted and phrase_parts(use.text) == wanted}
    if not uses:
        raise HistoryError(no_such_marker(report, asked, take=take.id))
    return [
        Moment(f'"{use.text}"', f'uses of "{use.text}"', use.span, word=first)
        for first, use in sorted(uses.items())
    ]


def _evidence(report: Report, take: Take, part: Label) -> Moment:
    """The sentence that carries a part of the story. HistoryError where that part was not heard."""
    section = report.star.section(part) if report.star else None
    if report.star is None or section is None or section.evidence is None:
        raise HistoryError(f"No {part} was heard in take {take.id}. `rehearse show {take.id}` says what was.")
    sentence = report.star.sentences[section.evidence]
    return Moment(f"the {part}", "", sentence.span, word=sentence.first, words=sentence.count)


def _play(samples: Any) -> None:

    play_samples(samples, RATE_HZ)


@contextmanager
def _playing() -> Iterator[None]:
    """Ctrl-C ends the program without a word."""
    try:
        with quiet_native_messages():
            yield
    except KeyboardInterrupt:
        sys.exit(130)
