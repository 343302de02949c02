"""A take that is heard on a terminal, with a key pressed at each filler; then which ones were noticed.

Where a key was pressed and no filler is counted, it is asked whether there was an um/uh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.live import Live

from rehearse.analysis.corrections import missed_one
from rehearse.analysis.noticing import REACTION_S, noticed
from rehearse.audio.files import RATE_HZ
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.errors import HistoryError
from rehearse.practice.moments import AROUND_S, samples_of
from rehearse.practice.player import Player
from rehearse.screen.keys import keys
from rehearse.screen.layout import blank, put
from rehearse.screen.noticing import INDENT, playing, print_noticed, print_press
from rehearse.words.unheard import unheard_line
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.heard import Span
    from rehearse.model.kept import Listening, Take

YES, NO = ("y", "Y"), ("n", "N")
ANSWERS = "y yes   n no   space hear it again   q skip the rest"
END = ("q", "Q", "\x1b", "\x04")
LOOKS_EVERY_S = 0.1
MOST_BEFORE = 5
"""Earlier times that are shown."""

HOW = (
    "Press space whenever you hear yourself say um, uh, or a filler word such as like or you know. "
    "Press q to stop early. Afterwards you see which ones you noticed."
)


def listen_to(console: Console, workspace: Workspace, take: Take) -> None:
    """Play a take that has words and sound, keep the key presses, and show what was noticed."""
    report = workspace.report(take)
    if not report.fillers.judged:
        raise HistoryError(f"The fillers of take {take.id} could not be judged. {unheard_line(report)}")
    samples = samples_of(take)
    player = Player(samples)
    presses, until_s = _pressed(console, take, player, len(samples) / RATE_HZ)
    if until_s < 1:
        return
    before = _before(workspace)  # asked before this one is kept: the clock may say that another is later
    workspace.history.keep_listening(take.id, listened_at=datetime.now(UTC), presses=presses, until_s=until_s)
    print_noticed(console, report, presses, until_s=until_s, take=take.id, before=before)
    alone = noticed(report.fillers, presses, until_s=until_s).alone
    if not alone:
        return
    with quiet_native_messages(), keys() as pressed:
        try:
            ask_about(console, workspace, take, alone, player=player, pressed=pressed)
        except KeyboardInterrupt:
            pass
        finally:
            player.stop()


def ask_about(
    console: Console,
    workspace: Workspace,
    take: Take,
    alone: Sequence[float],
    *,
    player: Player,
    pressed: Iterator[str],
) -> None:
    """Ask of each press where no filler is counted whether it was at an um/uh, and count those that were.

    People press at a "like" too, so nothing is counted that was not asked about.
    """
    blank(console)
    times = "once" if len(alone) == 1 else f"{len(alone)} times"
    put(console, f"You pressed {times} where no filler is counted. Was it an um/uh?")
    put(console, ANSWERS)
    added = 0
    for press_s in alone:
        report = workspace.report(take)
        span = missed_one(
            workspace.answer(take),
            [one.span for one in report.fillers.filled_pauses if one.span],
            first_s=max(0.0, press_s - REACTION_S),
            until_s=press_s,
        )
        if span is None:  # two presses at one
            continue
        print_press(console, report, press_s)
        answer = _answer(console, pressed, player, span)
        if answer in END:
            break
        if answer in YES:
            take = workspace.correct(take, span, is_one=True)
            added += 1
        put(console, "added" if answer in YES else "not added", indent=INDENT)
    if added:
        count = len(workspace.report(take).fillers.filled_pauses)
        put(
            console,
            f"Added {added}: take {take.id} has {count} um/uh now. `rehearse review {take.id}` shows them; "
            "key x there takes one out again.",
        )


def _answer(console: Console, pressed: Iterator[str], player: Player, span: Span) -> str:
    """The key that answers; before it the place may be heard again."""
    for key in pressed:
        if key in (*YES, *NO, *END):
            player.stop()
            return key
        if key == " ":
            player.play(max(0.0, span.start_s - AROUND_S), span.end_s + AROUND_S)
            if player.error:
                raise player.error
        elif key:
            put(console, f"({ANSWERS})", indent=INDENT)
    return END[0]


def _pressed(console: Console, take: Take, player: Player, duration_s: float) -> tuple[list[float], float]:
    """When a key was pressed, in seconds of the take, and how far it was listened to."""
    presses: list[float] = []
    # Before anything is printed: who sees the keys may press one at once.
    with quiet_native_messages(), keys(wait_s=LOOKS_EVERY_S) as pressed:
        put(console, f"Take {take.id}. {HOW}")
        with Live(console=console, auto_refresh=False, transient=True) as live:

            def show() -> None:
                live.update(playing(console, player.now_s, duration_s, len(presses)), refresh=True)

            try:
                player.play(0)
                _follow(pressed, player, presses, show)
            except KeyboardInterrupt:
                pass
            finally:
                player.stop()
        if player.error:
            raise player.error
    return presses, min(player.now_s, duration_s)


def _follow(pressed: Iterator[str], player: Player, presses: list[float], show: Callable[[], None]) -> None:
    for key in pressed:
        if key in END or not player.is_playing:
            return
        if key:
            presses.append(player.now_s)
        show()


def _before(workspace: Workspace) -> list[tuple[Listening, int, int]]:
    """Each earlier time, with how many fillers were caught, of how many; takes deleted since have gone."""
    found = []
    for listening in workspace.history.listenings()[-MOST_BEFORE:]:
        take = workspace.take(listening.take_id)
        if take.heard:
            seen = noticed(workspace.report(take).fillers, listening.presses, until_s=listening.until_s)
            found.append((listening, len(seen.caught), len(seen.caught) + len(seen.missed)))
    return found
