"""The plan as it stands on a day, from what the history knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rehearse.model.kept import Job, NewTake, Plan
from rehearse.model.questions import Filters
from rehearse.practice.planning import Agenda, agenda, planned_next
from rehearse.practice.practice import Practice
from rehearse.progress import no_progress
from rehearse.questions.bank import find
from rehearse.takes.summaries import summed_up
from rehearse.workspace import Workspace
from saying import say

NOW = datetime(2026, 11, 28, 12).astimezone()
GOOD = "It was late in the shop. I carried the wet paint up the stairs. " * 8
WITH_UMS = "[um] so " * 30


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("REHEARSE_HOME", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with Workspace() as opened:
        yield opened


def plan_until(workspace: Workspace, day: date, *, minutes: int = 8, made: datetime = NOW) -> None:
    workspace.history.keep_plan(Plan(day, minutes, None, made))


def tell(workspace: Workspace, prompt_id: str, words: str = GOOD, *, days_ago: int = 0) -> None:
    new = NewTake(NOW - timedelta(days=days_ago), prompt_id=prompt_id, question=None, audio=None, version="0")
    workspace.history.add(say(words), new)
    summed_up(workspace.history, progress=no_progress)


def today(workspace: Workspace) -> list[tuple[str, str]]:
    found = agenda(workspace, now=NOW)
    assert isinstance(found, Agenda)
    return [(one.prompt.id, one.why) for one in found.asked_today]


def test_without_a_plan_there_is_none(workspace: Workspace) -> None:
    assert agenda(workspace, now=NOW) is None
    assert planned_next(workspace) is None


def test_it_begins_with_oneself_and_goes_through_the_themes(workspace: Workspace) -> None:
    plan_until(workspace, date(2026, 12, 10))
    found = agenda(workspace, now=NOW)
    assert found is not None and found.days_left == 12 and found.done == 0
    ids = [one.prompt.id for day in found.days for one in day.asked]
    assert ids[0] == "about-yourself"
    assert len(set(ids)) == 10 and len(ids) == 20  # each is told twice
    themes = {find(workspace.bank, name).theme for name in ids}
    assert len(themes) == 10
    assert {find(workspace.bank, name).role for name in ids} == {"any"}
    assert agenda(workspace, now=NOW) == found  # no dice


def test_what_is_told_today_is_done(workspace: Workspace) -> None:
    plan_until(workspace, date(2026, 12, 10))
    first, second = today(workspace)
    tell(workspace, first[0])
    assert today(workspace) == [second]
    tell(workspace, second[0])
    found = agenda(workspace, now=NOW)
    assert found is not None and found.asked_today == () and found.done == 1
    assert found.days[0].day == date(2026, 11, 29)


def test_what_was_weak_comes_first(workspace: Workspace) -> None:
    tell(workspace, "outage", WITH_UMS, days_ago=3)
    plan_until(workspace, date(2026, 12, 10))
    assert today(workspace) == [("outage", "weak"), ("about-yourself", "new")]


def test_a_take_from_tomorrow_is_one_of_today(workspace: Workspace) -> None:
    """A clock that was wrong once."""
    tell(workspace, "outage", days_ago=-3)
    plan_until(workspace, date(2026, 12, 10))
    assert [name for name, _ in today(workspace)] == ["about-yourself"]


def test_the_next_question_is_the_plans_unless_others_are_wanted(workspace: Workspace) -> None:
    workspace.history.keep_plan(
        Plan(datetime.now().astimezone().date() + timedelta(days=9), 8, None, datetime.now().astimezone())
    )
    practice = Practice(workspace, "base")
    question = practice.question(None, Filters())
    assert question.prompt is not None
    assert (question.prompt.id, question.reason) == ("about-yourself", "From your plan.")
    other = practice.question(None, Filters(), but=["about-yourself"])
    assert other.prompt is not None and other.reason == "From your plan."
    assert other.prompt.id != "about-yourself"
    data = practice.question(None, Filters(themes=("data",)))
    assert data.prompt is not None and data.prompt.theme == "data"
    assert practice.question("outage", Filters()).reason is None


def test_a_plan_for_a_job_takes_its_questions(workspace: Workspace) -> None:
    text = "Nurse\n\nYou will:\n- talk to worried families\n- hand over to the night shift\n"
    workspace.keep_job(Job("ward", text, None, NOW))
    workspace.history.keep_plan(Plan(date(2026, 12, 10), 8, "ward", NOW))
    first, second = today(workspace)
    assert (first[0], second[0]) == ("about-yourself", workspace.prompts_for("ward")[0].id)
    workspace.delete_job("ward")
    assert today(workspace)[0][0] == "about-yourself"


def test_a_story_that_was_never_told_comes_soon(workspace: Workspace) -> None:
    plan_until(workspace, date(2026, 12, 10))
    text = "I deleted the wrong folder. I told my boss at once, and restored it from the backup by noon."
    (story,) = workspace.history.add_stories([("The wrong folder", text)], added_at=NOW)
    assert today(workspace)[1] == ("own-mistake", "new")
    tell(workspace, "outage")
    workspace.history.tells(1, story.id)
    assert "own-mistake" not in [name for name, _ in today(workspace)]
