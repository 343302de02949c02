"""What is concluded from what was seen: one letter for each fifth of a second."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.model.heard import Span
from rehearse.model.picture import Face, Part, Picture, Sighting, Turn, Watched
from rehearse.picture.measures import measured

USUAL = Face(
    x=0.5, y=0.45, height=0.3, brightness=0.8, blown=0.0, glare=0.0, turn=Turn(2.0, -4.0, 1.0), sureness=0.9
)
SEEN: dict[str, Face | None] = {
    ".": USUAL,
    "-": None,
    ">": replace(USUAL, turn=Turn(27.0, -4.0, 1.0)),
    "<": replace(USUAL, turn=Turn(-23.0, -4.0, 1.0)),
    "v": replace(USUAL, turn=Turn(2.0, 14.0, 1.0)),
    "~": replace(USUAL, turn=Turn(19.0, -4.0, 1.0)),
    "/": replace(USUAL, turn=Turn(2.0, -4.0, 40.0)),
    "?": replace(USUAL, turn=None),
    "n": replace(USUAL, height=0.7),
    "f": replace(USUAL, height=0.1),
    "o": replace(USUAL, x=0.75),
    "u": replace(USUAL, y=0.2),
    "w": replace(USUAL, blown=0.3),
    "b": replace(USUAL, brightness=0.3, glare=0.6),
    "h": replace(USUAL, height=0.12, sureness=0.45),
    "s": replace(USUAL, brightness=0.25),
}
DAY = 0.6


def watched(letters: str, *, light: float = DAY, faces: int = 1) -> Watched:
    """A space is a fifth of a second that could not be read."""
    seen = [
        Sighting(round(step / 5, 3), faces if SEEN[letter] else 0, SEEN[letter], light)
        for step, letter in enumerate(letters)
        if letter != " "
    ]
    return Watched(tuple(seen), 640, 480)


def concluded(letters: str, *, light: float = DAY) -> Picture:
    return measured(watched(letters, light=light))


def span(start_s: float, end_s: float) -> Span:
    return Span(pytest.approx(start_s), pytest.approx(end_s))  # type: ignore[arg-type]


def told(part: Part | None) -> Part:
    assert part is not None
    return part


def test_a_quiet_head_in_the_middle_has_no_moment() -> None:
    found = concluded("." * 50)
    assert (found.watched_s, found.height, found.x, found.y) == (10, 0.3, 0.5, 0.45)
    assert found.in_frame == Part(1.0)
    assert found.movement == 0
    for name in ("several", "near", "far", "off_centre", "dark", "blown", "behind", "turned", "moving"):
        assert getattr(found, name) == Part(0.0)


def test_when_nobody_was_in_the_frame() -> None:
    found = told(concluded("." * 20 + "-" * 10 + "." * 20).in_frame)
    assert found.share == pytest.approx(0.8)
    assert found.moments == (span(4, 6),)


def test_a_picture_or_two_without_a_face_are_the_network_s_own() -> None:
    assert told(concluded("...........--...........-......").in_frame) == Part(1.0)


def test_two_moments_with_little_between_are_one() -> None:
    assert told(concluded("." * 10 + "----.----" + "." * 10).in_frame).moments == (span(2, 3.8),)


def test_a_face_that_was_never_found() -> None:
    found = concluded("-" * 20)
    assert found.in_frame == Part(0.0, (span(0, 4),))
    assert (found.height, found.turned, found.dark, found.movement) == (None, None, None, None)


def test_in_the_dark_a_face_may_be_there() -> None:
    assert concluded("-" * 20, light=0.05) == Picture(4.0)


def test_faces_that_are_hardly_found_do_not_say_who_is_there() -> None:
    found = concluded("h-" * 20)
    assert found.in_frame is None
    assert found.height == 0.12


def test_too_short_to_tell() -> None:
    assert concluded("." * 9).in_frame is None
    assert concluded("") == Picture(0.0)


@pytest.mark.parametrize(
    ("letter", "name"),
    [("n", "near"), ("f", "far"), ("o", "off_centre"), ("u", "off_centre"), ("w", "blown"), ("b", "behind")],
)
def test_where_a_face_is_and_in_what_light(letter: str, name: str) -> None:
    found = concluded("." * 20 + letter * 20)
    for one in ("near", "far", "off_centre", "dark", "blown", "behind"):
        part = told(getattr(found, one))
        assert part.share == pytest.approx(0.5 if one == name else 0)
        assert part.moments == ((span(4, 8),) if one == name else ())


def test_a_dark_face_in_a_light_room_is_no_darkness() -> None:
    assert told(concluded("s" * 20).dark).share == 0
    assert told(concluded("s" * 20, light=0.3).dark).share == 1


@pytest.mark.parametrize("letter", "<>v")
def test_a_head_is_turned_from_its_own_beginning(letter: str) -> None:
    found = told(concluded("." * 25 + letter * 10 + "." * 15).turned)
    assert found.moments == (span(5, 7),)
    assert found.share == pytest.approx(0.2)


def test_who_sits_askew_is_not_turned_away() -> None:
    assert told(concluded(">" * 40).turned).share == 0
    assert told(concluded(">" * 30 + "<" * 10).turned).share == pytest.approx(0.25)


@pytest.mark.parametrize("letters", ["/" * 10, "~" * 10, ".>...>..>.", "..........>>"])
def test_what_is_no_turn(letters: str) -> None:
    """A tilt, a little, single pictures, less than 0.6 s."""
    assert told(concluded("." * 25 + letters + "." * 10).turned).moments == ()


def test_near_the_line_a_head_stays_as_it_is() -> None:
    assert told(concluded("." * 25 + ">>>~~~>>>" + "." * 10).turned).moments == (span(5, 6.8),)


def test_a_head_that_is_turned_so_far_that_it_is_lost_stays_turned() -> None:
    found = concluded("." * 25 + ">>>-----<<<" + "." * 10)
    assert told(found.turned).moments == (span(5, 7.2),)
    assert told(found.in_frame).moments == (span(5.6, 6.6),)
    assert told(concluded("." * 25 + "-----" + "." * 10).turned).moments == ()


def test_a_head_without_a_place_in_the_beginning_is_not_judged() -> None:
    assert concluded("<<<>>>" * 10).turned is None
    assert concluded("?" * 40).turned is None
    assert concluded("." * 10 + "?" * 40).turned is None


def test_in_the_dark_no_turn_is_judged() -> None:
    assert concluded("s" * 40).turned == Part(0.0)
    assert concluded("s" * 40, light=0.2).turned is None


def test_times_stay_where_some_could_not_be_read() -> None:
    found = concluded("." * 25 + " " * 25 + ">" * 10 + "." * 10)
    assert told(found.turned).moments == (span(10, 12),)
    assert told(found.in_frame).share == 1
    assert found.watched_s == 9


def test_two_faces() -> None:
    one, two = watched("." * 20), watched("." * 20, faces=2)
    later = tuple(replace(sighting, at_s=sighting.at_s + 4) for sighting in two.sightings)
    assert told(measured(replace(one, sightings=one.sightings + later)).several).moments == (span(4, 8),)


def test_how_much_a_head_moves() -> None:
    """A tenth of the picture's height to and fro each step: a third of a face, five times a second."""
    still = watched("." * 60)
    shaken = tuple(
        replace(one, face=replace(USUAL, y=0.45 + 0.1 * (step % 2))) if 20 <= step < 40 else one
        for step, one in enumerate(still.sightings)
    )
    found = measured(replace(still, sightings=shaken))
    assert found.movement == 0
    (moment,) = told(found.moving).moments
    assert moment.start_s == pytest.approx(4, abs=0.5)
    assert moment.end_s == pytest.approx(8, abs=0.5)
    always = measured(replace(still, sightings=shaken[20:40]))
    assert always.movement == pytest.approx(0.1 / 0.3 / 0.2)
