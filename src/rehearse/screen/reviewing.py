"""A take to step through with keys on a terminal, hearing each filler, pause and part of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rehearse.audio.portaudio import quiet_native_messages
from rehearse.practice.moments import (
    AROUND_S,
    WORDS_AROUND,
    Moment,
    all_moments,
    samples_of,
)
from rehearse.practice.player import Player
from rehearse.screen.keys import keys
from rehearse.screen.layout import blank, line, put
from rehearse.screen.report import print_sentence
from rehearse.words.marking import around, units
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.kept import Take
    from rehearse.model.report import Report
    from rehearse.words.marking import Unit

BACK_S = 3.0
KINDS = {"f": "filled pauses", "m": "markers", "s": "long pauses", "r": "parts of the story"}
"""The keys that go to the next of one kind."""
NAMES = {
    "filled pauses": ("um/uh", "um/uh"),
    "markers": ("filler word", "filler words"),
    "of your words": ("phrase of your own", "phrases of your own"),
    "long pauses": ("long pause", "long pauses"),
    "parts of the story": ("part of the story", "parts of the story"),
}
"""What one of a kind is called to who steps through them, and several."""

NEXT, PREVIOUS, END = ("n", "right", "\r", "\n"), ("p", "left"), ("q", "Q", "\x1b", "\x04")

KEYS = """\
n or →   next                    space   hear it again, or stop
p or ←   previous                c       play on from here
f m s r  next um/uh, filler      b       play from 3 seconds back
         word, pause, part       ?  q    show these keys; stop"""


def review_take(console: Console, workspace: Workspace, take: Take) -> None:
    """Step through a take that has its sound."""
    report = workspace.report(take)
    moments = all_moments(report)
    reviewing = _Review(console, report, moments, samples_of(take))
    # Before anything is printed: who sees the keys may press one at once.
    with quiet_native_messages(), keys() as pressed:
        line(console, f"Take {take.id}: {_counted(moments)}.")
        _show_keys(console)
        blank(console)
        reviewing.follow(pressed)


class _Review:
    """Where one is in a take, and what sounds now."""

    def __init__(self, console: Console, report: Report, moments: Sequence[Moment], samples: Any) -> None:

        self._console = console
        self._moments = moments
        self._text: Sequence[Unit] = units(report)
        self._player = Player(samples)
        self._at = -1

    def follow(self, pressed: Iterator[str]) -> None:
        """Do what the keys say, until the one that ends it, or Ctrl-C."""
        try:
            for key in pressed:
                if key in END:
                    break
                self._press(key.casefold())
                if self._player.error:
                    raise self._player.error
        except KeyboardInterrupt:
            pass
        finally:
            self._player.stop()

    def _press(self, key: str) -> None:
        if key in NEXT:
            self._go(self._at + 1)
        elif key in PREVIOUS:
            self._go(self._at - 1)
        elif key in KINDS:
            kind = KINDS[key]
            later = (
                at for at in range(self._at + 1, len(self._moments)) if self._moments[at].several == kind
            )
            self._go(next(later, None), missing=f"no more {NAMES[kind][1]}")
        elif key == " ":
            if not self._player.stop():
                self._go(max(self._at, 0))
        elif key == "c":
            self._player.play(self._player.now_s)
        elif key == "b":
            self._player.play(max(0.0, self._player.now_s - BACK_S))
        elif key == "?":
            _show_keys(self._console)

    def _go(self, at: int | None, *, missing: str = "") -> None:

        if at is None or not 0 <= at < len(self._moments):
            last = "that was the first" if at is not None and at < 0 else "that was the last"
            put(self._console, f"({missing or last})")
            return

        self._at = at
        moment = self._moments[at]
        assert moment.span is not None
        put(self._console, f"{at + 1} of {len(self._moments)}: {moment.name}")
        print_sentence(self._console, around(self._text, moment.is_at, words=WORDS_AROUND), moment.span)
        self._player.play(max(0.0, moment.span.start_s - AROUND_S), moment.span.end_s + AROUND_S)


def _show_keys(console: Console) -> None:

    for each in KEYS.split("\n"):
        line(console, each)


def _counted(moments: Sequence[Moment]) -> str:
    counts = Counter(moment.several for moment in moments)
    named = [f"{counts[kind]} {names[counts[kind] > 1]}" for kind, names in NAMES.items() if counts[kind]]
    return ", ".join(named) or "nothing to step through"
