"""Sections of the guide, and what there is to ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rehearse.screen.layout import blank, heading, line, put
from rehearse.words.guide import TOPICS

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.words.guide import Block, Section


def print_sections(console: Console, sections: Iterable[Section]) -> None:
    """Print each with its heading."""
    for number, section in enumerate(sections):
        if number:
            blank(console)
        heading(console, section.title)
        before = ""
        for block in section.blocks:
            if before and not before == block.kind == "item":
                blank(console)
            _print_block(console, block)
            before = block.kind


def _print_block(console: Console, block: Block) -> None:
    if block.kind == "code":
        for row in block.text.split("\n"):
            line(console, f"    {row}")
    else:
        put(console, block.text, label="-" if block.kind == "item" else "", indent=2)


def print_topics(console: Console, commands: Mapping[str, str]) -> None:
    """Print what `rehearse help` can explain; `commands` are names with a line on each."""
    put(console, "`rehearse help numbers` explains a topic, `rehearse help prompt` a command.")
    _print_list(console, "Topics", {name: topic.about for name, topic in TOPICS.items()})
    _print_list(console, "Commands", commands)


def _print_list(console: Console, title: str, entries: Mapping[str, str]) -> None:
    blank(console)
    heading(console, title)
    for name, about in entries.items():
        put(console, about, label=f"  {name}", indent=4 + max(map(len, entries)), style="")
