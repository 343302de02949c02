"""`rehearse stories`: kept, imported, told, matched to questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from at_home import Home, new_home
from rehearse.history import open_history
from saying import say

FERRY = (
    "The last ferry had left without us. I rang the harbour and found a fisherman who took all nine across."
)
MISTAKE = "I deleted the wrong folder. I told my boss at once, and restored it from the backup by noon."
TOLD = (
    "We were on the island and the last ferry had left. I rang the harbour master: who was still out? "
    "A fisherman came and took all nine of us across in the dark. By midnight everybody was home. "
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(new_home(tmp_path / "home"))


def one(home: Home, number: int) -> dict[str, object]:
    found: dict[str, object] = json.loads(home.printed("stories", "show", str(number), "--json"))
    return found


def test_a_story_is_kept_shown_changed_and_deleted(home: Home) -> None:
    assert home.printed("stories").startswith("No stories yet.")
    assert home.printed("stories", "add", "The  ferry", FERRY) == 'Kept as story 1: "The ferry".\n'
    shown = home.printed("stories", "show", "1")
    assert shown.startswith("The ferry\n") and "Not told aloud yet." in shown
    assert "rehearse prompt" in shown
    home.printed("stories", "change", "1", "--title", "The boat")
    assert (one(home, 1)["title"], one(home, 1)["text"]) == ("The boat", FERRY)
    assert home.run("stories", "delete", "1").returncode == 1  # nobody there to say yes
    home.printed("stories", "delete", "1", "--yes")
    assert "There is no story 1." in home.run("stories", "show", "1").stderr


def test_how_a_story_was_told_is_known_from_its_takes(home: Home) -> None:
    good = home.keep(say(TOLD * 2), prompt_id="outage", question="What broke?")
    bad = home.keep(say("[um] so we " * 20), prompt_id="outage", question="What broke?", day=1)
    listed = " ".join(home.printed("stories", "add", "The ferry", "--take", str(good)).split())
    assert listed == 'Kept as story 1: "The ferry".'
    home.printed("progress")
    assert "told once, but not for" in home.printed("stories")  # takes of these tests are of last year
    assert home.printed("stories", "file", "1", str(bad)) == f'Take {bad} tells "The ferry".\n'
    told = one(home, 1)
    assert told["takes"] == [good, bad] and told["told"] == 2
    assert told["weakness"] == "your answer had 20 um/uh in 40 words"
    home.printed("delete", str(bad), "--yes")
    assert one(home, 1)["takes"] == [good]


def test_a_take_that_is_no_story_yet_is_named_with_the_one_it_may_tell(home: Home) -> None:
    home.printed("stories", "add", "The ferry", FERRY)
    home.printed("stories", "add", "The wrong folder", MISTAKE)
    take = home.keep(say(TOLD * 2), prompt_id="outage", question="What broke?")
    said = " ".join(home.printed("stories").split())
    assert f'If it tells "The ferry": `rehearse stories file 1 {take}`.' in said
    home.printed("stories", "file", "1", str(take))
    assert "none of your stories" not in home.printed("stories")


def test_stories_are_imported_once_and_changed_with_the_file(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text(f"# The ferry\n{FERRY}\n# The folder\n{MISTAKE}\n# Still to write\n", encoding="utf-8")
    said = home.printed("stories", "import", str(file))
    assert said.startswith("2 headings with a story: 2 new.\nLeft out, with nothing below: Still to write.\n")
    file.write_text(f"# The ferry\n{FERRY}\n# The folder\n{MISTAKE} Nobody noticed.\n", encoding="utf-8")
    assert home.printed("stories", "import", str(file)).startswith(
        "2 headings with a story: 1 changed and 1 as before.\n"
    )
    with open_history(home.folder) as history:
        assert [story.title for story in history.stories()] == ["The ferry", "The folder"]
        assert history.story(2).text.endswith("Nobody noticed.")


def test_the_story_that_answers_a_question_comes_first(home: Home) -> None:
    home.printed("stories", "add", "The ferry", FERRY)
    home.printed("stories", "add", "The wrong folder", MISTAKE)
    lines = home.printed("stories", "for", "own-mistake").splitlines()
    assert lines[-1] == "  2  The wrong folder"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (["add", " "], "needs a title"),
        (["add", "The ferry"], "Say in a few words what happened"),
        (["add", "t" * 81, "x"], "too long"),
        (["add", "The ferry", "x" * 4001], "too long"),
        (["add", "The\x1b[2J ferry", "x"], "cannot be shown"),
        (["add", "The ferry", "--take", "9"], "No takes yet"),
        (["show", "9"], "There is no story 9"),
        (["file", "9", "1"], "There is no story 9"),
        (["change", "9"], "There is no story 9"),
        (["for", "nothing"], "There is no question 'nothing'"),
        (["import", "gone.md"], "There is no file gone.md"),
    ],
)
def test_what_cannot_be_kept_is_told(home: Home, typed: list[str], why: str) -> None:
    failed = home.run("stories", *typed)
    assert failed.returncode == 1 and why in failed.stderr
    assert json.loads(home.printed("stories", "--json"))["stories"] == []


def test_a_file_without_headings_is_no_file_of_stories(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text("It was a dark night.\n", encoding="utf-8")
    assert "has no stories. Write a heading" in home.run("stories", "import", str(file)).stderr
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8" in home.run("stories", "import", str(file)).stderr
