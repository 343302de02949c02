"""`rehearse analyze`: reports on recordings and written answers, one after another."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.analysis.together import turned_at_filled_pauses
from rehearse.audio.containers import SUFFIXES
from rehearse.cli.offers import QUESTION
from rehearse.cli.options import full_option, json_option, model_option
from rehearse.cli.showing import print_json, say, say_about_the_file
from rehearse.cli.values import FILE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import RehearseError
from rehearse.exchange.contract import as_json, error_as_json
from rehearse.exchange.picture import picture_as_json
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.picture.watching import look
from rehearse.piped import MOST_BYTES, readable
from rehearse.questions.bank import find
from rehearse.screen.console import make_console
from rehearse.screen.layout import blank, put, say_error
from rehearse.screen.picture import print_picture
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.report import print_report
from rehearse.takes.filming import keep_video
from rehearse.takes.keeping import keep_recording, keep_text, kept_from
from rehearse.takes.written import LARGEST_TEXT_BYTES, read_text
from rehearse.words.recordings import files_done
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.history import History
    from rehearse.model.heard import Heard
    from rehearse.model.picture import Picture
    from rehearse.model.questions import Prompt
    from rehearse.model.report import Report
    from rehearse.progress import Progress

LOOKING = "Looking at the picture"
TEXT_SUFFIXES = (".md", ".txt")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--text", is_flag=True, help="The files are written answers (UTF-8 text).")
@click.option("--question", "prompt_id", type=QUESTION, metavar="ID", help="The question you answered.")
@click.option("--video", is_flag=True, help="Say what the picture shows too; with --save it is kept.")
@click.option("--save", is_flag=True, help="Keep each answer as a take, with its audio.")
@full_option
@json_option
@model_option
@with_workspace
def analyze(
    workspace: Workspace,
    files: tuple[Path, ...],
    text: bool,
    prompt_id: str | None,
    video: bool,
    save: bool,
    full: bool,
    to_json: bool,
    model: str,
) -> None:
    """Report on recordings, or on written answers with --text.

    Reads wav, flac, ogg, mp3, m4a, webm and mp4. Give files, folders, or - for a pipe. A file that cannot be
    read is named, and the others are still done.

    \b
    Example: rehearse analyze answer.m4a
             rehearse analyze --question all-urgent answer.m4a
             rehearse analyze --video answer.mp4
             rehearse analyze --save interviews
             rehearse analyze --text --json answers/*.txt
    """
    if text and video:
        raise click.UsageError("A written answer has no picture. Leave out --text or --video.")
    _ = workspace.settings  # in disorder they are said before anything is heard
    console = make_console()
    whisper = None if text else WhisperLoading(model)
    history = workspace.history if save else None
    prompt = find(workspace.bank, prompt_id) if prompt_id else None
    wanted = _Wanted(prompt, whisper, history, model, video)
    failed, kept_before, count = [], 0, 0
    for path in _with_those_in_folders(files, text=text):
        count += 1
        try:
            answer = _answer(path, wanted)
        except RehearseError as error:
            failed.append(str(path))
            say_error(error)
            if to_json:
                print_json(error_as_json(str(error), file=str(path)))
            continue
        kept_before += answer.kept_before
        say_about_the_file(answer.heard, name=str(path))
        report = workspace.analysed(answer.heard, prompt)
        ums = turned_at_filled_pauses(report, answer.picture) if answer.picture else None
        if to_json:
            shown = {"picture": picture_as_json(answer.picture, ums)} if video else {}
            follow_up = workspace.follow_up_to(report, prompt)
            print_json({**as_json(report, file=str(path), follow_up=follow_up), **shown})
            continue
        _print(console, report, answer, title=str(path), full=full)
        if video:
            print_picture(console, answer.picture, ums)
    if count > 1:
        say(files_done(count, kept_before=kept_before, failed=failed), err=to_json)
    sys.exit(1 if failed else 0)


def _print(console: Console, report: Report, answer: _Answer, *, title: str, full: bool) -> None:
    print_report(console, report, title=title, take=answer.take_id, full=full)
    blank(console)
    if answer.take_id:
        already = "already " if answer.kept_before else ""
        put(console, f"Take {answer.take_id} is {already}kept.")
        blank(console)


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
    picture: Picture | None = None


@dataclass(frozen=True)
class _Wanted:
    """What is done with every file. `whisper` is None for texts, `history` where nothing is kept; only with
    `video` is a picture looked at.
    """

    prompt: Prompt | None
    whisper: WhisperLoading | None
    history: History | None
    model: str
    video: bool


def _answer(path: Path, wanted: _Wanted) -> _Answer:
    """What a file or a pipe holds, and the take that it is kept as."""
    most_bytes = MOST_BYTES if wanted.whisper else LARGEST_TEXT_BYTES
    with showing_progress() as progress:
        progress(f"Reading {path.name}", 0, 0)
        with readable(path, most_bytes=most_bytes) as file:
            answer = _heard(file, wanted, progress=progress)
            if not wanted.video:
                return answer
            if wanted.history and answer.take_id:
                keep_video(wanted.history, wanted.history.take(answer.take_id), file)
            whole_s = int(answer.heard.duration_s or 0)
            return replace(
                answer, picture=look(file, progress=lambda at_s: progress(LOOKING, int(at_s), whole_s))
            )


def _heard(path: Path, wanted: _Wanted, *, progress: Progress) -> _Answer:
    whisper, history, prompt = wanted.whisper, wanted.history, wanted.prompt
    known = kept_from(history, path, model=wanted.model if whisper else None) if history else None
    if known is not None and known.heard is not None:
        return _Answer(known.heard, known.id, kept_before=True)
    if whisper is None:
        heard = read_text(path)
        return _Answer(heard, keep_text(history, heard, path, prompt).id if history else None)
    if history is None:
        return _Answer(hear_file(path, whisper, progress=progress))
    take = keep_recording(history, path, prompt, whisper, progress=progress)
    assert take.heard is not None
    return _Answer(take.heard, take.id)
