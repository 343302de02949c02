"""What is read of a job advertisement: every demand in its words, and nothing else."""

from __future__ import annotations

import time

import pytest

from rehearse.model.jobs import Demand
from rehearse.questions.advertisement import MOST_DEMANDS, read_advertisement

LISTED = """\
Staff Nurse, Acute Medical Ward

About us
We are a busy teaching hospital with a proud history.

What you'll do
- Explain treatment to patients and their families
- Hand over safely between shifts

You will have:
- NMC registration
- Experience of working in an acute setting; patience with people

Nice to have
* Experience of mentoring students

Benefits
- 27 days of annual leave
- You will love our canteen

To apply, send your CV by 3 May.
"""

PROSE = """\
Office Manager

Hill & Sons was founded in 1920 and makes the best boots in the county. You will keep the books in order, and
you should be able to calm an angry customer on the telephone. We need somebody who has run an office before.
A driving licence would be helpful. We offer a competitive salary, a pension and free boots. We are an equal
opportunities employer. To apply, send your CV to boots@hill.example.
"""


def words(text: str) -> list[str]:
    return [demand.words for demand in read_advertisement(text).demands]


def test_lists_below_headings_are_demands_of_their_kind() -> None:
    assert read_advertisement(LISTED).demands == (
        Demand("Explain treatment to patients and their families", "duty"),
        Demand("Hand over safely between shifts", "duty"),
        Demand("NMC registration", "must"),
        Demand("Experience of working in an acute setting", "must"),
        Demand("patience with people", "must"),
        Demand("Experience of mentoring students", "nice"),
    )
    assert read_advertisement(LISTED).title == "Staff Nurse, Acute Medical Ward"


def test_prose_without_headings_gives_what_it_asks_of_you() -> None:
    assert read_advertisement(PROSE).demands == (
        Demand("You will keep the books in order", "duty"),
        Demand("you should be able to calm an angry customer on the telephone", "duty"),
        Demand("We need somebody who has run an office before", "must"),
        Demand("A driving licence would be helpful", "nice"),
    )


@pytest.mark.parametrize("text", [LISTED, PROSE, LISTED.replace("\n", "\r\n"), LISTED.replace("- ", "• ")])
def test_every_demand_stands_in_the_text(text: str) -> None:
    spaced = " ".join(text.split())
    assert len(words(text)) >= 4
    assert [one for one in words(text) if one not in spaced] == []


@pytest.mark.parametrize(
    "line",
    [
        "We are an equal opportunities employer.",
        "We welcome applications from everyone, regardless of age.",
        "£24,000 to £26,000 a year, pension, 28 days holiday",
        "To apply, send your CV and a covering letter to Jo.",
        "Closing date: 3 May",
        "You will receive a generous discount.",
        "You'll join a friendly team.",
        "Our mission is to make the best boots.",
        "No experience needed, full training given",
        "The successful candidate will undergo a criminal record check.",
        "Ring Jan on 01632 960417",
    ],
)
def test_what_praises_pays_or_tells_how_to_apply_is_no_demand(line: str) -> None:
    assert words(f"Shop assistant\n\nYou will serve customers.\n\n{line}\n") == ["You will serve customers"]


def test_essential_and_desirable_are_told_apart() -> None:
    by_heading = "1. Essential criteria\n1.1 Has run a kitchen\n\n2. Desirable\n2.1 Can bake bread\n"
    by_label = "Cook\n\nSkills\nEssential: Has run a kitchen\nDesirable: Can bake bread\n"
    by_letter = "PERSON SPECIFICATION (E = Essential)\nE Has run a kitchen (A, I)\nD Can bake bread (I)\n"
    for text in (by_heading, by_label, by_letter):
        assert read_advertisement(text).demands == (
            Demand("Has run a kitchen", "must"),
            Demand("Can bake bread", "nice"),
        )


def test_lines_that_were_broken_by_their_width_are_joined() -> None:
    broken = (
        "Baker\n\nYou need:\n* Patience for dough that will not rise on a cold Monday morning and\n"
        "  for customers who want it to\n* The habit of cleaning\n* A steady hand with the\n  knife\n"
    )
    assert words(broken)[0].endswith("cold Monday morning and for customers who want it to")
    assert words(broken)[-1] == "A steady hand with the knife"


def test_a_long_sentence_is_cut_where_the_next_demand_begins() -> None:
    text = (
        "Manager\n\nWe expect you to restore the spirits of a worn-out team, to settle the quarrel between "
        "two leaders, and to change how calls are sorted."
    )
    assert words(text) == [
        "We expect you to restore the spirits of a worn-out team",
        "to settle the quarrel between two leaders",
        "to change how calls are sorted",
    ]


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "\x00\x1b[2J", "???", "Requirements", "Requirements:\n" * 50, "-\n" * 9, "a" * 99_999],
)
def test_what_is_no_advertisement_demands_nothing(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "You must be able to, " * 5000,
        "Requirements:\n" + "- you will have skills\n" * 5000,
        "(" * 50_000,
        "you (" * 20_000 + ";",
        "- " + "experience of " * 8000,
        "\n".join(f"- Skill number {number} in plumbing" for number in range(5000)),
    ],
)
def test_whatever_comes_is_read_in_time_and_cut_at_a_length(text: str) -> None:
    began = time.monotonic()
    assert len(words(text)) <= MOST_DEMANDS
    assert time.monotonic() - began < 5


def test_a_title_begins_no_section_and_a_line_above_a_list_does() -> None:
    assert words("Contracts Manager\n- Bake bread daily\n- Carve ice\n") == ["Bake bread daily", "Carve ice"]
    after = "Cook\n\nBenefits\n- Free lunch\n\nThe nitty-gritty\n- Bake bread daily\n"
    assert words(after) == ["Bake bread daily"]
    assert words("Cook\n\nBenefits\n- Free lunch\n- Ability to bake bread\n") == ["Ability to bake bread"]
