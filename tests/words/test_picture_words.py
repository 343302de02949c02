"""What is said of a video: what was so and when, nothing of what could not be told, one thing to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.model.heard import Span
from rehearse.model.picture import Part, Picture, Together
from rehearse.words.picture import picture_lines, picture_tip

NEVER, OFTEN = Part(0.0), Part(0.3, (Span(12, 15), Span(31, 43)))
ALWAYS = Part(1.0, (Span(0, 50),))
GOOD = Picture(
    50.0,
    in_frame=Part(1.0),
    several=NEVER,
    height=0.3,
    x=0.5,
    y=0.45,
    near=NEVER,
    far=NEVER,
    off_centre=NEVER,
    dark=NEVER,
    blown=NEVER,
    behind=NEVER,
    turned=NEVER,
    movement=0.05,
    moving=NEVER,
)


def said(picture: Picture, ums: Together | None = None) -> dict[str, str]:
    return {name: " ".join(lines) for name, lines in picture_lines(picture, ums)}


def test_a_good_picture() -> None:
    assert said(GOOD) == {
        "In frame": "Your face was in the picture all the time.",
        "Place": "Near the middle, at a good distance.",
        "Light": "Your face was well lit.",
        "Head": "Your head faced the way it did in the first seconds.",
    }
    assert picture_tip(GOOD) is None


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (Picture(50.0), "The picture was too dark to find a face."),
        (Picture(1.2, height=0.3), "The picture was too short to say anything about it."),
        (Picture(0.0), "The picture could not be read."),
        (Picture(50.0, in_frame=Part(0.0, (Span(0, 50),))), "No face was found in the picture."),
        (
            replace(GOOD, in_frame=None),
            "Your face was too small or too dark to say how long it was in the picture.",
        ),
        (
            replace(GOOD, in_frame=Part(0.7, OFTEN.moments)),
            "Your face was out of the picture for 15.0 s at 0:12 and 0:31.",
        ),
        (
            replace(GOOD, several=Part(0.1, (Span(5, 10),))),
            "Your face was in the picture all the time. There was more than one face at 0:05. This is about "
            "the largest.",
        ),
    ],
)
def test_who_was_in_the_frame(picture: Picture, sentence: str) -> None:
    assert said(picture)["In frame"] == sentence


def test_what_could_not_be_told_is_not_mentioned() -> None:
    found = said(Picture(50.0, in_frame=Part(1.0), height=0.3))
    assert (found["Place"], found["Light"], found["Head"]) == ("", "", "")


def test_each_with_its_moments() -> None:
    found = said(replace(GOOD, near=OFTEN, behind=ALWAYS, turned=OFTEN, moving=Part(0.1, (Span(9, 12),))))
    assert found["Place"] == "You were very close to the camera for 15.0 s at 0:12 and 0:31."
    assert found["Light"] == "The light came from behind you all the time, so your face looked dark."
    assert found["Head"] == (
        "Compared with the first seconds, your head was turned away 2 times, for 15.0 s at 0:12 and 0:31. "
        "It moved a lot at 0:09."
    )


@pytest.mark.parametrize(
    ("ums", "is_said"),
    [(Together(4, 7, 4, 0.01), True), (Together(4, 7, 4, 0.2), False), (Together(4, 7, 2, 0.01), False)],
)
def test_fillers_while_turned_away_only_where_that_is_more_than_chance(ums: Together, is_said: bool) -> None:
    sentence = "It was turned away at 4 of your 7 um/uh: too often to be chance."
    assert (sentence in said(replace(GOOD, turned=OFTEN), ums)["Head"]) is is_said


def test_one_tip_the_weightiest() -> None:
    everything = replace(GOOD, in_frame=Part(0.7, OFTEN.moments), behind=OFTEN, far=OFTEN, turned=OFTEN)
    assert (picture_tip(everything) or "").startswith("Before you start, move the camera")
    assert (picture_tip(replace(everything, in_frame=Part(0.9))) or "").startswith("Sit so that the window")
    assert picture_tip(replace(GOOD, turned=OFTEN)) == (
        "Look at the camera, not at your own picture. A note beside the camera helps."
    )
    assert picture_tip(replace(GOOD, turned=Part(0.1, (Span(1, 5),)))) is None


def test_nothing_is_said_of_eyes_feelings_or_posture() -> None:
    """Nothing of the kind can be told from a picture honestly."""
    every = replace(GOOD, several=OFTEN, near=OFTEN, far=OFTEN, off_centre=OFTEN, dark=OFTEN, blown=OFTEN)
    every = replace(every, behind=OFTEN, turned=OFTEN, moving=OFTEN)
    text = " ".join(said(every, Together(4, 7, 4, 0.01)).values()).lower()
    for word in ("eye", "smil", "confiden", "nervous", "emotion", "posture", "score"):
        assert word not in text
