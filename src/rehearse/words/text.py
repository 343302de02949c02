"""What all sentences share: times, numbers, lists, and text that can do no harm. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rehearse.model.heard import Span

QUOTED_WORDS = 14
"""Of a sentence that a note rests on."""

UNBREAKABLE = "\ue000"
"""Stands for a space while lines are broken; in what comes from outside it is as harmless as one."""

ARROW = " → "
"""Between before and after."""

TOO_FEW_WORDS = "too few words for a rate"

UNKNOWN = "-"
"""Stands where nothing was measured."""

MOST_TIMES = 8
"""How many times of one kind are listed before "and N more"."""

LONGEST_NAME = 100
"""Characters of what was typed that are said again."""

DIRECTION_MARKS = (
    "\u061c\u200e\u200f"  # marks
    "\u202a\u202b\u202c\u202d\u202e"  # embeddings and overrides
    "\u2066\u2067\u2068\u2069"  # isolates
)
"""What Unicode calls Bidi_Control: unseen, they have the rest of a line read the other way round."""

MOST_LINES = 5
"""How many lines of one kind are printed before "and N more"."""


def clock(seconds: float) -> str:
    """Seconds as a person reads a player: `0:07`, `1:32`, `1:02:03`; fractions dropped."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def plain(text: str) -> str:
    """`text` on one line and harmless: what could steer a terminal or turn the line around is replaced.

    Line breaks and tabs become spaces; other control characters, marks that turn the direction of text,
    halves of characters and private ones become U+FFFD. What is harmless already stays as it is.
    """
    if text.isprintable():  # it holds nothing of the kind, as most texts
        return text
    return "".join(" " if char in "\t\n\r" else "\ufffd" if _is_unsafe(char) else char for char in text)


def often(count: int) -> str:
    """How many times: `never`, `once`, `7 times`."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def shortened(text: str) -> str:
    words = plain(text).split()
    return " ".join(words) if len(words) <= QUOTED_WORDS else f"{' '.join(words[:QUOTED_WORDS])} ..."


def lasting(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)


def _is_unsafe(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"}
        or char in DIRECTION_MARKS
        or "\u206a" <= char <= "\u206f"
    )


_PARTS = (
    (0.05, "hardly any"),
    (0.15, "a tenth"),
    (0.22, "a fifth"),
    (0.29, "a quarter"),
    (0.42, "a third"),
    (0.58, "half"),
    (0.71, "two thirds"),
    (0.82, "three quarters"),
    (0.95, "nearly all"),
)
"""What shares below these are called."""


def roughly(share: float) -> str:
    """A share in a word or two: `a third`."""
    return next((name for below, name in _PARTS if share < below), "all")


def after_colon(comment: str | None) -> str:
    return f": {comment}" if comment else ""


def and_more(count: int) -> list[str]:
    return [f"and {count} more"] if count > 0 else []


def many(count: int, noun: str) -> str:
    """A number of things: `1 take`, `2 takes`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def at_times(spans: Iterable[Span | None]) -> str:
    """` at 0:02, 0:31 and 4 more`; empty where nothing has a time."""
    times = [clock(start_s) for start_s in sorted(span.start_s for span in spans if span)]
    if not times:
        return ""
    if len(times) > MOST_TIMES:
        return f" at {', '.join(times[:MOST_TIMES])} and {len(times) - MOST_TIMES} more"
    return f" at {listed(times)}"


def capitalized(text: str) -> str:
    """With a capital at the beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
