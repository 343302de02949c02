"""Discourse markers against sentences whose markers are known, and in speech with its silences."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.markers import markers
from rehearse.model.heard import Heard, Word
from saying import say, write

SENTENCES = tomllib.loads(Path(__file__).with_name("marker_sentences.toml").read_text(encoding="utf-8"))


def parsed(sentence: str) -> tuple[Heard, set[int]]:
    """The words without braces, and the indexes at which a wrapped marker begins."""
    pieces = sentence.split()
    words = tuple(Word(piece.replace("{", "").replace("}", "")) for piece in pieces)
    return Heard(words=words), {index for index, piece in enumerate(pieces) if "{" in piece}


def said(text: str) -> list[tuple[str, str]]:
    return [(marker.text, marker.likelihood) for marker in markers(Answer(say(text)))]


@pytest.mark.parametrize(("group", "precision", "recall"), [("tuned", 0.95, 0.95), ("held_out", 0.92, 0.92)])
def test_sentences_with_known_markers(group: str, precision: float, recall: float) -> None:
    pairs = [
        (
            truth,
            {one.first for one in markers(Answer(heard)) if one.kind == "discourse marker"},
        )
        for heard, truth in map(parsed, SENTENCES[group])
    ]
    hits = sum(len(truth & found) for truth, found in pairs)
    assert hits >= precision * sum(len(found) for _, found in pairs)
    assert hits >= recall * sum(len(truth) for truth, _ in pairs)


@pytest.mark.parametrize(
    "text", ["We were, you, know, late.", "We were, you,\nknow, late.", "We were, [um] you know, late."]
)
def test_phrases_match_across_punctuation_and_sounds(text: str) -> None:
    assert said(text) == [("you know", "likely")]


def test_a_sound_inside_a_phrase_is_stepped_over() -> None:
    (marker,) = markers(Answer(say("It was, you, [um] know, late.")))
    assert (marker.text, marker.first, marker.count) == ("you know", 2, 3)


def test_a_hesitation_beside_a_doubtful_one_makes_it_likely() -> None:
    assert said("But we actually fixed it.") == [("actually", "possible")]
    assert said("But we [um] actually fixed it.") == [("actually", "likely")]
    assert said("But we (0.4) actually fixed it.") == [("actually", "likely")]


def test_hesitations_on_both_sides_set_apart_what_no_comma_does() -> None:
    assert said("We built like houses.") == []
    assert said("We built (0.4) like (0.4) houses.") == [("like", "likely")]
    assert said("I (0.4) like (0.4) houses.") == []


def test_three_close_together_vouch_for_each_other() -> None:
    once = "But we actually fixed it."
    assert said(once) == [("actually", "possible")]
    assert said(" ".join([once] * 3)) == [("actually", "likely")] * 3
    apart = f"{once} (9) {once} (9) {once}"
    assert said(apart) == [("actually", "possible")] * 3


def test_so_is_doubtful_where_it_may_tell_a_consequence() -> None:
    assert said("So I ran the shop for a year.") == [("so", "likely")]
    assert said("The oven broke on a Monday. So what I did was bake next door.") == [("so", "likely")]
    assert said("The oven broke on a Monday. So we baked next door.") == [("so", "possible")]
    assert said("The oven broke on a Monday, so we baked next door.") == []


def test_actually_against_a_belief_is_no_filler() -> None:
    assert said("We actually met twice.") == [("actually", "likely")]
    assert said("But we actually met twice.") == [("actually", "possible")]
    assert said("They said once, but we actually met twice.") == []
    assert said("We never actually met.") == []


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("And my boss was like you can go home.", 1),
        ("It was like we had never met.", 0),
        ("It took like ten minutes, like forever.", 2),
        ("Everything looks like a toy, and it feels like really cheap.", 1),
        ("Like my old boss, I prefer a list.", 0),
        ("Like reading the map before a trip.", 1),
        ("The cooks were like shouting at me.", 1),
        ("It was like shouting at a wall.", 0),
        ("They treated me like a child and I like that even less.", 0),
        ("The lift stopped and it just like everything went dark.", 1),
        ("You just like everything with cheese.", 0),
    ],
)
def test_like_quotes_approximates_and_searches_but_does_not_compare(text: str, fillers: int) -> None:
    assert [marker for marker, _ in said(text)].count("like") == fillers


def test_times_span_the_whole_phrase() -> None:
    (marker,) = markers(Answer(say("It was, you know, late.")))
    assert marker.span is not None
    assert (marker.span.start_s, marker.span.end_s) == pytest.approx((1.3, 2.1))


def test_written_answers_are_judged_without_times() -> None:
    (marker,) = markers(Answer(write("It was, like, ten people.")))
    assert (marker.text, marker.span, marker.likelihood) == ("like", None, "likely")
