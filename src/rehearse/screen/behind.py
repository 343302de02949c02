"""The layers of a question, and which of their own sentences speaks to each: a speaker judges a take by
keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from string import ascii_letters
from typing import TYPE_CHECKING

from rehearse.errors import HistoryError
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck
from rehearse.screen.keys import keys
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.questions import LAYER_INDENT
from rehearse.words.coaching import layer_line
from rehearse.words.text import plain
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.analysis.layers import Layer
    from rehearse.model.kept import Take

LETTERS = ascii_letters.replace("q", "")
"""The sentences are called by these; q ends it."""
NONE, OPEN, END = ("-", "0"), ("\r", "\n", " "), ("q", "\x1b", "\x04")
SENTENCE_INDENT = 5
HOW = (
    "These are the things that the question is really asking. For each, press the letter of the sentence "
    "that shows it, or - for none. Enter skips one, q stops."
)


def check_layers(console: Console, workspace: Workspace, take: Take) -> None:
    """Ask which sentence of a take speaks to each layer of its question, and keep what is said."""
    coached = workspace.coaching(take)
    if coached is None or not coached.layers:
        raise HistoryError(
            f"Nobody has written down what the question of take {take.id} is really asking. "
            f"`rehearse show {take.id}` shows the take."
        )
    sentences = workspace.answer(take).sentences[: len(LETTERS)]
    # Before anything is printed: who sees the keys may press one at once.
    with keys() as pressed, suppress(KeyboardInterrupt):
        if take.question:
            heading(console, take.question)
        blank(console)
        _print_sentences(console, workspace, take, sentences)
        blank(console)
        put(console, HOW)
        for layer in coached.layers:
            blank(console)
            put(console, layer.means, label=f"  {plain(layer.name).capitalize()}", indent=LAYER_INDENT)
            if so_far := layer_line(layer, workspace.answer(take).heard):
                put(console, so_far, indent=LAYER_INDENT)
            check = _answered(console, layer, pressed, sentences)
            if check == "end":
                return
            if isinstance(check, LayerCheck):
                workspace.keep_layer_check(take, check)
                put(console, _kept(check, workspace, take), indent=LAYER_INDENT)


def _print_sentences(
    console: Console, workspace: Workspace, take: Take, sentences: tuple[Stretch, ...]
) -> None:
    words = workspace.answer(take).words
    for letter, sentence in zip(LETTERS, sentences, strict=False):
        put(console, plain(sentence.text_in(words)), label=f"  {letter}", indent=SENTENCE_INDENT)


def _kept(check: LayerCheck, workspace: Workspace, take: Take) -> str:
    if check.said is None:
        return "Saved: nothing in this take. What could you say next time?"
    return f'Saved: "{plain(check.said.text_in(workspace.answer(take).words))}"'


def _answered(
    console: Console, layer: Layer, pressed: Iterator[str], sentences: tuple[Stretch, ...]
) -> LayerCheck | str | None:
    """What is said of a layer; "end" where it was the last, None where it stays open."""
    letters = LETTERS[: len(sentences)]
    for key in pressed:
        if key in END:
            return "end"
        if key in OPEN:
            return None
        if key in NONE:
            return LayerCheck(layer.name, None)
        if key and key in letters:
            return LayerCheck(layer.name, sentences[letters.index(key)])
        if key:
            put(
                console,
                f"(press a letter from {letters[0]} to {letters[-1]}, - for none, Enter to skip, q to stop)",
                indent=LAYER_INDENT,
            )
    return "end"
