"""`rehearse for`: jobs that are kept, their questions, and practising them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from at_home import NOON, Home
from rehearse.errors import JobError
from rehearse.history import open_history
from rehearse.jobs import LONGEST_NAME, checked_name, new_job, usual_name
from rehearse.model.kept import Job
from rehearse.model.questions import Filters
from rehearse.practice.choosing import pick_prompt, pick_prompts
from rehearse.practice.practice import Practice
from rehearse.questions.bank import MADE_FOR_JOBS, find, search_all
from rehearse.workspace import Workspace
from saying import say

AD = """\
Staff Nurse, Acute Ward

You will:
- Explain treatment to patients and their worried families
- Ride a unicycle between the wards

Benefits
- 27 days of annual leave
"""
BAKER = "Baker\n\nYou must be able to bake bread at four in the morning.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    folder = tmp_path / "home"
    monkeypatch.setenv("REHEARSE_HOME", str(folder))
    return Home(folder)


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "nurse.txt"
    path.write_text(AD, encoding="utf-8")
    return path


@pytest.fixture
def workspace(home: Home) -> Iterator[Workspace]:
    with Workspace() as opened:
        yield opened


def job(name: str, advertisement: str = AD, cv: str | None = None) -> Job:
    return Job(name, advertisement, cv, NOON)


def test_an_advertisement_is_kept_shown_again_and_forgotten(home: Home, ad: Path) -> None:
    first = home.printed("for", str(ad))
    for words in ("worried-family", "“Ride a unicycle between the wards”", "Kept as nurse.", "--job nurse"):
        assert words in " ".join(first.split())
    assert "annual leave" not in first
    assert home.printed("for", "NURSE") == first
    assert home.printed("for").startswith("nurse  kept ")
    assert home.run("for", "--delete", "nurse").returncode == 1  # nobody said yes
    assert home.printed("for", "--delete", "nurse", "--yes") == "Forgot the job nurse.\n"
    assert home.printed("for").startswith("No jobs yet.")


def test_what_other_programs_read(home: Home, ad: Path, tmp_path: Path) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text("Jo\nExplained treatment to patients and worried families every day\n", encoding="utf-8")
    found = json.loads(home.printed("for", str(ad), "--cv", str(cv), "--name", "ward", "--json"))
    assert (found["name"], found["title"]) == ("ward", "Staff Nurse, Acute Ward")
    assert [one["kind"] for one in found["demands"]] == ["duty", "duty"]
    demands = {one["words"] for one in found["demands"]} | {found["title"]}
    assert {one["words"] for one in found["questions"]} <= demands
    assert found["uncovered"] == ["Ride a unicycle between the wards"]
    told, untold = found["cv"]
    assert told["words"].startswith("Explained treatment") and untold["words"] is None
    assert json.loads(home.printed("for", "--json"))["cv"] is True


def test_what_is_pasted_is_read_too(home: Home) -> None:
    for arguments in (["for", "-"], ["for"]):
        run = subprocess.run(
            [sys.executable, "-m", "rehearse", *arguments],
            env={**home.environment, "REHEARSE_HOME": str(home.folder)},
            input=AD,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "Kept as Staff Nurse Acute Ward." in " ".join(run.stdout.split())
        assert '--job "Staff Nurse Acute Ward"' in run.stdout and run.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["for", "gone.txt"], "There is no file gone.txt."),
        (["for", "gone"], "There is no job 'gone'. `rehearse for AD.txt` keeps one."),
        (["for", "--delete", "gone", "--yes"], "There is no job 'gone'."),
        (["prompt", "--job", "gone"], "There is no job 'gone'."),
        (["interview", "--job", "gone"], "There is no job 'gone'."),
        (["for", "AD", "--name", "x" * 61], "A job needs a name of 1 to 60"),
        (["for", "EMPTY"], "Nothing in it looks like what a job demands."),
        (["for", "AD", "--cv", "gone.pdf"], "There is no file gone.pdf."),
        (["for", "."], "is a folder"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    home: Home, ad: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "empty.txt").write_text("We are a happy team. Join us.\n", encoding="utf-8")
    files = {"AD": str(ad), "EMPTY": str(tmp_path / "empty.txt")}
    run = home.run(*(files.get(part, part) for part in arguments))
    assert (run.returncode, run.stdout) == (1, "")
    assert says in run.stderr and run.stderr.count("\n") == 1


def test_another_advertisement_takes_no_name_away() -> None:
    kept = [job("ad", cv="my CV")]
    assert new_job(kept, BAKER, cv=None, name=None, usual="ad").name == "ad-2"
    again = new_job(kept, AD, cv=None, name=None, usual="ad")
    assert (again.name, again.cv) == ("ad", "my CV")
    replaced = new_job(kept, BAKER, cv="new CV", name="AD", usual="x")
    assert (replaced.name, replaced.advertisement, replaced.cv) == ("ad", BAKER, "new CV")


def test_a_job_is_called_by_its_first_words() -> None:
    assert usual_name(AD) == "Staff Nurse Acute Ward"
    assert usual_name("\n") == "job"
    assert checked_name(" my \t job ") == "my job"
    for name in ("", "  ", "x" * (LONGEST_NAME + 1), "--full"):
        with pytest.raises(JobError):
            checked_name(name)


def test_made_questions_are_in_the_bank_as_long_as_the_job_is_kept(workspace: Workspace, home: Home) -> None:
    before = workspace.bank
    workspace.keep_job(job("ward"))
    asked = workspace.prompts_for("Ward")
    assert "worried-family" in {one.id for one in asked[:5]}
    (made,) = [one for one in asked if one.theme == MADE_FOR_JOBS]
    assert find(workspace.bank, made.id) == made
    assert made not in search_all(workspace.bank, Filters())
    take = home.keep(say("I rode it. " * 20), prompt_id=made.id)
    with Workspace() as later:
        assert later.prompt_of(later.take(take)) == made
    workspace.delete_job("ward")
    assert workspace.bank == before
    assert workspace.take(take).prompt_id == made.id


def test_one_demand_of_two_jobs_is_one_question(workspace: Workspace) -> None:
    workspace.keep_job(job("ward"))
    count = len(workspace.bank.prompts)
    workspace.keep_job(job("other"))
    assert len(workspace.bank.prompts) == count
    assert len({one.id for one in workspace.bank.prompts}) == count


@pytest.mark.parametrize("spoil", [b"", b"no history", b"SQLite format 3\0" + b"x" * 500])
def test_who_lists_questions_needs_no_history(home: Home, spoil: bytes) -> None:
    assert not home.folder.exists() and "outage" in home.printed("prompts", "outage")
    assert not (home.folder / "history.db").exists()
    home.folder.mkdir(exist_ok=True)
    (home.folder / "history.db").write_bytes(spoil)
    assert "outage" in home.printed("prompts", "outage")


def test_a_job_is_practised_in_its_order(workspace: Workspace, home: Home) -> None:
    workspace.keep_job(job("ward"))
    first, second, *_ = workspace.prompts_for("ward")
    practice = Practice(workspace, "base")
    filters = workspace.asked_for(Filters(job="WARD"))
    asked = practice.question(None, filters)
    assert asked.prompt == first and asked.reason and asked.reason.startswith("They write “")
    assert practice.question(None, filters, but=[first.id]).prompt == second
    home.keep(say("I explained it. " * 20), prompt_id=first.id)
    assert practice.question(None, filters).prompt == second
    opening, *others = [one.prompt for one in practice.interview(filters, count=3)]
    assert opening and opening.id == "about-yourself" and others[0] == second


def test_filters_narrow_a_job(workspace: Workspace) -> None:
    workspace.keep_job(job("ward"))
    asked, history = workspace.prompts_for("ward"), workspace.history
    made = Filters(themes=(MADE_FOR_JOBS,))
    assert pick_prompt(workspace.bank, history, None, made, among=asked).prompt.theme == MADE_FOR_JOBS
    assert {one.theme for one in pick_prompts(workspace.bank, history, made, count=1, among=asked)} == {
        MADE_FOR_JOBS
    }


def test_a_story_of_the_user_covers_a_demand(workspace: Workspace) -> None:
    workspace.keep_job(job("ward"))
    assert [one.words for one in workspace.for_job("ward").uncovered] == ["Ride a unicycle between the wards"]
    workspace.history.add_stories([("The unicycle", "I rode my unicycle between the wards.")], added_at=NOON)
    with Workspace() as later:
        assert later.for_job("ward").uncovered == ()


def test_jobs_survive_in_the_history(home: Home) -> None:
    with open_history(home.folder) as history:
        history.keep_job(job("ward", cv="x"))
    with open_history(home.folder) as history:
        assert history.jobs() == (job("ward", cv="x"),)


def test_a_story_covers_a_demand_that_it_would_be_told_to(workspace: Workspace) -> None:
    """Though it has hardly any of its words."""
    text = (
        "Shift supervisor\n\nYou will:\n"
        "- keep the ovens running and solve problems before they stop the line\n"
        "- hold the hygiene records to the standard\n"
    )
    told = "The prover stopped at 3 am. I moved the dough away, rang the fitter, and warned the shops."
    workspace.keep_job(Job("bakery", text, None, NOON))
    both = {demand.words for demand in workspace.for_job("bakery").uncovered}
    workspace.history.add_stories([("The broken prover", told)], added_at=NOON)
    workspace.keep_job(Job("bakery", text, None, NOON))
    (left,) = workspace.for_job("bakery").uncovered
    assert len(both) == 2 and left.words == "hold the hygiene records to the standard"
