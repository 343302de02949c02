"""The figures on top of a page: what is usual, what was before, and nothing that was not measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.model.report import Report
from rehearse.words.tiles import Tile, tiles
from saying import say, write

TEN = "we moved every crate into the cold room that night"


def spoken(ums: int, *, tens: int = 10) -> Report:
    return analyse(say(f"{'[um] ' * ums}{f'{TEN}. ' * tens}"))


def tile(report: Report, unit: str, before: Report | None = None) -> Tile | None:
    return next((one for one in tiles(report, before) if unit in (name for _, name in one.figures)), None)


@pytest.mark.parametrize(
    ("ums", "at", "says"),
    [
        (0, 0.0, ""),
        (2, 2 / 12, "um, uh: few"),
        (3, 3 / 12, "um, uh: about what people have in conversation"),
        (6, 6 / 12, "um, uh: more than people have in conversation"),
        (30, 1.0, "um, uh: so many that they distract"),
    ],
)
def test_ums_stand_on_a_scale_per_100_words(ums: int, at: float, says: str) -> None:
    shown = tile(spoken(ums), "um, uh")
    assert shown
    assert shown.figures == ((str(ums), "um, uh"), ("0", "filler words"))
    assert shown.at == pytest.approx(at)
    assert shown.usual == pytest.approx((0, 3.4 / 12))
    assert shown.says == says


def test_the_take_before_stands_beside() -> None:
    shown = tile(spoken(3), "um, uh", before=spoken(5, tens=5))
    assert shown and shown.before == "5 and 0"
    length = tile(spoken(3), "minutes", before=spoken(0, tens=5))
    assert length and length.figures[0][0] == "0:41" and length.before == "0:20"
    pace = tile(spoken(0), "words a minute", before=spoken(0, tens=5))
    assert pace and pace.figures[0][0] == "150" and pace.before == "150"


def test_few_words_are_on_no_scale() -> None:
    shown = tile(analyse(say("[um] I moved every crate.")), "um, uh")
    assert shown and shown.at is None and shown.usual is None and shown.says == ""


@pytest.mark.parametrize(
    ("wpm", "at", "says"),
    [
        (150, 90 / 180, "within the usual 120 to 175"),
        (200, 140 / 180, "well above the usual 120 to 175"),
        (300, 1.0, "well above the usual 120 to 175"),
    ],
)
def test_pace_stands_beside_what_is_usual(wpm: float, at: float, says: str) -> None:
    shown = tile(analyse(say(f"{TEN}. " * 20, wpm=wpm)), "words a minute")
    assert shown and shown.at == pytest.approx(at, abs=0.01) and shown.says == says
    assert shown.usual == pytest.approx((60 / 180, 115 / 180))


@pytest.mark.parametrize(
    ("tens", "says"),
    [(10, "aim for 1 to 2 minutes"), (20, "within 1 to 2 minutes"), (40, "aim for 1 to 2 minutes")],
)
def test_length_is_measured_against_one_to_two_minutes(tens: int, says: str) -> None:
    shown = tile(spoken(0, tens=tens), "minutes")
    assert shown and shown.says == says


def test_what_was_not_measured_has_no_tile() -> None:
    written = analyse(write("So we moved it."))
    assert tile(written, "words a minute") is None and tile(written, "minutes") is None
    foreign = analyse(replace(say(f"{TEN}. " * 10), language="de"))
    assert tile(foreign, "um, uh") is None and tile(foreign, "words a minute") is None


def test_a_story_says_which_part_is_not_found() -> None:
    told = (
        "Last May our server stopped and I restarted it myself. "
        "In the end we lost no order, and the number of errors fell by half."
    )
    (shown,) = (one for one in tiles(analyse(say(told)), None) if one.parts)
    assert shown.figures == (("1 of 3", "parts of a story"),)
    assert shown.says == "result 100 %; not found: setup and what you did"
    assert shown.parts == (("result", 1.0),)
