"""A video as a browser records it, made one that can be sought: with its length, an index, and the sound's
clock.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from rehearse.picture.video import rotation_of, tracks

OPTIONS = {"webm": {}, "mp4": {"movflags": "+faststart"}}
"""Of the files that are made: what a browser needs first comes first."""
IN_WEBM = ("vp8", "vp9", "av1")
"""What webm can hold; mp4 takes the rest."""


def kind_of(video: Path) -> str | None:
    """The kind of file that the pictures of a recording fit in, webm or mp4; None where it has none."""
    for _, stream, _ in tracks(video):
        return "webm" if stream.codec_context.name.removeprefix("lib") in IN_WEBM else "mp4"
    return None


def made_seekable(source: Path, target: Path, *, kind: str, later_s: float) -> bool:
    """Copy the pictures of a video into a file of that kind, webm or mp4; nothing is coded anew.

    They come `later_s` seconds after the sound, and the first of them stands until then too, so that both
    clocks begin at 0; they stay turned as the phone was held. What was cut off is copied as far as it goes.
    False where there is no picture, or no room.
    """
    import av

    has_begun = False
    rotation = rotation_of(source)
    try:
        for container, stream, begin_s in tracks(source):
            with (
                av.open(str(target), "w", format=kind, options=OPTIONS[kind]) as made,
                suppress(av.InvalidDataError),
            ):
                copy = made.add_stream_from_template(stream)
                if rotation:
                    copy.set_display_rotation(rotation)
                shift = round((later_s - begin_s) / stream.time_base)
                for packet in container.demux(stream):
                    if packet.dts is None or packet.pts is None or not packet.size:
                        continue
                    if not has_begun and packet.dts + shift > 0:
                        made.mux(_copied(packet, copy, -packet.dts))
                    made.mux(_copied(packet, copy, shift))
                    has_begun = True
    except (av.FFmpegError, OSError):
        return False
    return has_begun


def has_length(video: Path) -> bool:
    """Whether a video says how long it is, as one that can be sought does."""
    return any(container.duration is not None for container, _, _ in tracks(video))


def _copied(packet: Any, stream: Any, shift: int) -> Any:
    copy = type(packet)(bytes(packet))
    copy.stream, copy.time_base = stream, packet.time_base
    copy.pts, copy.dts = packet.pts + shift, packet.dts + shift
    copy.duration, copy.is_keyframe = packet.duration or 0, packet.is_keyframe
    return copy
