"""`rehearse analyze`: reports on recordings and written answers, one after another."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
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
    from rehearse.hearing import WhisperLoading
    from rehearse.history import History
    from rehearse.model import Heard


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
    are still done. With --save, files that were kept before are not heard again.

    \b
    Example: rehearse analyze answer.m4a
             rehearse analyze --save interviews/*.m4a
             rehearse analyze --text --json answers/*.txt
    """
    from rehearse.analysis import analyse
    from rehearse.folders import data_folder
    from rehearse.hearing import WhisperLoading
    from rehearse.history import open_history
    from rehearse.report.console import make_console
    from rehearse.report.contract import as_json, error_as_json
    from rehearse.report.terminal import print_report
    from rehearse.report.wording import files_done
    from rehearse.session import own_phrases

    phrases = own_phrases()
    console = make_console()
    whisper = None if text else WhisperLoading(model)
    failed, kept_before = [], 0
    with ExitStack() as stack:
        history = stack.enter_context(open_history(data_folder())) if save else None
        for path in files:
            try:
                answer = _answer(path, whisper, history, model=model)
            except RehearseError as error:
                failed.append(str(path))
                say_error(error)
                if as_lines:
                    print_json(error_as_json(str(error), file=str(path)))
                continue
            kept_before += answer.kept_before
            report = analyse(answer.heard, phrases=phrases)
            if as_lines:
                print_json(as_json(report, file=str(path)))
                continue
            print_report(console, report, title=str(path), take=answer.take_id, full=full)
            before = ", from when it was kept before" if answer.kept_before else ""
            console.print(f"\nKept as take {answer.take_id}{before}.\n" if answer.take_id else "")
    if len(files) > 1:
        click.echo(files_done(len(files), kept_before=kept_before, failed=failed), err=as_lines)
    sys.exit(1 if failed else 0)


@dataclass(frozen=True)
class _Answer:
    heard: Heard
    take_id: int | None = None
    kept_before: bool = False


def _answer(path: Path, whisper: WhisperLoading | None, history: History | None, *, model: str) -> _Answer:
    """What a file holds, and the take it is kept as. `whisper` is None for a text."""
    from rehearse.hearing import hear_file
    from rehearse.session import keep_recording, keep_text, kept_from, read_text

    with showing_progress() as progress:
        progress(f"Reading {path.name}", 0, 0)
        known = kept_from(history, path, model=model if whisper else None) if history else None
        if known is not None and known.heard is not None:
            return _Answer(known.heard, known.id, kept_before=True)
        if whisper is None:
            heard = read_text(path)
            return _Answer(heard, keep_text(history, heard, path).id if history else None)
        if history is None:
            return _Answer(hear_file(path, whisper, progress=progress))
        take = keep_recording(history, path, None, whisper, progress=progress)
        assert take.heard is not None
        return _Answer(take.heard, take.id)
