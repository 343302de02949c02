"""Cutting an answer at its pauses into pieces that Whisper hears in one go. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.model import Span

LONGEST_S = 27.0
"""Whisper hears 30 s; longer chunks lose filled pauses at their end."""
MARGIN_S = 1.0
"""Kept on both sides of the speech: voice activity can miss a whole soft "uh" before the first word."""


def chunks(speech: Sequence[Span], *, longest_s: float = LONGEST_S, margin_s: float = MARGIN_S) -> list[Span]:
    """Spans of at most `longest_s` that together cover all of `speech`, apart from each other.

    Speech is cut where it pauses; speech without a pause for `longest_s` is cut at that length.
    """
    room_s = longest_s - 2 * margin_s
    pieces = [piece for span in speech for piece in _cut(span, room_s)]
    groups: list[Span] = []
    for piece in pieces:
        if groups and piece.end_s - groups[-1].start_s <= room_s:
            groups[-1] = Span(groups[-1].start_s, piece.end_s)
        else:
            groups.append(piece)
    return [_widened(groups, index, margin_s) for index in range(len(groups))]


def _cut(span: Span, longest_s: float) -> list[Span]:
    count = max(1, -int(-span.duration_s // longest_s))
    step_s = span.duration_s / count
    return [Span(span.start_s + i * step_s, span.start_s + (i + 1) * step_s) for i in range(count)]


def _widened(groups: Sequence[Span], index: int, margin_s: float) -> Span:
    group = groups[index]
    before = groups[index - 1].end_s if index else group.start_s - 2 * margin_s
    after = groups[index + 1].start_s if index + 1 < len(groups) else group.end_s + 2 * margin_s
    return Span(
        max(0.0, group.start_s - min(margin_s, (group.start_s - before) / 2)),
        group.end_s + min(margin_s, (after - group.end_s) / 2),
    )
