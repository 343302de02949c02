"""What the video of a take shows, each with the moments that can be played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearse.model.heard import Span
from rehearse.model.picture import Part, Picture, Together
from rehearse.page.said import times
from rehearse.words.picture import HEAD, IN_FRAME, LIGHT, NO_PICTURE, PLACE, picture_lines, picture_tip
from rehearse.words.text import clock

MOST_MOMENTS = 8
"""Of one kind that can be played; the words count the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at: what is to be said of it, and the moments."""

    name: str
    lines: Sequence[str]
    moments: Sequence[Mapping[str, Any]] = ()


def rows(picture: Picture | None, ums: Together | None) -> list[Row]:
    """All that is to be said of a picture; that there is none where it is None."""
    if picture is None:
        return [Row("Picture", [NO_PICTURE])]
    moments = _moments(picture)
    said = [Row(name, lines, moments.get(name, ())) for name, lines in picture_lines(picture, ums) if lines]
    tip = picture_tip(picture)
    return [*said, Row("Try this", [tip])] if tip else said


def _moments(picture: Picture) -> dict[str, list[Mapping[str, Any]]]:
    parts = {
        IN_FRAME: (picture.in_frame, picture.several),
        PLACE: (picture.near, picture.far, picture.off_centre),
        LIGHT: (picture.dark, picture.blown, picture.behind),
        HEAD: (picture.turned, picture.moving),
    }
    return {name: _played(of_one) for name, of_one in parts.items()}


def _played(parts: Sequence[Part | None]) -> list[Mapping[str, Any]]:
    spans: list[Span] = sorted(
        (span for part in parts if part for span in part.moments), key=lambda span: span.start_s
    )
    return [{"at": clock(span.start_s), "times": times(span)} for span in spans[:MOST_MOMENTS]]
