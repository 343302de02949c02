"""`rehearse analyze`: reports on recordings and written answers, one after another."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.showing import (
    full_option,
    json_option,
    model_option,
    print_json,
    say_error,
    showing_progress,
)
from rehearse.cli.values import FILE
from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model import Heard
    from rehearse.session import WhisperLoading


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--text", is_flag=True, help="The files are written answers (UTF-8): fillers and story only.")
@click.option("--save", is_flag=True, help="Keep each answer in the history, its sound included.")
@full_option
@json_option
@model_option
def analyze(files: tuple[Path, ...], text: bool, save: bool, full: bool, as_lines: bool, model: str) -> None:
    """Report on recordings, or on written answers with --text.

    Takes wav, flac, ogg, mp3, m4a, webm and mp4. A file that cannot be read is named, and the others
    are still done.

    \b
    Example: rehearse analyze answer.m4a
             rehearse analyze --text --json answers/*.txt
    """
    from rehearse.analysis import analyse
    from rehearse.history import open_history
    from rehearse.report.console import make_console
    from rehearse.report.contract import as_json, error_as_json
    from rehearse.report.terminal import print_report
    from rehearse.session import WhisperLoading, data_folder, own_phrases

    failed = False
    phrases = own_phrases()
    console = make_console()
    whisper = None if text else WhisperLoading(model)
    with ExitStack() as stack:
        history = stack.enter_context(open_history(data_folder())) if save else None
        for path in files:
            try:
                heard, take_id = _heard(path, whisper, history)
            except RehearseError as error:
                failed = True
                say_error(error)
                if as_lines:
                    print_json(error_as_json(str(error), file=str(path)))
                continue
            report = analyse(heard, phrases=phrases)
            if as_lines:
                print_json(as_json(report, file=str(path)))
            else:
                print_report(console, report, title=str(path), take=take_id, full=full)
                console.print(f"\nKept as take {take_id}.\n" if take_id else "")
    sys.exit(1 if failed else 0)


def _heard(path: Path, whisper: WhisperLoading | None, history: History | None) -> tuple[Heard, int | None]:
    """What a file holds, and the number of the take it is kept as. `whisper` is None for a text."""
    from rehearse.session import hear, keep_heard, keep_text, read_recording, read_text

    if whisper is None:
        with showing_progress() as progress:
            progress(f"Reading {path.name}", 0, 0)
            heard = read_text(path)
        return heard, keep_text(history, heard).id if history else None
    with showing_progress() as progress:
        progress(f"Reading {path.name}", 0, 0)
        samples = read_recording(path)
        whisper.start()
        heard = hear(samples, whisper, progress=progress)
        if history is None:
            return heard, None
        return heard, keep_heard(history, samples, heard, None).id
