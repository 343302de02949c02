"""What somebody asks who may ask: whether it is a question, and one that is worth an answer."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from saying import write


def faults(text: str) -> tuple[str, ...]:
    found = analyse(write(text), kind="asking").asked
    assert found is not None
    return found.faults


@pytest.mark.parametrize(
    "text",
    [
        "How do you decide what gets built next?",
        "Tell me about the last time something went badly wrong here.",
        "Could you walk me through a normal Tuesday?",
        "I'd love to hear how the night shift hands over.",
        "so you said the team was split how has that changed your work",
        "Who would I be working with most, and what are they like?",
    ],
)
def test_a_good_question_has_no_fault(text: str) -> None:
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No, I think you covered everything, thank you.", "none"),
        ("Is the team nice?", "closed"),
        ("How do you test? How often do you release? And who is on call?", "several"),
        ("What's the hardest part? I guess it's the deadlines, right?", "answered"),
        ("Sorry, this is a stupid question, but what does the team do?", "apology"),
        ("Why should I work here when your reviews are so bad?", "attack"),
        ("How many days of holiday would I get?", "conditions"),
        (
            f"{'I worked in a small shop and then in a big one and it was fine. ' * 4} What is it like here?",
            "long",
        ),
    ],
)
def test_each_fault_is_named_and_becomes_the_advice(text: str, found: str) -> None:
    assert found in faults(text)
    report = analyse(write(text), kind="asking")
    assert report.next_step_about == "asking"
    assert report.next_step is not None and '"' in report.next_step


def test_nothing_is_asked_of_stories_and_nothing_was_said() -> None:
    assert analyse(write("Is the team nice?")).asked is None
    assert analyse(write(""), kind="asking").asked is None
