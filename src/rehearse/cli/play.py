"""`rehearse play`: a take, a part of it, or its filled pauses one after another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.takes import TAKE_ID
from rehearse.cli.values import Seconds, numbers
from rehearse.errors import HistoryError
from rehearse.model import Span

if TYPE_CHECKING:
    from rehearse.model import Report, Take

AROUND_S = 1.0
"""So much sound is played before a filled pause and after it."""

GAP_S = 0.5
"""Silence between one filled pause and the next."""

WORDS_AROUND = 6
"""So many words are printed on either side of a filled pause."""


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
def play(
    take_id: int | None, start: float | None, end: float | None, filler: range | None, fillers: bool
) -> None:
    """Play a take, or its filled pauses; without ID the latest take. Ctrl-C stops.

    A filled pause is played with a second of sound around it.

    \b
    Example: rehearse play 3 --start 12 --end 20
             rehearse play 3 --filler 2
             rehearse play --fillers
    """
    from rehearse.history import open_history
    from rehearse.session import data_folder

    if (filler or fillers) and not (start is None and end is None):
        raise click.UsageError("A filled pause has its own start and end: leave --start and --end out.")
    if filler and fillers:
        raise click.UsageError("--fillers plays all of them: leave it out, or --filler.")
    with open_history(data_folder()) as takes:
        take = takes.take(take_id)
    if take.audio is None:
        raise HistoryError(f"Take {take.id} is a written answer. `rehearse show {take.id}` shows it.")
    if not take.audio.exists():
        raise HistoryError(
            f"The recording of take {take.id} is gone: there is no file {take.audio}. "
            f"`rehearse show {take.id}` still shows its words."
        )
    if filler or fillers:
        _play_fillers(take, filler)
    else:
        _play_part(take, start or 0.0, end)


def _play_part(take: Take, start_s: float, end_s: float | None) -> None:
    from rehearse.audio.files import RATE_HZ
    from rehearse.report.wording import clock

    samples = _samples(take)
    duration_s = len(samples) / RATE_HZ
    part = samples[round(start_s * RATE_HZ) : None if end_s is None else round(end_s * RATE_HZ)]
    if not len(part):
        raise click.BadParameter(f"take {take.id} is {duration_s:.1f} s long, so nothing lies there.")
    stop = clock(duration_s if end_s is None else min(end_s, duration_s))
    click.echo(f"Playing take {take.id}, {clock(start_s)} to {stop} of {clock(duration_s)}. Ctrl-C stops.")
    with _playing():
        _play(part)


def _play_fillers(take: Take, asked: range | None) -> None:
    """Play these filled pauses, all where none are `asked` for, each with its words printed before it."""
    import numpy as np

    from rehearse.audio.files import RATE_HZ
    from rehearse.report.console import make_console
    from rehearse.report.terminal import print_around

    report, wanted = _report_on(take, asked)
    samples = _samples(take)
    parts = [(number, _part(report, number, samples, take)) for number in wanted]
    console = make_console()
    which = f"filled pause {wanted[0]}" if len(wanted) == 1 else f"{len(wanted)} filled pauses"
    click.echo(f"Playing {which} of take {take.id}. Ctrl-C stops.")
    with _playing():
        for number, part in parts:
            print_around(console, report, number, words=WORDS_AROUND)
            gap = np.zeros(round(GAP_S * RATE_HZ) if number != wanted[-1] else 0, dtype=np.float32)
            _play(np.concatenate([part, gap]))


def _report_on(take: Take, asked: range | None) -> tuple[Report, range]:
    """The report, and the numbers wanted. HistoryError where the take does not have them all."""
    from rehearse.analysis import analyse
    from rehearse.report.wording import no_such_filler

    if take.heard is None:
        raise HistoryError(f"Take {take.id} has no report yet: `rehearse show {take.id}` makes it.")
    report = analyse(take.heard)
    count = len(report.fillers.filled_pauses)
    wanted = asked or range(1, count + 1)
    if not count or wanted[-1] > count:
        raise HistoryError(no_such_filler(report, take=take.id))
    return report, wanted


def _part(report: Report, number: int, samples: Any, take: Take) -> Any:
    """Filled pause `number` with the sound around it."""
    from rehearse.audio.files import RATE_HZ

    span = report.fillers.filled_pauses[number - 1].span or Span(0.0, 0.0)
    part = samples[
        round(max(0.0, span.start_s - AROUND_S) * RATE_HZ) : round((span.end_s + AROUND_S) * RATE_HZ)
    ]
    if not len(part):
        raise HistoryError(f"The recording of take {take.id} ends before filled pause {number}: {take.audio}")
    return part


def _samples(take: Take) -> Any:
    from rehearse.audio.files import read_audio

    assert take.audio is not None
    return read_audio(take.audio)


def _play(samples: Any) -> None:
    from rehearse.audio.files import RATE_HZ
    from rehearse.audio.playback import play as play_samples

    play_samples(samples, RATE_HZ)


@contextmanager
def _playing() -> Iterator[None]:
    """Ctrl-C ends the program without a word."""
    from rehearse.audio.portaudio import quiet_native_messages

    try:
        with quiet_native_messages():
            yield
    except KeyboardInterrupt:
        sys.exit(130)
