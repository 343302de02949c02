"""`rehearse analyze`: reports on recordings and written answers, one after another."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.analysis import analyse
from rehearse.audio.containers import SUFFIXES
from rehearse.cli.showing import (
    full_option,
    json_option,
    model_option,
    print_json,
    say,
    say_about_the_file,
    say_error,
    showing_progress,
)
from rehearse.cli.values import FILE
from rehearse.errors import RehearseError
from rehearse.exchange.contract import as_json, error_as_json
from rehearse.folders import data_folder
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.history import open_history
from rehearse.piped import MOST_BYTES, readable
from rehearse.screen.console import make_console
from rehearse.screen.layout import blank, put
from rehearse.screen.report import print_report
from rehearse.settings import own_phrases
from rehearse.takes.keeping import keep_recording, keep_text, kept_from
from rehearse.takes.written import LARGEST_TEXT_BYTES, read_text
from rehearse.words.recordings import files_done

if TYPE_CHECKING:
    from rehearse.hearing.loading import Progress
    from rehearse.history import History
    from rehearse.model.heard import Heard

TEXT_SUFFIXES = (".md", ".txt")


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
    are still done. Of a folder it takes the recordings in it; - is what comes through a pipe. With --save,
    files that were kept before are not heard again.

    \b
    Example: rehearse analyze answer.m4a
             rehearse analyze --save interviews
             rehearse analyze --text --json answers/*.txt
    """
    phrases = own_phrases()
    console = make_console()
    whisper = None if text else WhisperLoading(model)
    failed, kept_before, count = [], 0, 0
    with ExitStack() as stack:
        history = stack.enter_context(open_history(data_folder())) if save else None
        for path in _with_those_in_folders(files, text=text):
            count += 1
            try:
                answer = _answer(path, whisper, history, model=model)
            except RehearseError as error:
                failed.append(str(path))
                say_error(error)
                if as_lines:
                    print_json(error_as_json(str(error), file=str(path)))
                continue
            kept_before += answer.kept_before
            say_about_the_file(answer.heard, name=str(path))
            report = analyse(answer.heard, phrases=phrases)
            if as_lines:
                print_json(as_json(report, file=str(path)))
                continue
            print_report(console, report, title=str(path), take=answer.take_id, full=full)
            before = ", from when it was kept before" if answer.kept_before else ""
            blank(console)
            if answer.take_id:
                put(console, f"Kept as take {answer.take_id}{before}.")
                blank(console)
    if count > 1:
        say(files_done(count, kept_before=kept_before, failed=failed), err=as_lines)
    sys.exit(1 if failed else 0)


def _with_those_in_folders(paths: Iterable[Path], *, text: bool) -> Iterator[Path]:
    """Each path as it was given, and of a folder what is in it, if that is anything."""
    wanted = TEXT_SUFFIXES if text else SUFFIXES
    for path in paths:
        found = _files_in(path, wanted)
        yield from found or [path]


def _files_in(folder: Path, suffixes: Container[str]) -> list[Path]:
    """By name; none of what is no folder, and of one that cannot be read, which is said where it is read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [entry for entry in entries if entry.suffix.lower() in suffixes and not entry.name.startswith(".")]


@dataclass(frozen=True)
class _Answer:
    heard: Heard
    take_id: int | None = None
    kept_before: bool = False


def _answer(path: Path, whisper: WhisperLoading | None, history: History | None, *, model: str) -> _Answer:
    """What a file or a pipe holds, and the take that it is kept as. `whisper` is None for a text."""
    with showing_progress() as progress:
        progress(f"Reading {path.name}", 0, 0)
        with readable(path, most_bytes=MOST_BYTES if whisper else LARGEST_TEXT_BYTES) as file:
            return _heard(file, whisper, history, model=model, progress=progress)


def _heard(
    path: Path, whisper: WhisperLoading | None, history: History | None, *, model: str, progress: Progress
) -> _Answer:
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
