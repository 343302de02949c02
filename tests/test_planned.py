"""`rehearse plan`: made, followed, taken into a calendar, forgotten."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from at_home import NOON, Home, new_home
from saying import say

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(new_home(tmp_path / "home"))


def days_since_noon() -> float:
    """From the noon that takes are kept at until now."""
    return (datetime.now(UTC) - NOON) / timedelta(days=1)


def test_a_plan_is_made_shown_changed_and_forgotten(home: Home) -> None:
    assert "No plan yet" in home.run("plan").stdout
    until = TODAY + timedelta(days=12)
    made = home.run("plan", until.isoformat()).stdout
    assert made.startswith("12 days until your interview on ")
    assert "10 practices, about 10 minutes each." in made
    assert "`rehearse prompt about-yourself`" in made and "Tomorrow" in made
    assert "about 20 minutes each" in home.run("plan", "--minutes", "20").stdout
    found = json.loads(home.run("plan", "--json").stdout)
    assert (found["day"], found["minutes"], len(found["days"])) == (until.isoformat(), 20, 10)
    assert len(found["days"][0]["questions"]) == 5
    assert home.run("plan", "--clear").stdout == "The plan is forgotten.\n"
    assert json.loads(home.run("plan", "--json").stdout) is None


def test_answers_of_the_same_day_before_it_was_made_are_none_of_its_practices(home: Home) -> None:
    told = say("It was late in the shop. I carried the paint up the stairs. " * 8)
    for _ in range(5):
        home.keep(told, prompt_id="outage", day=days_since_noon() - 0.0001)
    made = home.run("plan", (TODAY + timedelta(days=12)).isoformat()).stdout
    assert "You have practised" not in made and "`rehearse prompt about-yourself`" in made
    for _ in range(5):
        home.keep(told, prompt_id="outage", day=days_since_noon())
    practised = " ".join(home.run("plan").stdout.split())
    assert "You have practised on 1 day of this plan. 9 more practices, about 10 minutes each." in practised


def test_the_plan_stands_where_one_begins(home: Home) -> None:
    home.run("plan", (TODAY + timedelta(days=2)).isoformat())
    assert "2 days until your interview" in home.run().stdout
    home.keep(say("It was late in the shop. I carried the paint up the stairs. " * 8), prompt_id="outage")
    said = " ".join(home.run().stdout.split())
    assert 'Today, about 8 minutes: `rehearse prompt` asks "Tell me about yourself." (new)' in said
    home.run("plan", "tomorrow")
    assert "Your interview is tomorrow." in home.run().stdout


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("today", TODAY),
        (f"{TODAY + timedelta(days=3):%A}", TODAY + timedelta(days=3)),
        (f"{(TODAY + timedelta(days=40)):%d %B}", TODAY + timedelta(days=40)),
        (f"{(TODAY + timedelta(days=40)):%b %d, %Y}", TODAY + timedelta(days=40)),
    ],
)
def test_a_day_can_be_said_as_people_do(home: Home, typed: str, wanted: date) -> None:
    home.run("plan", *typed.split())
    assert json.loads(home.run("plan", "--json").stdout)["day"] == wanted.isoformat()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (["2020-01-01"], "is over"),
        (["someday"], "is not a day such as 2026-12-10"),
        (["31", "February"], "is not a day"),
        ([(TODAY + timedelta(days=400)).isoformat()], "more than a year away"),
        (["--minutes", "5"], "No plan yet"),
        (["--ics", "-"], "No plan yet"),
        (["--at", "18:30"], "go with --ics"),
        (["tomorrow", "--ics", "-", "--at", "late"], "is not a time such as 18:30"),
        (["tomorrow", "--clear"], "leave out the rest"),
    ],
)
def test_what_is_no_plan_changes_none(home: Home, typed: list[str], why: str) -> None:
    failed = home.run("plan", *typed)
    assert failed.returncode in (1, 2) and why in failed.stderr
    assert json.loads(home.run("plan", "--json").stdout) is None


def test_a_calendar_reads_the_plan(home: Home, tmp_path: Path) -> None:
    until = TODAY + timedelta(days=5)
    file = tmp_path / "practice.ics"
    home.run("plan", until.isoformat(), "--ics", str(file), "--at", "6:30pm")
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    starts = [event.decoded("dtstart") for event in events]
    assert starts[:5] == [
        datetime.combine(TODAY + timedelta(days=ahead), datetime.min.time().replace(hour=18, minute=30))
        for ahead in range(5)
    ]
    assert starts[5] == until and str(events[5]["summary"]) == "Interview"
    assert "Tell me about yourself.\nrehearse prompt about-yourself" in str(events[0]["description"])
    assert len({str(event["uid"]) for event in events}) == 6
    assert "is there already" in home.run("plan", "--ics", str(file)).stderr
    home.run("plan", "--ics", str(file), "--force")
    whole = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert whole[0].decoded("dtstart") == TODAY and whole[0].decoded("dtstamp") <= datetime.now(UTC)
