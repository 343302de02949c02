"""`rehearse behind` in a terminal: a speaker says which of their sentences speaks to what a question really
asks."""

from __future__ import annotations

import json

import pytest

from at_home import Home
from at_terminal import CTRL_C, Terminal
from saying import say

ASKED = "Tell me about a time something important stopped working and people were waiting on you to fix it."
TOLD = (
    "The payment terminals in our nine shops stopped on a Saturday. I checked first what all nine have in "
    "common. Every quarter of an hour I sent the shops one line. After fifty minutes we were back."
)


@pytest.fixture
def kept(home: Home) -> Home:
    home.keep(say(TOLD), prompt_id="outage", question=ASKED)
    return home


def behind(home: Home, *arguments: str) -> Terminal:
    return Terminal(
        ["behind", *arguments],
        {**home.environment, "REHEARSE_HOME": str(home.folder), "TERM": "xterm-256color"},
    )


def layers_of(home: Home, take: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(home.printed("show", str(take), "--json"))["coaching"][
        "layers"
    ]
    return found


def test_what_is_said_is_kept_shown_and_remembered_in_the_next_take(kept: Home) -> None:
    names = [layer["layer"] for layer in layers_of(kept, 1)]
    terminal = behind(kept)
    try:
        terminal.wait_for("that the question is really asking")
        assert "c  Every quarter of an hour I sent the shops one line." in terminal.shown
        terminal.press("c")
        terminal.wait_for('Saved: "Every quarter of an hour')
        terminal.press("?")
        terminal.wait_for("press a letter from a to d, - for none, Enter to skip, q to stop")
        terminal.press("-")
        terminal.wait_for("Saved: nothing in this take")
        terminal.press("\r")
        assert terminal.exit_status() == 0
    finally:
        terminal.close()
    first, second, *rest = layers_of(kept, 1)
    assert (first["checked"], first["words_checked"]) == (
        True,
        "Every quarter of an hour I sent the shops one line.",
    )
    assert (second["checked"], second["words_checked"]) == (True, None)
    assert [layer["checked"] for layer in rest] == [False] * len(rest)
    shown = " ".join(kept.printed("show", "1").split())
    assert 'You chose "Every quarter of an hour I sent the shops one line."' in shown
    assert "You found nothing for it." in shown
    kept.keep(say(TOLD), day=1, prompt_id="outage", question=ASKED)
    later = " ".join(kept.printed("show", "2").split())
    assert later.count("In your last take you found nothing for it.") == 1
    assert (
        str(names[1]).capitalize() in later.partition("In your last take")[0].rpartition("really asking")[2]
    )


@pytest.mark.parametrize("key", ["q", "\x1b", CTRL_C])
def test_it_can_be_left_at_any_line(kept: Home, key: str) -> None:
    terminal = behind(kept, "1")
    try:
        terminal.wait_for("that the question is really asking")
        terminal.press("a")
        terminal.wait_for("Saved:")
        terminal.press(key)
        assert terminal.exit_status() == 0
    finally:
        terminal.close()
    assert [layer["checked"] for layer in layers_of(kept, 1)][:2] == [True, False]


def test_without_keys_or_without_layers_it_says_why(kept: Home) -> None:
    run = kept.run("behind", "1")
    assert run.returncode == 2
    assert "This needs a terminal you can type in." in run.stderr
    kept.keep(say(TOLD))
    terminal = behind(kept, "2")
    try:
        terminal.wait_for("Nobody has written down what the question of take 2 is really asking.")
        assert terminal.exit_status() == 1
    finally:
        terminal.close()


def test_it_is_offered_until_it_was_said(kept: Home) -> None:
    assert "`rehearse behind 1` asks you" in " ".join(kept.printed("show", "1").split())
    terminal = behind(kept)
    try:
        terminal.wait_for("that the question is really asking")
        terminal.press("-")
        terminal.wait_for("Saved:")
        terminal.press("q")
        assert terminal.exit_status() == 0
    finally:
        terminal.close()
    assert "rehearse behind" not in kept.printed("show", "1")
