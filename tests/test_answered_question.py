"""`rehearse analyze --question ID` on written answers: what is said fits the question, which is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from at_home import Home
from rehearse.cli import main
from rehearse.folders import bundled
from rehearse.history import open_history
from rehearse.questions.reading import load

STORY = """\
# The ferry

- two summers ago the ferry I worked on lost its cook in the middle of the season
- I had to get eighty breakfasts out every morning with one helper
- threw out the menu and wrote a new one with four dishes
- then I showed the deckhands how to plate eggs and paid them in cake
- nobody waited longer than ten minutes, and the captain kept my menu
"""

SOUP = """\
For the soup you take two onions and a pound of carrots. You cut them into small pieces. Then you fry them in
butter for ten minutes and add a litre of stock. It simmers for half an hour. At the end you add salt, pepper
and a spoon of cream, and you serve it with bread.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def run(home: Home, *arguments: str | Path) -> Result:
    told = list(map(str, arguments))
    return CliRunner().invoke(main, told, env={"REHEARSE_HOME": str(home.folder), "COLUMNS": "80"})


def analysed(home: Home, *arguments: str | Path) -> dict[str, Any]:
    result = run(home, "analyze", "--text", "--json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def asked_next(question: str) -> str:
    """What the bank asks after an answer to a question of its own."""
    return next(one.follow_up for one in load([bundled("prompts")]).prompts if one.id == question)


def test_a_good_story_is_asked_what_the_bank_asks_next(home: Home, draft: Path) -> None:
    report = analysed(home, "--question", "all-urgent", draft)
    assert (report["kind"], report["next_step_about"]) == ("story", "keep")
    assert report["next_step"].endswith(": Which item turned out not to be urgent at all?")
    assert report["transcript"]["text"].startswith("The ferry. two summers ago")
    assert [note["kind"] for note in report["star"]["notes"]] == []
    other = analysed(home, "--question", "TIRED-TEAM", draft)
    assert other["next_step"].endswith(f": {asked_next('tired-team')}")
    assert other["star"] == report["star"]


def test_without_a_question_it_asks_nothing_of_the_bank(home: Home, draft: Path) -> None:
    report = analysed(home, draft)
    assert report["next_step_about"] == "keep"
    assert "they may ask" not in report["next_step"]


def test_a_story_for_another_question_is_said_to_be_one_with_care(home: Home, draft: Path) -> None:
    for question in ("wrong-product", "engineers-disagreed", "REFUND-REFUSED"):
        report = analysed(home, "--question", question, draft)
        assert report["next_step_about"] == "question"
        assert report["next_step"].startswith("This sounds like a story for another question. If ")
        assert [note["kind"] for note in report["star"]["notes"]] == ["another question"]
    shown = " ".join(
        run(home, "analyze", "--text", "--full", "--question", "refund-refused", draft).stdout.split()
    )
    assert "It sounds like a story for another question" in shown


def test_a_recipe_is_no_answer(home: Home, tmp_path: Path) -> None:
    (tmp_path / "soup.txt").write_text(SOUP, encoding="utf-8")
    report = analysed(home, "--question", "boss-disagreed", tmp_path / "soup.txt")
    assert (report["next_step_about"], report["good"]) == ("question", [])
    assert report["next_step"].startswith("This does not sound like an answer to the question.")


def test_a_take_is_held_against_its_question_too(home: Home, draft: Path) -> None:
    run(home, "analyze", "--text", "--save", "--question", "refund-refused", draft)
    shown = " ".join(run(home, "show", "1").stdout.split())
    assert "This sounds like a story for another question." in shown


def test_what_is_explained_is_no_story(home: Home, draft: Path) -> None:
    report = analysed(home, "--question", "explain-api", draft)
    assert (report["kind"], report["star"], report["good"]) == ("explaining", None, [])


def test_what_is_good_is_shown(home: Home, draft: Path) -> None:
    shown = run(home, "analyze", "--text", draft).stdout
    good, step = shown.index("Good\n"), shown.index("Next time\n")
    assert good < shown.index("You say what came of it") < step


def test_an_unknown_question_is_one_line_and_names_those_that_may_be_meant(home: Home, draft: Path) -> None:
    result = run(home, "analyze", "--text", "--save", "--question", "all-urgnet", draft)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no question 'all-urgnet'. Did you mean" in result.stderr
    assert "all-urgent" in result.stderr
    assert "Traceback" not in result.stderr
    with open_history(home.folder) as history:
        assert list(history.takes()) == []


def test_a_kept_answer_keeps_its_question(home: Home, draft: Path) -> None:
    first = analysed(home, "--save", "--question", "all-urgent", draft)
    with open_history(home.folder) as history:
        (take,) = history.takes()
    assert take.prompt_id == "all-urgent"
    assert take.question == "Take me through a week when everything on your list was marked urgent."
    shown = run(home, "show", str(take.id))
    assert shown.exit_code == 0
    assert "not to be urgent at all?" in " ".join(shown.stdout.split())
    assert first["next_step"].endswith("not to be urgent at all?")
