"""A take that is played on a terminal: all of it, a stretch, or moments one after another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from rehearse.audio.files import RATE_HZ
from rehearse.audio.playback import play
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.errors import PlaybackError
from rehearse.model.kept import Take
from rehearse.model.report import Report
from rehearse.practice.moments import WORDS_AROUND, Moment, cut, samples_of
from rehearse.screen.layout import line
from rehearse.screen.report import print_sentence
from rehearse.words.marking import around, units
from rehearse.words.text import clock
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

GAP_S = 0.5
"""Silence between one filler and the next."""


class NothingThereError(PlaybackError):
    """A stretch that lies outside the take."""


def play_take(console: Console, workspace: Workspace, take: Take) -> None:
    """Play the whole of a take that has its sound; Ctrl-C ends that and nothing else."""
    samples = samples_of(take)
    line(console, f"Playing take {take.id}, {clock(len(samples) / RATE_HZ)}. Ctrl-C stops.")
    with quiet_native_messages(), suppress(KeyboardInterrupt):
        play(samples, RATE_HZ)


def play_stretch(console: Console, take: Take, start_s: float, end_s: float | None) -> None:
    """Play a take from `start_s` to `end_s`, or to its end. NothingThereError where nothing is there."""
    samples = samples_of(take)
    duration_s = len(samples) / RATE_HZ
    part = samples[round(start_s * RATE_HZ) : None if end_s is None else round(end_s * RATE_HZ)]
    if not len(part):
        raise NothingThereError(f"take {take.id} is only {duration_s:.1f} s long. Choose an earlier start.")
    stop = clock(duration_s if end_s is None else min(end_s, duration_s))
    line(console, f"Playing take {take.id}, {clock(start_s)} to {stop} of {clock(duration_s)}. Ctrl-C stops.")
    with quiet_native_messages():
        play(part, RATE_HZ)


def play_moments(console: Console, take: Take, report: Report, moments: Sequence[Moment]) -> None:
    """Play one after another, each with the sound around it, after its words are printed."""
    samples = samples_of(take)
    parts = [cut(moment, samples, take) for moment in moments]
    text = units(report)
    what = moments[0].name if len(moments) == 1 else f"{len(moments)} {moments[0].several}"
    line(console, f"Playing {what} in take {take.id}. Ctrl-C stops.")
    with quiet_native_messages():
        for moment, part in zip(moments, parts, strict=True):
            print_sentence(console, around(text, moment.is_at, words=WORDS_AROUND), moment.span)
            gap = np.zeros(0 if moment is moments[-1] else round(GAP_S * RATE_HZ), dtype=np.float32)
            play(np.concatenate([part, gap]), RATE_HZ)
