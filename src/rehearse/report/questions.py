"""Questions as a person reads them. Pure: text out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from rehearse.model import Prompt

WIDTH = 80


def listed(prompts: Sequence[Prompt], *, width: int = WIDTH) -> str:
    """The questions under their themes, each under its id."""
    lines: list[str] = []
    for theme, group in groupby(prompts, key=lambda prompt: prompt.theme):
        lines.append(theme.replace("-", " ").upper())
        for prompt in group:
            lines += [f"  {prompt.id}", _indented(prompt.question, width)]
        lines.append("")
    return "\n".join([*lines, "rehearse prompts --id ID shows one in full."])


def in_full(prompt: Prompt, *, width: int = WIDTH) -> str:
    """One question, what it really asks, and what an interviewer would ask next."""
    lines = [textwrap.fill(prompt.question, width), ""]
    if prompt.asks:
        lines.append("What it really asks:")
        lines += [_indented(f"{layer}: {means}", width) for layer, means in prompt.asks]
    if prompt.follow_up:
        lines += ["", "What may come next:", _indented(prompt.follow_up, width)]
    return "\n".join(lines)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent="    ", subsequent_indent="    ")
