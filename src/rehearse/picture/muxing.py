"""A video as a browser records it, made one that can be sought: with its length, an index, and the sound's
clock.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from rehearse.picture.video import tracks


def made_seekable(source: Path, target: Path, *, kind: str, later_s: float) -> bool:
    """Copy the pictures of a video into a file of that kind, webm or mp4; nothing is coded anew.

    They come `later_s` seconds later, and the first of them stands until then too, so that both clocks begin
    at 0. What was cut off is copied as far as it goes. False where there is no picture, or no room.
    """
    import av

    has_begun = False
    try:
        for container, stream, begin_s in tracks(source):
            with av.open(str(target), "w", format=kind) as made, suppress(av.InvalidDataError):
                copy = made.add_stream_from_template(stream)
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
