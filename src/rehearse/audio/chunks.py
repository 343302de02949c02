"""Cutting an answer at its pauses into pieces that Whisper hears in one go. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.audio.files import RATE_HZ
from rehearse.model import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

LONGEST_S = 27.0
"""Whisper hears 30 s; longer chunks lose filled pauses at their end."""
MARGIN_S = 1.0
"""Kept on both sides of the speech: voice activity can miss a whole soft "uh" before the first word."""
QUIET_FRAME_S, QUIET_FRAMES = 0.02, 5
"""The quietest place is where so many frames together are."""


def chunks(
    samples: Samples, speech: Sequence[Span], *, longest_s: float = LONGEST_S, margin_s: float = MARGIN_S
) -> list[Span]:
    """Spans of at most `longest_s` that together cover all of `speech`, apart from each other.

    `samples` are mono at 16 kHz. Speech is cut where it pauses; speech without a pause for `longest_s` is
    cut where it is quietest.
    """
    room_s = longest_s - 2 * margin_s
    pieces = [piece for span in speech for piece in _cut(samples, span, room_s)]
    groups: list[Span] = []
    for piece in pieces:
        if groups and piece.end_s - groups[-1].start_s <= room_s:
            groups[-1] = Span(groups[-1].start_s, piece.end_s)
        else:
            groups.append(piece)
    return [_widened(groups, index, margin_s) for index in range(len(groups))]


def halves(samples: Samples, span: Span) -> list[Span]:
    """A span cut at the quietest place of its middle third."""
    import numpy as np

    step = round(QUIET_FRAME_S * RATE_HZ)
    first, last = (round((span.start_s + span.duration_s * part) * RATE_HZ) for part in (1 / 3, 2 / 3))
    middle = samples[first:last]
    power = (middle[: len(middle) // step * step].reshape(-1, step) ** 2).mean(axis=1)
    quietest = int(np.convolve(power, np.ones(QUIET_FRAMES), "valid").argmin())
    cut_s = first / RATE_HZ + (quietest + QUIET_FRAMES / 2) * QUIET_FRAME_S
    return [Span(span.start_s, cut_s), Span(cut_s, span.end_s)]


def _cut(samples: Samples, span: Span, longest_s: float) -> list[Span]:
    if span.duration_s <= longest_s:
        return [span]
    return [piece for half in halves(samples, span) for piece in _cut(samples, half, longest_s)]


def _widened(groups: Sequence[Span], index: int, margin_s: float) -> Span:
    group = groups[index]
    before = groups[index - 1].end_s if index else group.start_s - 2 * margin_s
    after = groups[index + 1].start_s if index + 1 < len(groups) else group.end_s + 2 * margin_s
    return Span(
        max(0.0, group.start_s - min(margin_s, (group.start_s - before) / 2)),
        group.end_s + min(margin_s, (after - group.end_s) / 2),
    )
