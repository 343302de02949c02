"""What to say of a video, in plain sentences, with one thing to do at most. Pure.

Never of eyes, feelings, a smile or posture. What could not be told is not mentioned, or said to be open.
"""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.analysis.together import is_habit
from rehearse.model.bands import TOLD_FROM_S
from rehearse.model.picture import Part, Picture, Together
from rehearse.words.text import at_times, lasting, often

IN_FRAME, PLACE, LIGHT, HEAD = "In frame", "Place", "Light", "Head"
WORTH_A_TIP = 0.2
"""Share of the time from which on something is worth changing."""
ALWAYS = 0.95
NO_PICTURE = "There is no picture in this file."


def picture_lines(picture: Picture, ums: Together | None) -> tuple[tuple[str, Sequence[str]], ...]:
    """The names of what was looked at, with what is to be said of each; nothing for what could not be told.

    `ums` says how many filled pauses fell in moments in which the head was turned away.
    """
    return (
        (IN_FRAME, _in_frame(picture)),
        (PLACE, _place(picture)),
        (LIGHT, _light(picture)),
        (HEAD, _head(picture, ums)),
    )


def picture_tip(picture: Picture) -> str | None:
    """The one thing to change before the next take; None where nothing weighs enough."""
    if picture.in_frame and 1 - picture.in_frame.share >= WORTH_A_TIP:
        return "Before you start, move the camera until your whole face is in the picture."
    tips = (
        (picture.behind, "Sit so that the window or the lamp is in front of you, not behind."),
        (picture.dark, "Put a lamp behind your screen, so that it lights your face."),
        (picture.blown, "Move the lamp away, or point it at the wall: soft light shows your face."),
        (picture.near, "Sit back a little, until your head and shoulders are in the picture."),
        (picture.far, "Come closer, until your head and shoulders fill the picture."),
        (picture.off_centre, "Move the camera until your face is near the middle of the picture."),
        (picture.turned, "Look at the camera, not at your own picture. A note beside the camera helps."),
    )
    return next((tip for part, tip in tips if part and part.share >= WORTH_A_TIP), None)


def _in_frame(picture: Picture) -> list[str]:
    said = []
    part = picture.in_frame
    if part is None:
        said.append(_not_told(picture))
    elif part.share == 0:
        said.append("No face was found in the picture.")
    elif not part.moments:
        said.append("Your face was in the picture all the time.")
    else:
        said.append(f"Your face was out of the picture {_for(part)}.")
    if picture.several and picture.several.moments:
        when = at_times(picture.several.moments)
        said.append(f"There was more than one face{when}. This is about the largest.")
    return said


def _not_told(picture: Picture) -> str:
    if picture.watched_s == 0:
        return "The picture could not be read."
    if picture.watched_s < TOLD_FROM_S:
        return "The picture was too short to say anything about it."
    if picture.height is not None:
        return "Your face was too small or too dark to say how long it was in the picture."
    return "The picture was too dark to find a face."


def _place(picture: Picture) -> list[str]:
    return _where(
        (picture.near, "You were very close to the camera {}."),
        (picture.far, "You were far from the camera {}."),
        (picture.off_centre, "Your face was away from the middle of the picture {}."),
        otherwise="Near the middle, at a good distance.",
    )


def _light(picture: Picture) -> list[str]:
    return _where(
        (picture.dark, "There was little light on your face {}."),
        (picture.blown, "The light on your face was too strong to see it well {}."),
        (picture.behind, "The light came from behind you {}, so your face looked dark."),
        otherwise="Your face was well lit.",
    )


def _where(*parts: tuple[Part | None, str], otherwise: str) -> list[str]:
    """What was so at times; `otherwise` where all could be told and none was."""
    if any(part is None for part, _ in parts):
        return []
    said = [pattern.format(_how_long(part)) for part, pattern in parts if part and part.moments]
    return said or [otherwise]


def _head(picture: Picture, ums: Together | None) -> list[str]:
    said = []
    if picture.turned:
        said.append(_turned(picture.turned))
    if ums and is_habit(ums):
        said.append(f"It was turned away at {ums.hits} of your {ums.count} um/uh: too often to be chance.")
    if picture.moving and picture.moving.moments:
        said.append(f"It moved a lot{at_times(picture.moving.moments)}.")
    return said


def _turned(part: Part) -> str:
    if not part.moments:
        return "Your head faced the way it did in the first seconds."
    times = often(len(part.moments))
    return f"Compared with the first seconds, your head was turned away {times}, {_for(part)}."


def _how_long(part: Part) -> str:
    return "all the time" if part.share >= ALWAYS else _for(part)


def _for(part: Part) -> str:
    """`for 3.2 s at 0:12 and 0:31`."""
    return f"for {lasting(sum(moment.duration_s for moment in part.moments))}{at_times(part.moments)}"
