"""`rehearse listen`: hear a take, press a key at each filler, and see which ones you noticed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.live import Live

from rehearse.analysis import analyse
from rehearse.analysis.noticing import noticed
from rehearse.audio.files import RATE_HZ
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.cli.takes import TAKE_ID
from rehearse.errors import HistoryError
from rehearse.folders import data_folder
from rehearse.history import open_history
from rehearse.practice.moments import report_on, samples_of, take_with_sound
from rehearse.practice.player import Player
from rehearse.screen.console import make_console
from rehearse.screen.keys import keys
from rehearse.screen.layout import put
from rehearse.screen.listening import playing, print_noticed

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.history import History
    from rehearse.model.kept import Listening, Take

END = ("q", "Q", "\x1b", "\x04")
LOOKS_EVERY_S = 0.1
MOST_BEFORE = 5
"""Earlier times that are shown."""

HOW = (
    "Press space whenever you hear yourself say um, uh, or a filler such as like or you know. "
    "q ends it early. Then you see which ones you noticed."
)


@click.command()
@TAKE_ID
def listen(take_id: int | None) -> None:
    """Hear a take and press space at every filler; then see which you noticed, and which not.

    Without ID the latest take. Hearing a habit in a recording of your own is the exercise with the best
    evidence for losing it. Every time is kept, so that you see whether you notice more.

    Example: rehearse listen 3
    """
    if not sys.stdin.isatty():
        raise click.UsageError("It takes keys, in a terminal. `rehearse play --fillers` needs none.")
    with open_history(data_folder()) as history:
        listen_to(make_console(), history, take_with_sound(take_id))


def listen_to(console: Console, history: History, take: Take) -> None:
    """Play a take that has words and sound, keep the key presses, and show what was noticed."""
    report = report_on(take)
    if not report.fillers.judged:
        raise HistoryError(f"Take {take.id} is not in English; only English fillers are known.")
    samples = samples_of(take)
    presses, until_s = _pressed(console, take, Player(samples), len(samples) / RATE_HZ)
    if until_s < 1:
        return
    before = _before(history)  # asked before this one is kept: the clock may say that another is later
    history.keep_listening(take.id, listened_at=datetime.now(UTC), presses=presses, until_s=until_s)
    print_noticed(console, report, presses, until_s=until_s, take=take.id, before=before)


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


def _before(history: History) -> list[tuple[Listening, int, int]]:
    """Each earlier time, with how many fillers were caught, of how many; takes deleted since have gone."""
    found = []
    for listening in history.listenings()[-MOST_BEFORE:]:
        heard = history.take(listening.take_id).heard
        if heard:
            seen = noticed(analyse(heard).fillers, listening.presses, until_s=listening.until_s)
            found.append((listening, len(seen.caught), len(seen.caught) + len(seen.missed)))
    return found
