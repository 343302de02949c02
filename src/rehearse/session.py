"""One practice from the question to the report: the wiring of all parts. Prints nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse import __version__
from rehearse.analysis import analyse
from rehearse.analysis.summary import MEASURES, summary, weakness
from rehearse.analysis.words import split_words
from rehearse.audio.files import read_audio
from rehearse.audio.take_file import new_flac, to_flac
from rehearse.errors import AudioFileError, HistoryError, RehearseError, TextFileError
from rehearse.folders import config_folder
from rehearse.hearing import Ears, Progress, WhisperLoading, hear_file, with_readings
from rehearse.history.files import AUDIO_SUFFIXES
from rehearse.model import Filters, Heard, Prompt, Report, Summary, Take, Word
from rehearse.question_bank import Choice, Practised, bundled_folder, choose, find, search_all
from rehearse.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.history import History
    from rehearse.question_bank import Bank

SHORTEST_S = 2.0
"""A recording that is shorter, and in which nobody speaks, was begun by mistake."""

LARGEST_TEXT_BYTES = 10_000_000


def own_phrases() -> tuple[str, ...]:
    """The phrases that the user wants counted. SettingsError where they cannot be read."""
    return load(config_folder()).phrases


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own."""
    return [bundled_folder(), config_folder() / "prompts"]


def pick_prompt(
    bank: Bank,
    history: History,
    prompt_id: str | None,
    filters: Filters | None = None,
    *,
    but: Sequence[str] = (),
) -> Choice:
    """The question asked for, or one to practise next, with the reason, but none of those ids `but`.

    PromptError where there is none.
    """
    if prompt_id is not None:
        return Choice(find(bank, prompt_id), None)
    fitting = [prompt for prompt in search_all(bank, filters) if prompt.id not in but]
    return choose(fitting, practised(history), turn=history.count() + len(but), now=datetime.now(UTC))


def pick_prompts(bank: Bank, history: History, filters: Filters, *, count: int) -> tuple[Prompt, ...]:
    """Up to so many different questions, of as many themes as there are. PromptError where there is none."""
    left = list(search_all(bank, filters))
    was, now = practised(history), datetime.now(UTC)
    found: list[Prompt] = []
    while len(found) < count and (left or not found):
        new_theme = [prompt for prompt in left if prompt.theme not in {other.theme for other in found}]
        chosen = choose(new_theme or left, was, turn=len(found), now=now).prompt
        left.remove(chosen)
        found.append(chosen)
    return tuple(found)


def practised(history: History) -> dict[str, Practised]:
    """By the id of each question that was answered: when it was last, and how weak that answer was."""
    found: dict[str, Practised] = {}
    for take, known in history.summaries(MEASURES):
        if take.prompt_id is not None:
            found[take.prompt_id] = Practised(take.recorded_at, weakness(known) if known else None)
    # A take without its report was practised all the same.
    for prompt_id, at in history.last_practised().items():
        if prompt_id not in found or found[prompt_id].at < at:
            found[prompt_id] = Practised(at, None)
    return found


def keep_summary(history: History, take: Take, report: Report) -> None:
    """Keep what the progress needs of a report that was just made; where that fails it is made anew."""
    with contextlib.suppress(HistoryError):
        history.keep_summaries(MEASURES, {take.id: summary(report)})


