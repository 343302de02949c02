"""A take to step through with keys on a terminal, hearing each filler, pause and part of the story.

Other keys say where the count of um/uh is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rehearse.analysis.corrections import missed_one
from rehearse.analysis.noticing import REACTION_S
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

    from rehearse.model.heard import Span
    from rehearse.model.kept import Take
    from rehearse.words.marking import Unit

BACK_S = 3.0
JUST_NOW_S = 3.0
"""After it stopped, all that sounded so shortly before may be meant: a filler with what is around it."""
KINDS = {"f": "filled pauses", "m": "markers", "s": "long pauses", "r": "parts of the story"}
"""The keys that go to the next of one kind."""
NAMES = {
    "filled pauses": ("um/uh", "um/uh"),
    "taken out": ("um/uh you took out", "um/uh you took out"),
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
         word, pause, part       ?  q    show these keys; stop
x        this is no um/uh        u       I just heard an um/uh
         (again: it is one)              that is not marked"""


def review_take(console: Console, workspace: Workspace, take: Take) -> None:
    """Step through a take that has its sound."""
    reviewing = _Review(console, workspace, take)
    # Before anything is printed: who sees the keys may press one at once.
    with quiet_native_messages(), keys() as pressed:
        line(console, f"Take {take.id}: {reviewing.counted}.")
        _show_keys(console)
        blank(console)
        reviewing.follow(pressed)


class _Review:
    """Where one is in a take, and what sounds now."""

    def __init__(self, console: Console, workspace: Workspace, take: Take) -> None:
        self._console = console
        self._workspace = workspace
        self._take = take
        self._player = Player(samples_of(take))
        self._at = -1
        self._look()

    def _look(self) -> None:
        """At the take as it counts now."""
        self._report = self._workspace.report(self._take)
        self._moments: Sequence[Moment] = all_moments(self._report)
        self._text: Sequence[Unit] = units(self._report)

    @property
    def counted(self) -> str:
        """What there is to step through."""
        return _counted(self._moments)

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
        elif key == "x":
            self._turn()
        elif key == "u":
            self._add()
        elif key == "?":
            _show_keys(self._console)

    def _turn(self) -> None:
        """Take out the um/uh that is shown, or put it back."""
        moment = self._moments[self._at] if self._at >= 0 else None
        if moment is None or moment.span is None or not _is_about(moment, moment.span):
            put(self._console, "(x is for an um/uh: f goes to the next one)")
            return
        is_one = moment.several == "taken out"
        self._correct(moment.span, is_one=is_one, said="Put back" if is_one else "Taken out")

    def _add(self) -> None:
        """Count an um/uh where one was just heard."""
        first_s, until_s = self._heard_just_now()
        span = None
        if self._report.fillers.judged:
            counted = [one.span for one in self._report.fillers.filled_pauses if one.span]
            answer = self._workspace.answer(self._take)
            span = missed_one(answer, counted, first_s=first_s, until_s=until_s)
        if span is None:
            put(self._console, "(nothing to add here: press u right after an um/uh that is not marked)")
            return
        self._correct(span, is_one=True, said="Added")

    def _heard_just_now(self) -> tuple[float, float]:
        """From when to when, in seconds of the take."""
        now_s = self._player.now_s
        back_s = REACTION_S if self._player.is_playing else JUST_NOW_S
        return max(self._player.from_s, now_s - back_s), now_s

    def _correct(self, span: Span, *, is_one: bool, said: str) -> None:
        """Keep a correction, and show its place as it is now; what sounds goes on."""
        self._take = self._workspace.correct(self._take, span, is_one=is_one)
        self._look()
        count = len(self._report.fillers.filled_pauses)
        back = "takes it out" if is_one else "puts it back"
        put(self._console, f"{said}: this take has {count} um/uh now. x {back} again.")
        there = [at for at, moment in enumerate(self._moments) if _is_about(moment, span)]
        if there:
            self._at = there[0]
            self._show(self._moments[self._at])

    def _go(self, at: int | None, *, missing: str = "") -> None:

        if at is None or not 0 <= at < len(self._moments):
            last = "that was the first" if at is not None and at < 0 else "that was the last"
            put(self._console, f"({missing or last})")
            return

        self._at = at
        moment = self._moments[at]
        assert moment.span is not None
        put(self._console, f"{at + 1} of {len(self._moments)}: {moment.name}")
        self._show(moment)
        self._player.play(max(0.0, moment.span.start_s - AROUND_S), moment.span.end_s + AROUND_S)

    def _show(self, moment: Moment) -> None:
        print_sentence(self._console, around(self._text, moment.is_at, words=WORDS_AROUND), moment.span)


def _is_about(moment: Moment, span: Span) -> bool:
    """Whether it is an um/uh of this stretch, counted or taken out."""
    if moment.span is None or moment.several not in ("filled pauses", "taken out"):
        return False
    return moment.span == span or moment.span.overlap_s(span) > 0


def _show_keys(console: Console) -> None:

    for each in KEYS.split("\n"):
        line(console, each)


def _counted(moments: Sequence[Moment]) -> str:
    counts = Counter(moment.several for moment in moments)
    named = [f"{counts[kind]} {names[counts[kind] > 1]}" for kind, names in NAMES.items() if counts[kind]]
    return ", ".join(named) or "nothing to step through"
