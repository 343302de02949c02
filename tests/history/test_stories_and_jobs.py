"""Stories, jobs and the plan are kept beside the takes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import History, open_history
from rehearse.model.kept import Job, NewTake, Plan

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def a_take(history: History) -> int:
    return history.begin(NewTake(recorded_at=NOON, prompt_id=None, question=None, audio=None, version="1")).id


def test_a_story_is_told_by_the_takes_that_are_said_to_tell_it(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        ferry, audit = history.add_stories([("The ferry", "It had left."), ("The audit", "")], added_at=NOON)
        first, second = a_take(history), a_take(history)
        history.tells(second, ferry.id)
        history.tells(first, ferry.id)
    with open_history(tmp_path) as history:
        assert history.story(ferry.id).take_ids == (first, second)
        assert (history.story(ferry.id).title, history.story(ferry.id).text) == ("The ferry", "It had left.")
        history.tells(first, audit.id)  # a take tells one story
        assert [story.take_ids for story in history.stories()] == [(second,), (first,)]
        history.tells(first, None)
        assert history.story(audit.id).take_ids == ()


def test_a_story_goes_and_its_takes_stay_and_the_other_way_round(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        (ferry, audit) = history.add_stories([("The ferry", ""), ("The audit", "")], added_at=NOON)
        first, second = a_take(history), a_take(history)
        history.tells(first, ferry.id)
        history.tells(second, audit.id)
        history.delete_story(ferry.id)
        assert history.has(first)
        history.delete(second)
        assert history.story(audit.id).take_ids == ()
        with pytest.raises(HistoryError, match=f"no story {ferry.id}"):
            history.story(ferry.id)
        with pytest.raises(HistoryError, match="no take 99"):
            history.tells(99, audit.id)
        (again,) = history.add_stories([("Another", "")], added_at=NOON)
        assert again.id not in (ferry.id, audit.id)  # a number that was seen never means another story


def test_a_story_is_changed_in_place(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        (story,) = history.add_stories([("The fery", "")], added_at=NOON)
        history.change_story(story.id, title="The ferry", text="It had left.")
        assert (history.story(story.id).title, history.story(story.id).text) == ("The ferry", "It had left.")


def test_a_job_is_kept_by_its_name_and_forgotten_with_every_word(tmp_path: Path) -> None:
    nurse = Job("nurse", "We want zebrafish keepers. " * 400, "I kept axolotls.", NOON)
    with open_history(tmp_path) as history:
        history.keep_job(nurse)
        history.keep_job(Job("clerk", "A clerk.", None, NOON.replace(hour=13)))
        assert [job.name for job in history.jobs()] == ["clerk", "nurse"]
        assert history.jobs()[1] == nurse
        history.keep_job(Job("nurse", "Night shifts.", None, NOON.replace(hour=14)))
        assert [(job.name, job.advertisement) for job in history.jobs()] == [
            ("nurse", "Night shifts."),
            ("clerk", "A clerk."),
        ]
        history.delete_job("nurse")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("history.db*"))
    assert not any(word in kept for word in (b"zebrafish", b"axolotls", b"Night shifts"))


def test_there_is_one_plan(tmp_path: Path) -> None:
    plan = Plan(day=date(2026, 12, 10), minutes=15, job=None, made_at=NOON)
    with open_history(tmp_path) as history:
        assert history.plan() is None
        history.keep_plan(plan)
        history.keep_plan(Plan(day=date(2026, 12, 12), minutes=10, job="nurse", made_at=NOON))
        assert history.plan() == Plan(day=date(2026, 12, 12), minutes=10, job="nurse", made_at=NOON)
        history.keep_plan(None)
        assert history.plan() is None


def test_what_is_no_plan_is_damage(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        history.keep_plan(Plan(day=date(2026, 12, 10), minutes=15, job=None, made_at=NOON))
        history._connection.execute("UPDATE plan SET day = 'soon'")
        with pytest.raises(HistoryError, match="damaged"):
            history.plan()