def read_text(path: Path) -> Heard:
    """A written answer. TextFileError where the file cannot be read, holds no UTF-8, or is no answer."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_TEXT_BYTES + 1)
        if len(content) > LARGEST_TEXT_BYTES:
            raise TextFileError(f"{path} is too large for an answer. Name a text of one answer.")
        text = content.decode("utf-8-sig")
    except IsADirectoryError as error:
        raise TextFileError(f"{path} is a folder without texts. Name a file, or another folder.") from error
    except FileNotFoundError as error:
        raise TextFileError(f"There is no file {path}. Check the name.") from error
    except PermissionError as error:
        raise TextFileError(f"{path} cannot be read: permission denied. Change its permissions.") from error
    except UnicodeDecodeError as error:
        raise TextFileError(
            f"{path} is not UTF-8 text. Save it as UTF-8; recordings need no --text."
        ) from error
    except OSError as error:
        raise TextFileError(f"{path} cannot be read: {error.strerror or error}. Check the file.") from error
    if not text.split():
        raise TextFileError(f"{path} holds no words. Write the answer into it.")
    return with_readings(Heard(words=tuple(map(Word, split_words(text)))))


def new_take_path(history: History, *, prompt_id: str | None, suffix: str) -> Path:
    """A name for a take that says when and what, and that no other rehearse chooses too."""
    name = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.getpid()}-{prompt_id or 'answer'}"
    # One rehearse may keep several takes within a second.
    numbered = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(
        history.takes_folder / f"{free}{suffix}"
        for free in numbered
        if not any(os.path.lexists(history.takes_folder / f"{free}{ending}") for ending in AUDIO_SUFFIXES)
    )


def begin_take(history: History, prompt: Prompt | None, audio: Path, *, question: str | None = None) -> Take:
    """Keep a take before its first sound, so that nothing that happens later can lose it.

    `question` is what is asked, where that is not the prompt's own.
    """
    return history.begin(
        recorded_at=datetime.now(UTC),
        prompt_id=prompt.id if prompt else None,
        question=question or (prompt.question if prompt else None),
        audio=audio,
        version=__version__,
        kind=prompt.kind if prompt else "story",
    )


def is_by_mistake(audio: Path, duration_s: float) -> bool:
    """Whether a recording that was just ended is of less than two seconds, and nobody speaks in it."""
    if duration_s >= SHORTEST_S:
        return False
    ears = Ears()
    with contextlib.suppress(AudioFileError):  # it holds not a sample
        ears.add(read_audio(audio))
    ears.end()
    return not ears.speech


def kept_from(history: History, path: Path, *, model: str | None) -> Take | None:
    """The take that this model made of this very file before; None where none was. For a text it is None."""
    source = _digest(path)
    return history.kept_from(source, model=model) if source else None


def keep_recording(
    history: History, recording: Path, prompt: Prompt | None, whisper: WhisperLoading, *, progress: Progress
) -> Take:
    """Hear a recording that was made elsewhere, and keep it with its words.

    Raises AudioFileError, HistoryError or WeightsError; nothing is kept then.
    """
    audio = new_take_path(history, prompt_id=prompt.id if prompt else None, suffix=".flac")
    with new_flac(audio) as flac:
        heard = hear_file(recording, whisper, progress=progress, also=flac.add)
        flac.complete()
        try:
            # Named by its take before it has that name: whenever this is killed, both are kept or neither.
            take = _add(history, heard, prompt=prompt, audio=audio, source=_digest(recording))
            with history.unchanged(take):
                flac.take_name()
        except BaseException:
            if kept := history.named(audio):
                history.delete(kept.id)
            raise
    return take


def keep_text(history: History, heard: Heard, path: Path) -> Take:
    """Keep a written answer."""
    return _add(history, heard, prompt=None, audio=None, source=_digest(path))


def _digest(path: Path) -> str | None:
    """What a file is known by, whatever it is called; None for what can be read only once, or not at all."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _add(
    history: History, heard: Heard, *, prompt: Prompt | None, audio: Path | None, source: str | None
) -> Take:
    return history.add(
        heard,
        recorded_at=datetime.now(UTC),
        prompt_id=prompt.id if prompt else None,
        question=prompt.question if prompt else None,
        audio=audio,
        version=__version__,
        source=source,
        kind=prompt.kind if prompt else "story",
    )


def compress(history: History, take: Take) -> Take:
    """Make the recording of a take smaller without loss; where that fails it stays as it is."""
    if take.audio is None or take.audio.suffix != ".wav":
        return take
    try:
        flac = to_flac(take.audio)
    except AudioFileError:
        return take
    try:
        return history.set_audio(take.id, flac)
    except HistoryError:
        if not history.has(take.id):  # deleted meanwhile
            flac.unlink(missing_ok=True)
        raise


def summed_up(history: History, *, progress: Progress) -> list[tuple[Take, Summary]]:
    """Every analysed take with its summary, the oldest first; those not summed up yet are now, and kept."""
    kept = history.summaries(MEASURES)
    lacking = [take.id for take, known in kept if known is None]
    new: dict[int, Summary] = {}
    for number, take_id in enumerate(lacking):
        progress("Looking at your takes", number, len(lacking))
        with contextlib.suppress(HistoryError):  # deleted since
            take = history.take(take_id)
            if take.heard:
                new[take_id] = summary(analyse(take.heard, kind=take.kind))
    if new:
        # Where they cannot be kept, as on a full disk, the next time takes as long; that is all.
        with contextlib.suppress(HistoryError):
            history.keep_summaries(MEASURES, new)
    return [(take, known) for take, was in kept if (known := was or new.get(take.id))]


def finish(history: History, take: Take, whisper: WhisperLoading, *, progress: Progress) -> Take:
    """Hear a kept take and keep its words. Whatever is raised, the take stays."""
    if take.audio is None:
        raise HistoryError(f"Take {take.id} has neither words nor a recording. `rehearse delete {take.id}`")
    take = compress(history, take)
    assert take.audio is not None
    try:
        heard = hear_file(take.audio, whisper, progress=progress)
    except RehearseError as error:
        raise type(error)(f"{error} Take {take.id} is kept.") from error
    return history.finish(take.id, heard)
