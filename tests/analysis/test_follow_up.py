"""What an answer lacks: each kind taken out of one story, and the whole story, which lacks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading import read
from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.claims import claim_without_example
from rehearse.analysis.follow_up import LAYER_BELOW, lack
from rehearse.analysis.layers import Layer
from rehearse.analysis.quoting import MOST_WORDS, quotable
from rehearse.analysis.tools import thing_without_reason, tool_without_reason
from rehearse.model.heard import Heard, Stretch
from rehearse.model.kept import LayerCheck
from rehearse.words.follow_up import follow_up
from saying import say, write

SETUP = "Last May the belfry of our village lost its big clock. The mayor asked for it by the summer feast."
ACTION = (
    "I climbed up with my cousin and drew every wheel that was bent. "
    "I rang a smith in the next valley and begged him for two days of his time."
)
RESULT = "It struck again on the morning of the feast, and fourteen people wrote to thank the mayor."
REST = "The tower has a hundred steps and a wooden door. The birds had been in there for a long time."
OTHER = "And the view from up there is the best of all, with the lake and the snow on the far side of it."


def about(text: str, letters: str) -> str | None:
    """What the story lacks, read as these parts, one letter for each clause of it."""
    heard = read(write(text), letters)
    found = lack(Answer(heard), analyse(heard))
    return found.about if found else None


@pytest.mark.parametrize(
    ("said", "letters", "lacks"),
    [
        ((SETUP, ACTION, RESULT), "STAAR", None),
        ((SETUP, REST, RESULT), "STNNR", "action"),
        ((SETUP, ACTION, OTHER), "STAAN", "result"),
        ((REST, ACTION, RESULT), "NNAAR", "setup"),
        ((SETUP, ACTION, RESULT.replace("fourteen", "many")), "STAAR", "size"),
        ((SETUP, ACTION.replace("I ", "We "), RESULT), "STAAR", "own_part"),
        ((SETUP, ACTION + " I put the drawings into Trello at night.", RESULT), "STAAAR", "reason"),
        ((SETUP, ACTION + " I put it into Trello because my cousin can see it.", RESULT), "STAAAR", None),
        ((SETUP, ACTION + " I'm very patient with old things.", RESULT), "STAANR", "example"),
        ((SETUP, ACTION + " I'm patient, like when I glued a vase.", RESULT), "STAANR", None),
    ],
)
def test_what_is_taken_out_is_asked_for_and_nothing_else(
    said: tuple[str, ...], letters: str, lacks: str | None
) -> None:
    assert about(" ".join(said), letters) == lacks


def test_what_one_always_does_is_asked_for_one_time() -> None:
    text = "I always listen to people first. " * 10
    heard = read(write(text), "N" * 10, occasion="habit")
    found = lack(Answer(heard), analyse(heard))
    assert found and found.about == "one_time"


WHOLE = read(write(f"{SETUP} {ACTION} {RESULT}"), "STAAR")
FEW = read(write("I fixed it."), "A")


@pytest.mark.parametrize(
    ("heard", "kind"),
    [(WHOLE, "introduction"), (WHOLE, "technical"), (FEW, "story"), (say("(3)"), "story")],
)
def test_where_nothing_can_be_judged_the_question_asks_its_own(heard: Heard, kind: str) -> None:
    report = analyse(heard, kind=kind)  # type: ignore[arg-type]
    asked = follow_up(Answer(heard), report, own="And the smith?")
    assert asked and (asked.about, asked.question, asked.quote) == ("own", "And the smith?", None)
    assert follow_up(Answer(heard), report) is None


def layer(logit: float, check: LayerCheck | None = None) -> Layer:
    return Layer("learning", "What you know now.", logit, Stretch(0, 10), check)


@pytest.mark.parametrize(
    ("found", "is_asked"),
    [
        (layer(LAYER_BELOW + 0.1), False),
        (layer(LAYER_BELOW - 0.1), True),
        (layer(LAYER_BELOW - 0.1, LayerCheck("learning", Stretch(0, 3))), False),
        (layer(4.0, LayerCheck("learning", None)), True),
    ],
)
def test_a_layer_is_asked_for_only_where_nobody_surely_spoke_to_it(found: Layer, is_asked: bool) -> None:
    asked = follow_up(Answer(WHOLE), analyse(WHOLE), [found], own="And the smith?")
    assert asked and (asked.about == "layer") == is_asked
    assert ("what you know now" in asked.question) == is_asked


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("I'm good with children. They just come to me.", True),
        ("I'm good with children. I once had a boy who would not eat.", False),
        ("I'm good with children, my sister leaves me hers.", False),
        ("I'm good with children. So we went home.", True),
        ("I'm a joiner. They just come to me.", False),
        ("I always got eleven of them.", False),
    ],
)
def test_a_claim_has_an_example_beside_it_or_has_none(text: str, is_one: bool) -> None:
    assert (claim_without_example(Answer(write(text))) is not None) == is_one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We put it all in Trello. It went well.", "Trello"),
        ("There is a check in Great Expectations now. It runs at night.", "Great Expectations"),
        ("We wrote it in Python, since that is what they read.", None),
        ("We put it in Trello. I took that because all can see it.", None),
        ("My loom was broken. The stripe was red.", None),
    ],
)
def test_a_tool_has_a_reason_or_has_none(text: str, name: str | None) -> None:
    found = tool_without_reason(Answer(write(text)))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We put it in a spreadsheet. It went well.", "the spreadsheet"),
        ("We put it in a spreadsheet. I rang them because it was late.", None),
        ("I put all of it into Zettlr. It went well.", "Zettlr"),
        ("I swapped my day with Denise. It went well.", None),
        ("I wrote it in German on Sunday. It went well.", None),
        ("There was a list. It went well.", None),
        ("I had to log the temperature. It went well.", None),
    ],
)
def test_a_thing_is_asked_about_only_where_nothing_has_a_reason(text: str, name: str | None) -> None:
    found = thing_without_reason(Answer(write(text)))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("So, um, I rang the smith.", "I rang the smith."),
        ("And then I mean we went home, you know.", "we went home,"),
        ("Well, it was late.", "it was late."),
    ],
)
def test_a_quote_begins_and_ends_where_it_makes_sense(text: str, quote: str) -> None:
    answer = Answer(write(text))
    assert quotable(answer, answer.sentences[0]).text_in(answer.words) == quote


def test_every_quote_of_the_benchmark_is_short_and_exact() -> None:
    folder = Path(__file__).parents[2] / "benchmarks" / "follow_ups"
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()[:20]:
        answer = Answer(write(line))
        for sentence in answer.sentences:
            one = quotable(answer, sentence)
            assert 0 < one.count <= max(MOST_WORDS, 3)
            assert sentence.first <= one.first and one.end <= sentence.end


def test_the_same_answer_is_asked_the_same_and_others_in_other_words() -> None:
    heard = [read(write(f"{SETUP} {ACTION} {OTHER}{'!' * more}"), "STAAN") for more in range(12)]
    asked = [follow_up(Answer(one), analyse(one)) for one in (*heard, *heard)]
    questions = [one.question if one else "" for one in asked]
    assert questions[:12] == questions[12:]
    assert len({*questions}) == 3
    for one in asked:
        assert one and one.quote and f'"{one.quote}"' in one.question and one.quote in heard[0].text
