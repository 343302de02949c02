"""Questions as a person reads them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rehearse.model.questions import Prompt
from rehearse.questions.principles import principles_of
from rehearse.screen.layout import blank, heading, put
from rehearse.words.text import plain

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
REALLY_ASKING = "What the question is really asking"
LAYER_INDENT = 19
"""Columns that the name of a layer takes."""


def listed(prompts: Sequence[Prompt], *, width: int = WIDTH, ranked: bool = False) -> str:
    """The questions under their themes, or in their order where they are `ranked`, each under its id;
    harmless on any terminal.
    """
    lines: list[str] = []
    if ranked:
        for prompt in prompts:
            lines += [plain(prompt.id), _indented(prompt.question, width)]
        return "\n".join([*lines, "", "rehearse prompts --id ID shows one in full."])
    for theme, group in groupby(prompts, key=lambda prompt: prompt.theme):
        lines.append(plain(theme.replace("-", " ").upper()))
        for prompt in group:
            lines += [f"  {plain(prompt.id)}", _indented(prompt.question, width)]
        lines.append("")
    return "\n".join([*lines, "rehearse prompts --id ID shows one in full."])


def in_full(prompt: Prompt, *, width: int = WIDTH) -> str:
    """One question, what it really asks, and what an interviewer would ask next; harmless as well."""
    lines = [textwrap.fill(plain(prompt.question), width), ""]
    if prompt.asks:
        lines.append(f"{REALLY_ASKING}:")
        lines += [_indented(f"{layer}: {means}", width) for layer, means in prompt.asks]
    if prompt.good:
        lines += ["A good answer from them:", _indented(prompt.good, width)]
    if prompt.red_flag:
        lines += ["A red flag:", _indented(prompt.red_flag, width)]
    if employers := principles_of(prompt.id):
        named = [f"{name} ({employer})" for employer, name in employers]
        lines += ["", "Also asked for:", _indented("; ".join(named), width)]
    if prompt.follow_up:
        lines += ["", "What they may ask next:", _indented(prompt.follow_up, width)]
    return "\n".join(lines)


def print_asks(console: Console, prompt: Prompt) -> None:
    """Print what a question really asks, a line for each layer; nothing where nobody wrote it down."""
    if not prompt.asks:
        return
    heading(console, REALLY_ASKING)
    for layer, means in prompt.asks:
        put(console, means, label=f"  {layer.capitalize()}", indent=LAYER_INDENT)
    blank(console)


def print_what_to_listen_for(console: Console, prompt: Prompt) -> None:
    """Print what a good answer to a question of one's own sounds like, and what should give pause."""
    told = (("Good", prompt.good), ("Red flag", prompt.red_flag))
    if not any(text for _, text in told):
        return
    blank(console)
    heading(console, "When they answer")
    for name, text in told:
        if text:
            put(console, text, label=f"  {name}", indent=LAYER_INDENT)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(plain(text), width, initial_indent="    ", subsequent_indent="    ")
