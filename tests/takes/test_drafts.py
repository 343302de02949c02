"""What is said of drafts that are written in lines."""

from __future__ import annotations

import pytest

from rehearse.takes.drafts import as_said


@pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "–", "—", "▪", "1.", "12)", "- [ ]", "- [x]", "[X]"])
def test_bullets_numbers_and_boxes_are_no_words(bullet: str) -> None:
    text = f"{bullet} rang the vet\n{bullet} held the horse\n  {bullet} slept in the stable"
    assert as_said(text) == "rang the vet. held the horse. slept in the stable."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# The lame horse\nI rang the vet.", "The lame horse. I rang the vet."),
        ("### What I did ###\nI rang the vet.", "What I did ###. I rang the vet."),
        ("> It was March.\n> I rang the vet.", "It was March. I rang the vet."),
        (
            "**Situation:** a lame horse\n**Action:** rang the vet",
            "Situation: a lame horse. Action: rang the vet.",
        ),
        (
            "Situation: a lame horse, two days\nWhat I did: rang",
            "Situation: a lame horse, two days. What I did: rang.",
        ),
        ("- **Rang** the _vet_\n- `held` the __horse__", "Rang the vet. held the horse."),
        ("**What I did**\n\nI rang the vet.", "What I did. I rang the vet."),
    ],
)
def test_headings_and_stress_are_no_words(text: str, said: str) -> None:
    assert as_said(text) == said


WRAPPED = """In March one of our horses went lame two days before the
fair, and the vet was on the other side of the river. I
carried the straw to the lower stable and slept there,
so that she did not stand alone, and rang him at six."""


def test_prose_that_was_wrapped_stays_as_it_was() -> None:
    assert as_said(WRAPPED) == " ".join(WRAPPED.split())


@pytest.mark.parametrize("end", ["", "  ", "."])
def test_a_line_that_ended_before_it_had_to_ends_a_sentence(end: str) -> None:
    text = f"The horse went lame{end}\nI rang the vet{end}\nHe came before the fair had opened its gates{end}"
    assert (
        as_said(text) == "The horse went lame. I rang the vet. He came before the fair had opened its gates."
    )


@pytest.mark.parametrize("mark", [".", "!", "?", ":", ",", ";", '."', "…", ".)"])
def test_a_line_with_a_mark_at_its_end_gets_no_other(mark: str) -> None:
    assert as_said(f"- It held{mark}\n- We left") == f"It held{mark} We left."


def test_what_follows_an_empty_line_is_another_sentence() -> None:
    assert as_said("I rang the vet\n\n\nHe came") == "I rang the vet. He came."


@pytest.mark.parametrize("rule", ["---", "***", "___", "* * *", "=====", "|---|:--|", "   "])
def test_rules_are_no_words(rule: str) -> None:
    assert as_said(f"I rang the vet.\n{rule}\nHe came.") == "I rang the vet. He came."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    assert (
        as_said(end.join(["# Horse", "- rang the vet", "---", "- held her", ""]))
        == "Horse. rang the vet. held her."
    )


@pytest.mark.parametrize(
    "text",
    [
        "I rang the vet",
        "I rang the vet, and he came.",
        "I rang - twice - and then he came - at last",
        "It took 3 * 4 hours and 2 * 2 more",
        "The file stable_plan_final lay on a_b",
        "We came 1. in the race",
        "",
    ],
)
def test_one_line_is_left_as_it_is(text: str) -> None:
    assert as_said(text) == text


def test_a_dash_within_a_line_stays() -> None:
    text = "- rang the vet - twice\n- it took 2 - 3 days"
    assert as_said(text) == "rang the vet - twice. it took 2 - 3 days."


def test_nothing_but_marks_is_nothing_said() -> None:
    assert as_said("---\n\n***\n") == ""


@pytest.mark.parametrize(
    "text", ["*a" * 50_000, "**a " * 50_000, "_ " * 50_000 + "x", "- " * 50_000 + "x", "`a" * 50_000]
)
def test_a_line_of_marks_takes_no_time(text: str) -> None:
    # Each mark looked for its other end in all that follows: hours for a file of a megabyte.
    assert as_said(text + "\nx")
