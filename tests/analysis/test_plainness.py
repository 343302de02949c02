"""How plain an explanation is, on sentences whose rare words are known."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.plainness import plainness
from saying import say, write


def test_rare_words_are_counted_the_most_frequent_first() -> None:
    found = plainness(
        Answer(write("The idempotent endpoint is idempotent, and Kubernetes restarts it. The shop is open."))
    )
    assert [text for text, _ in found.rare][:1] == ["idempotent"]
    assert dict(found.rare)["idempotent"] == 2
    assert "kubernetes" in dict(found.rare)
    assert not {"shop", "open", "the", "is"} & {*dict(found.rare)}


def test_everyday_words_are_not_rare_whatever_form_they_have() -> None:
    text = "She's baking the neighbours' cakes, isn't she? I've told them it'll be ready by half past eleven."
    assert plainness(Answer(write(text))).rare == ()


def test_sentences_are_measured_without_filled_pauses() -> None:
    found = plainness(
        Answer(say("It [um] keeps a list. You ask it, and it looks the name up for you. Done."))
    )
    assert (found.median_words, found.longest) == (4, (5, 11))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("It keeps a list. For example, it knows your name.", "For"),
        ("It's like a waiter who takes your order.", "It's"),
        ("Imagine a library at night.", "Imagine"),
        ("Um, think of a key.", "think"),
        ("I like it because it works.", None),
        ("We looked at it as it was.", None),
    ],
)
def test_an_example_or_a_comparison_is_announced(text: str, quoted: str | None) -> None:
    heard = write(text)
    found = plainness(Answer(heard)).example
    assert (None if found is None else heard.words[found].text) == quoted


def test_nothing_was_said() -> None:
    found = plainness(Answer(write("")))
    assert (found.rare, found.median_words, found.longest, found.example) == ((), None, None, None)


def test_only_explanations_are_measured_and_only_stories_are_judged_as_such() -> None:
    heard = say("An endpoint is a door. You knock, and somebody hands you what you asked for. " * 3)
    story, asking, explaining = (analyse(heard, kind=kind) for kind in ("story", "asking", "explaining"))
    assert story.star is not None and story.plainness is None
    assert explaining.star is None and explaining.plainness is not None
    assert asking.star is None and asking.plainness is None
    assert story.length and story.length.band == "short"
    assert asking.length and asking.length.band is None


def test_the_next_step_fits_what_it_is() -> None:
    door = "An endpoint is a door that you knock at, and somebody hands you what you asked for. "
    assert analyse(say(door), kind="explaining").next_step == (
        "Give one example from your listener's world, or say what it is like."
    )
    long = analyse(
        say("How would I know that I am doing well, " + "in a year, " * 16 + "here?"), kind="asking"
    ).next_step
    assert long is not None and long.startswith("Ask it in one breath. ")
    short = analyse(say("What does a good first year look like here?"), kind="asking").next_step
    assert short is not None
    assert short.startswith('Ask "What does a good first year look like here?" once more, then')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The migration took a lock, and queries piled up on the replica.",
            {"migration", "queries", "replica", "lock"},
        ),
        ("There was a queue at the bakery and a load of washing.", set()),
        ("A cache is a jar on the worktop.", set()),
        ("That's what we call a server.", set()),
    ],
)
def test_words_of_the_trade_count_where_nobody_explains_them(text: str, words: set[str]) -> None:
    assert {word for word, _ in plainness(Answer(write(text))).jargon} == words


def test_an_analogy_that_is_the_whole_answer_is_an_example() -> None:
    florist = (
        "So you've got a florist. Orders come in on slips through the hatch at the back. Nobody walks into "
        "the workroom and cuts flowers, they fill in a slip: which colour, what size, what address, and out "
        "comes a bunch."
    )
    plain = (
        "It means that the inner workings are open. Anyone may read them, use them and improve them. There "
        "is no fee as a rule, though you still pay people to run it, and nobody is responsible for it."
    )
    assert plainness(Answer(write(florist))).example == 0
    assert plainness(Answer(write(plain))).example is None


def test_a_sentence_that_no_ear_follows_is_the_advice_and_one_without_full_stops_is_not() -> None:
    long = (
        "It is like a shop where "
        + "you go in and out and in and out " * 6
        + "at night. It works. It is fine."
    )
    report = analyse(write(long), kind="explaining")
    assert report.next_step is not None
    assert report.next_step.startswith("Make three sentences of this one, which has 62 words")
    bare = analyse(write(long.replace(".", "").lower()), kind="explaining")
    assert bare.next_step is not None and "sentences of this one" not in bare.next_step


def test_words_of_the_trade_come_first() -> None:
    text = "The proxy terminates, the replica was lagging, and the schema migration locked the database."
    report = analyse(write(text), kind="explaining")
    assert report.next_step_about == "plain"
    assert report.next_step is not None and '"proxy", "replica"' in report.next_step
