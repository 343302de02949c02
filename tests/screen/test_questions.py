from pathlib import Path

from rehearse.folders import bundled
from rehearse.model.questions import Prompt
from rehearse.questions.bank import find
from rehearse.questions.reading import load
from rehearse.screen.questions import in_full, listed

DEADLINE = Prompt(
    "late-order",
    "What did you do when an order was late? " * 4,
    "tight-deadlines",
    (("ownership", "Whether you tell people early."),),
    "any",
    "any",
    "Who did you tell first?",
    Path("tight-deadlines.toml"),
)


def test_questions_stand_under_their_theme() -> None:
    text = listed([DEADLINE])
    assert text.startswith("TIGHT DEADLINES\n  late-order\n    What did you do")
    assert max(map(len, text.splitlines())) <= 80


def test_one_in_full_says_what_it_really_asks() -> None:
    text = in_full(DEADLINE)
    assert "What the question is really asking:\n    ownership: Whether you tell people early." in text
    assert text.endswith("What they may ask next:\n    Who did you tell first?")


def test_what_an_employer_asks_it_for_is_shown() -> None:
    told = in_full(find(load([bundled("prompts")]), "boss-disagreed"))
    assert "Also asked for:\n    Have Backbone; Disagree and Commit (Amazon)" in told


def test_what_was_found_is_listed_in_its_order() -> None:
    few = [find(load([bundled("prompts")]), name) for name in ("salary", "outage", "strengths")]
    lines = listed(few, ranked=True).split("\n")
    assert [line for line in lines if line in ("salary", "outage", "strengths")] == [
        "salary",
        "outage",
        "strengths",
    ]
    assert "INTRODUCTIONS" not in lines
