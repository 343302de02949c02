"""`rehearse demo`: what a report looks like, on an answer that comes with the program."""

from __future__ import annotations

import click

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.playback import play
from rehearse.cli.options import full_option, model_option
from rehearse.cli.workspace import with_workspace
from rehearse.folders import bundled
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.questions.bank import find
from rehearse.screen.console import make_console
from rehearse.screen.first import print_first
from rehearse.screen.layout import blank, line, put
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.report import print_report
from rehearse.words.text import clock
from rehearse.workspace import Workspace

ANSWER, QUESTION = "samples/hesitant-answer.flac", "outage"


@click.command()
@click.option("--play", "plays", is_flag=True, help="Hear the answer first.")
@full_option
@model_option
@with_workspace
def demo(workspace: Workspace, plays: bool, full: bool, model: str) -> None:
    """Show a report, on an answer that comes with rehearse.

    A computer's voice answers a question, and rehearse listens to it. Nothing of it is kept.

    \b
    Example: rehearse demo
             rehearse demo --play
    """
    path, prompt = bundled(ANSWER), find(workspace.bank, QUESTION)
    console, whisper = make_console(), WhisperLoading(model)
    whisper.start()
    put(console, "A computer speaks this answer. After yours you see the same.")
    blank(console)
    if plays:
        samples = read_audio(path)
        line(console, f"Playing it, {clock(len(samples) / RATE_HZ)}. Ctrl-C stops.")
        play(samples, RATE_HZ)
    with showing_progress() as progress:
        progress("Reading the answer", 0, 0)
        heard = hear_file(path, whisper, progress=progress)
    report = workspace.analysed(heard, prompt)
    if full:
        print_report(console, report, title=prompt.question)
    else:
        print_first(console, report, None, title=prompt.question)
    blank(console)
    put(console, "Nothing of this was kept. To hear the answer too: `rehearse demo --play`.")
    put(console, "Now you: `rehearse prompt`.")
