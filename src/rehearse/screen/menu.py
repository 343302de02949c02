"""What there is to do after a report, each by one key. Nothing is forced: Enter is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.screen.layout import put
from rehearse.words.text import UNBREAKABLE

if TYPE_CHECKING:
    from rich.console import Console

DONE = ("\r", "\n", "q", "\x1b", "\x04")

CHOICES: dict[str, tuple[str, str]] = {
    "r": ("again", "answer the same question again, and compare both takes"),
    "s": ("shorter", "answer again in 2 minutes, then in 90 seconds, then in 60"),
    "u": ("without um", "answer again, with a silent pause in place of every um"),
    "l": ("listen", "hear yourself, and press a key at each filler"),
    "v": ("step", "step through fillers, pauses and parts of the story, and hear each"),
    "p": ("play", "play the take"),
    "b": ("behind", "find the sentences that show what the question is really asking"),
    "d": ("all figures", "every figure, the whole story, what the question is really asking"),
    "t": ("text", "the whole text, with every filler marked"),
    "f": ("follow-up", "answer what an interviewer would ask about it next"),
    "n": ("next", "another question"),
}
"""What is done on each key: in a word, and in full."""


def ask(console: Console, pressed: Iterator[str], *, without: str = "") -> str | None:
    """The key of a choice, None for being done. `without` are keys that are not offered now."""
    offered = {key: words for key, words in CHOICES.items() if key not in without}
    shown = [f"[{key}] {short}" for key, (short, _) in offered.items()]
    shown += ["[Enter] done", "[?] help"]
    put(console, Text("   ".join(each.replace(" ", UNBREAKABLE) for each in shown), style="bold"))
    with suppress(KeyboardInterrupt):  # everything is kept: Ctrl-C is being done too
        for key in pressed:
            if key.casefold() in offered:
                return key.casefold()
            if key.casefold() in DONE:
                return None
            if key == "?":
                for letter, (_, full) in offered.items():
                    put(console, full, label=f"  {letter}", indent=5)
            elif key:
                put(console, "(press one of the keys above, or Enter)")
    return None
