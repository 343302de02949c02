"""What a coach judges by, and what a page saved: read as it is, and what is neither is one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearse.cohort.rubric import (
    NOT_REVIEWED,
    Criterion,
    Review,
    Rubric,
    read_reviews,
    read_rubric,
    review_text,
    within,
)
from rehearse.errors import CohortError

RUBRIC = Rubric(
    (Criterion("structure", "Structure", 2, "", ("none", "some", "clear")), Criterion("v", "Voice", 5))
)


def rubric(tmp_path: Path, text: str) -> Rubric:
    (tmp_path / "rubric.toml").write_text(text, encoding="utf-8")
    return read_rubric(tmp_path / "rubric.toml")


def test_levels_count_from_nothing(tmp_path: Path) -> None:
    text = '[[criterion]]\nname="Structure"\nlevels=["none","some","clear"]\n'
    text += '[[criterion]]\nid="v"\nname="Voice"\npoints=5'
    assert rubric(tmp_path, text) == RUBRIC
    assert RUBRIC.points == 7


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"needs 1 to 30 \[\[criterion\]\]"),
        ("criterion = 3", r"needs 1 to 30 \[\[criterion\]\]"),
        ("[[criterion]]\npoints = 3", "no name"),
        ('[[criterion]]\nname = "A"', "'A' needs points"),
        ('[[criterion]]\nname = "A"\npoints = 0', "'A' needs points"),
        ('[[criterion]]\nname = "A"\npoints = true', "'A' needs points"),
        ('[[criterion]]\nname = "A"\npoints = 3\nlevels = ["x"]', "'A' needs 4 levels"),
        ('[[criterion]]\nname = "A"\npoints = 3\n[[criterion]]\nname = "a"\npoints = 3', "one name"),
        ("[[criterion", "is no TOML"),
        ("\x00", "is no TOML"),
    ],
)
def test_what_is_no_rubric_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CohortError, match=says) as error:
        rubric(tmp_path, text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("points", "total"),
    [({}, None), ({"structure": 2}, None), ({"structure": 0, "v": 0}, 0), ({"structure": 2, "v": 1.5}, 3.5)],
)
def test_points_stand_only_where_all_were_given(points: dict[str, float], total: float | None) -> None:
    assert Review(points).total(RUBRIC) == total
    assert Review(points).total(Rubric()) is None


def test_points_of_another_rubric_are_left_out() -> None:
    assert within(Review({"structure": 3, "v": 5, "old": 1}, "note"), RUBRIC) == Review({"v": 5}, "note")


def save(folder: Path, name: str, saved_at: str, **takes: Review) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(review_text("anna", takes, saved_at=saved_at), encoding="utf-8")


def test_of_each_take_the_latest_review_counts_whatever_its_file_is_called(tmp_path: Path) -> None:
    first, second = (
        Review({"v": 1}, "a", "in review", "2026-01-01"),
        Review({"v": 2}, "b", "reviewed", "2026-01-02"),
    )
    save(tmp_path / "reviews", "anna (1).json", "2026-01-01", one=first, two=first)
    save(tmp_path / "people", "anna.json", "2026-01-02", one=second)
    found, problems = read_reviews([tmp_path / "reviews", tmp_path / "people", tmp_path / "gone"])
    assert (found, problems) == ({("anna", "one"): second, ("anna", "two"): first}, [])
    assert ("anna", "three") not in found and NOT_REVIEWED.state == "to review"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        json.dumps({"rehearse_review": 1, "person": 3, "saved_at": "", "takes": {}}),
        json.dumps({"rehearse_review": 1, "person": "a", "saved_at": "", "takes": {"t": 3}}),
        json.dumps(
            {"rehearse_review": 1, "person": "a", "saved_at": "", "takes": {"t": {"points": {"v": -1}}}}
        ),
        '{"rehearse_review":1,"person":"a","saved_at":"","takes":{"t":{"points":{"v":NaN}}}}',
        json.dumps({"rehearse_review": 1, "person": "a", "saved_at": "", "takes": {"t": {"note": "\ud800"}}}),
    ],
)
def test_what_is_no_review_is_said_and_left(tmp_path: Path, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(said)
    found, (problem,) = read_reviews([tmp_path])
    assert found == {} and "x.json is no review" in problem and "\n" not in problem
    assert path.read_text() == said
