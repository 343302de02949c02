"""What an answer does for its question, with the real encoder, as the program shows it."""

from __future__ import annotations

import json
from dataclasses import replace

from at_home import Home
from saying import say

ASKED = "Tell me about a time something important stopped working and people were waiting on you to fix it."
TOLD = (
    "The payment terminals in our nine shops stopped on a Saturday. The manager stood behind me with "
    "his phone, and I still went down my list one line after the other. I checked first what all nine "
    "have in common, which is the router at head office. Every quarter of an hour I sent the shops "
    "one line, even when there was nothing new. After fifty minutes we were back."
)
SILENT = (
    "In the winter our printer stopped. My colleague came in the afternoon and took it apart. It was an old "
    "model, and a small wheel was broken. There was no spare part for it. We bought a new one, and that was "
    "that."
)
AFRESH = (
    "One Saturday nobody could pay by card, in any of our shops. What do they share, I asked myself, "
    "and that is one box in the main office, so that was where I looked. My boss was breathing down "
    "my neck, and I took it step by step all the same. The shops got a short message from me every "
    "fifteen minutes, news or no news. Within an hour everything worked."
)


def coaching_of(home: Home, take: int) -> dict[str, object]:
    found: dict[str, object] = json.loads(home.printed("show", str(take), "--json"))["coaching"]
    return found


def test_a_layer_is_quoted_where_the_program_is_sure_and_asked_for_where_not(home: Home) -> None:
    home.keep(say(TOLD), prompt_id="outage", question=ASKED)
    shown = " ".join(home.printed("show", "1").partition("What the question is really asking")[2].split())
    assert "Whether you stay methodical while others are watching the clock." in shown
    assert "`rehearse behind 1` asks you." in shown
    for layer in coaching_of(home, 1)["layers"]:  # type: ignore[attr-defined]
        assert (layer["found"] == "addressed") == (layer["words"] is not None) == (layer["chance"] > 0.95)
        assert layer["words"] is None or f'"{layer["words"]}"' in shown


def test_of_what_nobody_spoke_to_nothing_is_said(home: Home) -> None:
    home.keep(say(SILENT), prompt_id="outage", question=ASKED)
    layers = coaching_of(home, 1)["layers"]
    assert {layer["found"] for layer in layers} == {"not known"}  # type: ignore[attr-defined]
    assert "addressed" not in home.printed("show", "1")


def test_points_are_found_in_other_words_and_missed_where_they_are_missing(home: Home) -> None:
    points = ("searched what they share", "calm under the boss's eyes", "my cat is called Minka")
    home.printed("points", "outage", *points)
    home.keep(say(AFRESH), prompt_id="outage", question=ASKED)
    found = coaching_of(home, 1)["points"]
    assert [point["found"] for point in found] == ["said", "said", "not heard"]  # type: ignore[attr-defined]
    assert "breathing down" in found[1]["words"]  # type: ignore[index]
    printed = home.printed("show", "1")
    shown = printed.partition("Your points")[2]
    assert "Missing" in shown and "my cat is called Minka" in shown


def test_a_recited_answer_is_told_so_and_one_told_afresh_too(home: Home) -> None:
    home.printed("points", "outage", "searched what they share")
    home.keep(say(TOLD), prompt_id="outage", question=ASKED)
    home.keep(say(TOLD.replace("a Saturday", "[um] the Saturday")), day=1, prompt_id="outage", question=ASKED)
    home.keep(say(AFRESH), day=2, prompt_id="outage", question=ASKED)
    first, second, third = (" ".join(home.printed("show", take).split()) for take in "123")
    assert "Fresh or recited?" not in first
    assert "of this take repeats take 1 word for word." in second
    assert "Word for word the same as in an earlier take." in second
    assert "Fresh telling: hardly any of it repeats take" in third
    assert "You made your points in new words, as you should." in third


def test_without_a_question_or_in_another_language_there_is_nothing_to_say(home: Home) -> None:
    home.keep(say(TOLD))
    home.keep(say(TOLD), prompt_id="gone-from-the-bank", question="Why?")
    home.keep(say("(3)"), prompt_id="outage", question=ASKED)
    assert [coaching_of(home, take) for take in (1, 2, 3)] == [None] * 3


def test_of_words_that_were_not_understood_nothing_is_said(home: Home) -> None:
    told = say(TOLD)
    unlikely = replace(told, words=tuple(replace(word, probability=0.3) for word in told.words))
    home.printed("points", "outage", "my cat is called Minka")
    home.keep(unlikely, prompt_id="outage", question=ASKED)
    home.keep(told, day=1, prompt_id="outage", question=ASKED)
    shown = " ".join(home.printed("show", "1").split())
    assert coaching_of(home, 1) is None
    assert "Too many words were unclear to judge this answer." in shown
    assert (
        "Story" not in shown
        and "What the question is really asking" not in shown
        and "Your points" not in shown
    )
    # Neither is a later take held against it.
    assert coaching_of(home, 2)["recited"] is None


def test_points_are_listed_removed_and_kept_few(home: Home) -> None:
    assert "No points yet" in home.printed("points", "outage")
    listed = home.printed("points", "outage", "  one   two ", "three", "three")
    assert listed.splitlines()[1:] == ["  1  one two", "  2  three"]
    assert home.printed("points", "outage", "--remove", "1").splitlines()[1:] == ["  1  three"]
    assert json.loads(home.printed("points", "OUTAGE", "--json")) == {
        "prompt_id": "outage",
        "points": ["three"],
    }
    for arguments, wrong in (
        (["--remove", "4"], "There is no point 4. You have 1."),
        (["x" * 200], "This point is too long"),
        (["  "], "needs at least one word"),
        (["a\x07b"], "cannot be shown"),
        (list("abcdefgh"), "Keep the 7 that matter most"),
    ):
        run = home.run("points", "outage", *arguments)
        assert (run.returncode, run.stdout) == (1, "")
        assert wrong in run.stderr
    assert "No points yet" in home.printed("points", "outage", "--clear")
    assert home.run("points", "nonsense-id").returncode == 1
    assert home.run("points", "outage", "x", "--clear").returncode == 2
