"""Finding questions by what people call them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from rehearse.errors import PromptError
from rehearse.folders import bundled
from rehearse.language.encoder import meanings
from rehearse.language.nearness import known, nearness, text_of
from rehearse.language.read_before import write
from rehearse.model.questions import Filters, Prompt
from rehearse.questions.aliases import Alias, aliases, meant, stems
from rehearse.questions.bank import Bank, check, fitting, search_all
from rehearse.questions.principles import principles, principles_of
from rehearse.questions.reading import load
from rehearse.questions.search import search

BANK = load([bundled("prompts")])


def prompt(id_: str, question: str, role: str = "any", level: str = "any", theme: str = "mine") -> Prompt:
    return Prompt(id_, question, theme, (), level, role, "", Path("mine.toml"))


def ids(prompts: Sequence[Prompt]) -> list[str]:
    return [one.id for one in prompts]


def found(words: str) -> list[str]:
    return ids(search(BANK, words, nearness=nearness))


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nurse", "Nursing"),
        ("priority", "priorities"),
        ("my weaknesses", "a weakness"),
        ("persuading", "persuade"),
        ("debugging", "debug"),
        ("the boss's", "boss"),
        ("stressed", "stress"),
        ("What?", "what"),
    ],
)
def test_small_words_and_endings_make_no_difference(one: str, other: str) -> None:
    assert stems(one) == stems(other) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("care", "car"), ("boss", "bos"), ("story", "store"), ("late", "later"), ("pay", "pad")],
)
def test_other_words_stay_others(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_as_they_stand_come_before_other_names_and_these_before_meaning() -> None:
    typed, named, meant_ = (
        prompt("a", "Which stress do you mean?"),
        prompt("b", "How do you work under pressure?"),
        prompt("c", "What keeps you awake at night?"),
    )
    bank = Bank((meant_, named, typed), ())
    near = {"a": 0.1, "b": 0.2, "c": 0.9}
    told = search(bank, "stress", nearness=lambda _, prompts: [near[one.id] for one in prompts])
    assert ids(told) == ["a", "b", "c"]


def test_what_means_something_else_is_not_found() -> None:
    bank = Bank((prompt("a", "How are you?"),), ())
    assert search(bank, "xyzzy", nearness=lambda _, prompts: [0.1 for _ in prompts]) == ()
    assert found("xyzzy qwrtp") == []


def test_meaning_is_asked_for_only_where_words_do_not_suffice() -> None:
    def never(_: str, prompts: Sequence[Prompt]) -> list[float]:
        raise AssertionError

    assert len(search(BANK, "nurse", nearness=never)) >= 8
    assert len(search(BANK, "", nearness=never)) == len(BANK.prompts)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Tell me about yourself.", "about-yourself"),
        ("why this company", "why-us"),
        ("why should we hire you", "why-hire-you"),
        ("5 years", "five-years"),
        ("conflict with my boss", "boss-disagreed"),
        ("delegating", "handing-over"),
        ("all-urgent", "all-urgent"),
        ("I lost my temper with a workmate", "till-quarrel"),
        ("salery", "salary"),
        ("stakholders", "bad-news"),
        ("weaknes", "weakness"),
    ],
)
def test_what_people_type_leads_to_the_question_meant(words: str, first: str) -> None:
    assert found(words)[0] == first


def test_a_word_that_only_begins_another_counts_little() -> None:
    bank = Bank((prompt("a", "Give me an example."), prompt("b", "Which exam was hard?")), ())
    assert ids(search(bank, "exam")) == ["b", "a"]
    assert ids(search(bank, "exampl")) == ["a"]
    near = search(bank, "ex", nearness=lambda _, prompts: [float(one.id == "b") for one in prompts])
    assert ids(near) == ["b", "a"]


def test_a_long_search_is_one_too() -> None:
    assert found("deadline " * 300)[0] in ids(fitting(BANK, theme="tight-deadlines"))


# Other names


@pytest.mark.parametrize(
    ("what", "typed", "meaning"),
    [
        ("role", "nurse", "nursing"),
        ("role", "Software-Developer", "software"),
        ("role", "astronaut", "astronaut"),
        ("level", "junior", "entry"),
        ("level", "senior", "senior"),
    ],
)
def test_a_role_and_a_level_go_by_other_names(what: str, typed: str, meaning: str) -> None:
    assert meant(what, typed) == meaning  # type: ignore[arg-type]


def test_filters_take_other_names_and_the_users_own_names_go_before() -> None:
    check(BANK, Filters(level="junior", role="nurse"))
    assert search_all(BANK, Filters(role="nurse")) == search_all(BANK, Filters(role="nursing"))
    assert search_all(BANK, Filters(level="junior")) == search_all(BANK, Filters(level="entry"))
    with pytest.raises(PromptError, match="There is no role 'astronaut'"):
        check(BANK, Filters(role="astronaut"))
    own = Bank((prompt("a", "Own?", role="nurse"), prompt("b", "Other?", role="nursing")), ())
    assert ids(fitting(own, role="nurse")) == ["a"]


def test_every_name_of_the_table_leads_somewhere() -> None:
    """What the table calls a thing must be in the bank; a question that was reworded would leave it dead."""
    dead = set()
    for names in aliases().values():
        for alias in names:
            alone = {"role": "role", "level": "level", "kind": "kind", "theme": "theme"}.get(alias.what)
            if alone and not any(getattr(one, alone) == alias.value for one in BANK.prompts):
                dead.add(alias)
            if alias.what == "words" and not search(BANK, alias.value):
                dead.add(alias)
    assert dead == set()


def test_no_name_says_nothing() -> None:
    assert () not in aliases()
    assert all(isinstance(alias, Alias) for names in aliases().values() for alias in names)


# Principles


def test_every_principle_has_two_questions_that_exist() -> None:
    known = {one.id for one in BANK.prompts}
    assert [len(names) for names in principles().values()] == [16, 9]
    for names in principles().values():
        for name, asked in names.items():
            assert len({*asked}) == len(asked) >= 2, name
            assert {*asked} <= known, name


@pytest.mark.parametrize(
    "typed",
    ["Customer Obsession", "bias for action", "disagree and commit", "big picture", "delivering at pace"],
)
def test_a_principle_is_found_by_its_name(typed: str) -> None:
    (first, second, *_) = found(typed)
    for one in (first, second):
        assert any({*stems(typed)} <= {*stems(name)} for _, name in principles_of(one)), (typed, one)


def test_an_employer_is_found_with_all_its_principles() -> None:
    of_amazon = {one for asked in principles()["Amazon"].values() for one in asked}
    assert {*found("Amazon")} == of_amazon
    assert {*found("amazon leadership principles")} <= of_amazon


# Meaning


def test_the_questions_that_come_with_the_program_were_read_before() -> None:
    """`python training/nearness.py` reads them again."""
    known.cache_clear()
    unread = [one.id for one in BANK.prompts if not known().has(text_of(one))]
    assert len(unread) <= 12, unread


def test_a_question_of_ones_own_is_found_by_its_meaning_too() -> None:
    own = prompt("own", "How would you look after the penguins at the south pole?")
    bank = Bank((*BANK.prompts, own), ())
    assert ids(search(bank, "antarctic birds", nearness=nearness))[0] == "own"


def test_what_was_written_down_is_what_would_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = BANK.prompts[:6]
    empty = tmp_path / "empty.npz"
    write(empty, [text_of(few[0])], meanings)
    kept = nearness("a patient is angry", few)
    monkeypatch.setattr("rehearse.language.nearness.KNOWN", empty)
    known.cache_clear()
    try:
        assert nearness("a patient is angry", few) == pytest.approx(kept, abs=0.01)
    finally:
        known.cache_clear()
    assert nearness("nothing to compare", []) == []


def test_json_comes_best_first_too() -> None:
    command = [sys.executable, "-m", "rehearse", "prompts", "--json", "nurse"]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    roles = Counter(json.loads(line)["role"] for line in told.splitlines())
    assert json.loads(told.splitlines()[0])["role"] == "nursing" and roles["nursing"] == 8
