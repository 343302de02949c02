"""What a video shows, as the JSON that other programs read. What could not be told is null. Pure."""

from __future__ import annotations

from typing import Any

from rehearse.model.picture import Part, Picture, Together

PARTS = (
    "several",
    "near",
    "far",
    "off_centre",
    "dark",
    "blown",
    "behind",
    "turned",
    "moving",
)


def picture_as_json(picture: Picture | None, ums: Together | None) -> dict[str, Any] | None:
    """Null where there is no picture. Shares are of 1, times in seconds; `out_of_frame` are the moments
    without a face, `in_frame` the share with one.
    """
    if picture is None:
        return None
    out = picture.in_frame
    return {
        "watched_s": round(picture.watched_s, 3),
        "in_frame": None if out is None else round(out.share, 3),
        "out_of_frame": None if out is None else _moments(out),
        "face": {"height": _short(picture.height), "x": _short(picture.x), "y": _short(picture.y)},
        **{name: _part(getattr(picture, name)) for name in PARTS},
        "movement": _short(picture.movement),
        "turned_at_filled_pauses": None
        if ums is None
        else {"count": ums.hits, "of": ums.count, "by_chance": round(ums.by_chance, 4)},
    }


def _part(part: Part | None) -> dict[str, Any] | None:
    return None if part is None else {"share": round(part.share, 3), "moments": _moments(part)}


def _moments(part: Part) -> list[dict[str, float]]:
    return [{"start_s": round(one.start_s, 3), "end_s": round(one.end_s, 3)} for one in part.moments]


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
