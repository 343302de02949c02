"""Which questions are chosen for an advertisement, which are made, and what stays uncovered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from rehearse.folders import bundled
from rehearse.language.nearness import likeness, nearnesses
from rehearse.model.jobs import Advertisement, ChosenForJob, Demand
from rehearse.model.questions import Prompt
from rehearse.questions.advertisement import read_advertisement
from rehearse.questions.competences import competences
from rehearse.questions.for_job import chosen, in_cv, uncovered
from rehearse.questions.from_demands import made_of
from rehearse.questions.post import Post, post_of
from rehearse.questions.reading import load

BANK = load([bundled("prompts")])
NO_POST = Post(frozenset(), None)


def prompt(name: str, *, role: str = "any", level: str = "any") -> Prompt:
    return Prompt(name, f"About {name}?", "learning", (), level, role, "", Path("x"))


def near(texts: Sequence[str], prompts: Sequence[Prompt]) -> list[list[float]]:
    """1 where the id of a question stands in a text."""
    return [[float(one.id in text) for one in prompts] for text in texts]


def alike(texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    return [[float(text == other) for other in others] for text in texts]


def ask(*demands: str, prompts: Sequence[Prompt], post: Post = NO_POST) -> tuple[ChosenForJob, ...]:
    advertisement = Advertisement(("Cook",), tuple(Demand(words, "must") for words in demands))
    return chosen(advertisement, post, prompts, near=near, alike=alike)


def ids(found: Sequence[ChosenForJob]) -> list[str]:
    return [one.prompt.id for one in found if not one.is_made]


def test_each_question_shows_the_demand_that_it_rests_on() -> None:
    found = ask("bakes bread", "plans menus", prompts=[prompt("menus"), prompt("fish"), prompt("bread")])
    rests = {one.prompt.id: one.words for one in found if not one.is_made}
    assert rests == {"bread": "bakes bread", "menus": "plans menus"}


def test_a_question_of_another_line_of_work_is_never_chosen() -> None:
    both = [prompt("bread", role="nursing"), prompt("rolls", role="hospitality")]
    cook = Post(frozenset({"hospitality"}), None)
    assert ids(ask("bakes bread and rolls", prompts=both, post=cook)) == ["rolls"]


def test_a_question_for_seniors_is_none_for_beginners() -> None:
    both = [prompt("bread", level="senior"), prompt("rolls", level="entry")]
    asked = ask("bakes bread and rolls", prompts=both, post=Post(frozenset(), "entry"))
    assert ids(asked)[0] == "rolls"
    asked = ask("bakes bread and rolls", prompts=both, post=Post(frozenset(), "senior"))
    assert ids(asked)[0] == "bread"


def test_what_the_bank_does_not_cover_is_made_a_question_of() -> None:
    found = ask("able to bake bread", "able to carve ice", prompts=[prompt("bread")])
    assert [(one.is_made, one.words) for one in found][-1] == (True, "able to carve ice")
    assert found[-1].prompt.question == "Tell me about a time when you had to carve ice."


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (
            "Ability to stay calm under pressure",
            "Tell me about a time when you had to stay calm under pressure.",
        ),
        (
            "Experience of mentoring students",
            "Tell me about a piece of work that shows your experience of mentoring students.",
        ),
        (
            "You have a good understanding of SQL",
            "Tell me about a time when you needed what you know of SQL.",
        ),
        (
            "Take minutes that people can act on",
            "In this job you would take minutes that people can act on. "
            "Tell me about the closest thing that you have done.",
        ),
        (
            "You will answer neighbours who ring about noise",
            "In this job you would answer neighbours who ring about noise. "
            "Tell me about the closest thing that you have done.",
        ),
        (
            "Has supervised students",
            "They look for somebody who has supervised students. Tell me about a time when that was you.",
        ),
        (
            "You can take being corrected",
            "They write: “You can take being corrected”. Tell me about a time when that was true of you.",
        ),
        ("Clear spoken English", "They ask for “Clear spoken English”. Tell me about a time that shows it."),
    ],
)
def test_questions_are_made_by_patterns_of_the_words(words: str, question: str) -> None:
    made = made_of(Demand(words, "must"))
    assert made is not None and made.question == question


@pytest.mark.parametrize(
    "words",
    [
        "NMC registration",
        "A full driving licence",
        "Degree in physics or equivalent",
        "Our founder likes tea",
    ],
)
def test_what_no_story_can_show_makes_no_question(words: str) -> None:
    assert made_of(Demand(words, "must")) is None


def test_a_demand_has_one_id_wherever_it_stands() -> None:
    one = made_of(Demand("Able to carve ice", "must"))
    other = made_of(Demand("able to carve ice", "nice"))
    third = made_of(Demand("able to carve wood", "must"))
    assert one and other and third
    assert one.id == other.id == "able-carve-ice-5890" != third.id


def test_a_story_covers_what_no_question_does() -> None:
    advertisement = Advertisement((), (Demand("carves ice", "must"), Demand("bakes bread", "must")))
    asked = [prompt("bread")]
    assert uncovered(advertisement, asked, [], near=near, alike=alike, tells=alike) == (
        Demand("carves ice", "must"),
    )
    assert uncovered(advertisement, asked, ["carves ice"], near=near, alike=alike, tells=alike) == ()


def test_a_cv_speaks_of_a_demand_in_its_own_words() -> None:
    advertisement = Advertisement(
        (), (Demand("Experience of carving ice", "must"), Demand("juggling", "must"))
    )
    told, untold = in_cv(advertisement, ["Years in kitchens", "Carved ice for weddings"], alike=alike)
    assert (told.words, untold.words) == ("Carved ice for weddings", None)
    assert [one.words for one in in_cv(advertisement, [], alike=alike)] == [None, None]


@pytest.mark.parametrize(
    ("text", "roles", "level"),
    [
        ("Staff Nurse\n\nYou will care for patients on a ward.", {"nursing"}, None),
        ("Head of Marketing\n\nYou will lead a team of six.", {"marketing", "manager"}, "senior"),
        ("Junior Developer\n\nYou write code with other developers.", {"software"}, "entry"),
        ("Receptionist\n\nYou will answer the telephone.", set(), None),
        ("Hotel receptionist\n\nYou will welcome guests.", {"hospitality"}, None),
        ("Carer\n\nYou will visit the elderly. No experience needed.", {"care"}, "entry"),
        ("Xyzzy\n\nYou will frobnicate.", set(), None),
        ("Volunteer Coordinator, Harbour Food Bank\n\nYou will help others.", set(), None),
        ("Clerk\n\nYou will keep accounts for customers of our bank.", {"finance"}, None),
    ],
)
def test_the_line_of_work_is_read_from_the_top(text: str, roles: set[str], level: str | None) -> None:
    post = post_of(read_advertisement(text), text)
    assert (set(post.roles), post.level) == (roles, level)


def test_a_nurse_is_asked_about_patients_and_not_about_code() -> None:
    text = "Staff Nurse\n\nYou will:\n- talk to worried families\n- notice when a patient gets worse\n"
    advertisement = read_advertisement(text)
    post = post_of(advertisement, text)
    found = chosen(advertisement, post, BANK.prompts, near=nearnesses, alike=likeness)
    assert {"worried-family", "sudden-turn"} <= set(ids(found)[:5])
    assert {one.prompt.role for one in found} <= {"nursing", "any"}
    assert {one.words for one in found} <= {
        *(one.words for one in advertisement.demands),
        advertisement.title,
    }


def test_every_competence_leads_to_questions_that_there_are() -> None:
    known = {one.id for one in BANK.prompts}
    assert [one for competence in competences() for one in competence.asks if one not in known] == []
    says = [words for competence in competences() for words in competence.says]
    assert len(says) == len(set(says))
