"""One practice from the question to the report: the wiring of all parts. Prints nothing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse import __version__
from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.words import split_words
from rehearse.errors import AudioFileError, HistoryError, RehearseError, TextFileError
from rehearse.model import Heard, Prompt, Reading, Take, Word

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.language.story import StoryReader
    from rehearse.question_bank import Bank
    from rehearse.transcription.verbatim import Whisper

ENGINE = "openai-whisper"

GROWING_S = 5.0
"""A take whose file changed this lately is still being recorded by another rehearse."""

RELAY_S = 0.1
"""How often the progress of loading is passed on."""

AUDIO_SUFFIXES = (".wav", ".flac")
"""Of a take while it is recorded, and afterwards."""

LARGEST_TEXT_BYTES = 10_000_000

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and out of how much."""


def data_folder() -> Path:
    """Where takes and history are kept; REHEARSE_HOME overrides the system's own place."""
    import platformdirs

    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home)
    return Path(platformdirs.user_data_dir("rehearse", appauthor=False))


def cache_folder() -> Path:
    """Where converted weights are kept."""
    import platformdirs

    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home) / "cache"
    return Path(platformdirs.user_cache_dir("rehearse", appauthor=False))


def config_folder() -> Path:
    """Where the settings and the user's own questions are kept."""
    import platformdirs

    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home)
    return Path(platformdirs.user_config_dir("rehearse", appauthor=False))


def own_phrases() -> tuple[str, ...]:
    """The phrases that the user wants counted. SettingsError where they cannot be read."""
    from rehearse.settings import load

    return load(config_folder()).phrases


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own."""
    from rehearse.question_bank import bundled_folder

    return [bundled_folder(), config_folder() / "prompts"]


def pick_prompt(
    bank: Bank, history: History, prompt_id: str | None, *, theme: str | None = None, level: str | None = None
) -> Prompt:
    """The question asked for, or one not practised lately. PromptError where there is none."""
    from rehearse.question_bank import choose, find, search

    if prompt_id is not None:
        return find(bank, prompt_id)
    return choose(search(bank, theme=theme, level=level), history.last_practised())


def load_whisper(model: str, *, progress: Progress) -> Whisper:
    """The model ready to hear; raises WeightsError where there is none."""
    from rehearse.transcription.verbatim import Whisper
    from rehearse.transcription.weights import find_weights

    weights = find_weights(model, cache=cache_folder(), progress=progress)
    progress("Loading the model", 0, 0)
    return Whisper(weights, name=model)


@cache
def story_reader() -> StoryReader:
    """The encoder that reads stories, loaded once."""
    from rehearse.language.story import StoryReader

    return StoryReader()


GetWhisper = Callable[[Progress], "Whisper"]
"""Gives the model, and reports how far it is."""


class WhisperLoading:
    """A model that loads in the background while a recording is made or read.

    Calling it waits for the end of loading, tells the progress meanwhile, and raises what went wrong.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._whisper: Whisper | None = None
        self._error: BaseException | None = None
        self._now = ("Loading the model", 0, 0)
        self._thread: threading.Thread | None = None

    def check(self) -> None:
        """WeightsError where no such model exists, before anybody speaks for it in vain."""
        from rehearse.transcription.weights import check_name

        check_name(self._model, cache=cache_folder())

    def start(self) -> None:
        """Begin to load; what goes wrong is raised where the model is asked for."""
        if self._thread is None:
            # No daemon: one torn out of torch's own code at the program's end aborts it all.
            self._thread = threading.Thread(target=self._load)
            self._thread.start()

    def __call__(self, progress: Progress) -> Whisper:
        self.start()
        assert self._thread is not None
        while self._thread.is_alive():
            progress(*self._now)
            self._thread.join(RELAY_S)
        if self._error is not None:
            raise self._error
        assert self._whisper is not None
        return self._whisper

    def _load(self) -> None:
        try:
            self._whisper = load_whisper(self._model, progress=self._note)
            story_reader()
        except BaseException as error:
            self._error = error

    def _note(self, what: str, done: int, total: int) -> None:
        if not threading.main_thread().is_alive():
            raise _UnwantedError
        # What is done is no news any more; loading goes on behind it.
        self._now = (what, done, total) if done < total else ("Loading the model", 0, 0)


class _UnwantedError(Exception):
    """Ends the loading of a model that nobody waits for any more."""


def read_recording(path: Path) -> Any:
    """Mono samples at 16 kHz, shape (n,). AudioFileError for what is no recording."""
    from rehearse.audio.files import read_audio

    return read_audio(path)


def hear(samples: Any, whisper: GetWhisper, *, progress: Progress) -> Heard:
    """What mono 16 kHz samples hold. `whisper` is called only where somebody speaks."""
    from rehearse.audio.files import RATE_HZ
    from rehearse.audio.speech_activity import speech_activity

    progress("Listening for speech", 0, 0)
    speech = speech_activity(samples)
    model = whisper(progress) if speech else None
    heard = Heard(words=(), speech=speech, hesitations=(), duration_s=len(samples) / RATE_HZ, engine=ENGINE)
    if model is None:
        return heard
    said = model.transcribe(
        samples, speech, progress=lambda done, total: progress("Transcribing", done, total)
    )
    return with_readings(
        replace(
            heard,
            words=tuple(said.words),
            hesitations=None if said.hesitations is None else tuple(said.hesitations),
            model=model.name,
            language=said.language,
        )
    )


def with_readings(heard: Heard) -> Heard:
    """The answer with every sentence read for what it does in the story, where it is English."""
    if not heard.is_english or not heard.words:
        return heard
    ranges = sentence_ranges(heard)
    texts = [" ".join(word.text for word in heard.words[first : first + count]) for first, count in ranges]
    chances = story_reader().log_chances(texts)
    return replace(heard, readings=tuple(Reading(*at, row) for at, row in zip(ranges, chances, strict=True)))


def read_text(path: Path) -> Heard:
    """A written answer. TextFileError where the file cannot be read, holds no UTF-8, or is no answer."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST_TEXT_BYTES:
            raise TextFileError(f"{path} is too large for an answer. Name a text of one answer.")
        text = path.read_text(encoding="utf-8-sig")
    except IsADirectoryError as error:
        raise TextFileError(f"{path} is a folder. Name the texts in it, e.g. {path}/*.txt") from error
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


def begin_take(history: History, prompt: Prompt | None, audio: Path) -> Take:
    """Keep a take before its first sound, so that nothing that happens later can lose it."""
    return history.begin(
        recorded_at=datetime.now(UTC),
        prompt_id=prompt.id if prompt else None,
        question=prompt.question if prompt else None,
        audio=audio,
        version=__version__,
    )


def keep_heard(history: History, samples: Any, heard: Heard, prompt: Prompt | None) -> Take:
    """Keep a recording that was made elsewhere, and what was heard in it.

    Raises AudioFileError or HistoryError; nothing is kept then.
    """
    from rehearse.audio.take_file import write_flac

    audio = new_take_path(history, prompt_id=prompt.id if prompt else None, suffix=".flac")
    write_flac(samples, audio)
    try:
        return _add(history, heard, prompt=prompt, audio=audio)
    except BaseException:
        audio.unlink(missing_ok=True)
        raise


def keep_text(history: History, heard: Heard) -> Take:
    """Keep a written answer."""
    return _add(history, heard, prompt=None, audio=None)


def _add(history: History, heard: Heard, *, prompt: Prompt | None, audio: Path | None) -> Take:
    return history.add(
        heard,
        recorded_at=datetime.now(UTC),
        prompt_id=prompt.id if prompt else None,
        question=prompt.question if prompt else None,
        audio=audio,
        version=__version__,
    )


def compress(history: History, take: Take) -> Take:
    """Make the recording of a take smaller without loss; where that fails it stays as it is."""
    from rehearse.audio.take_file import to_flac

    if take.audio is None or take.audio.suffix != ".wav":
        return take
    try:
        return history.set_audio(take.id, to_flac(take.audio))
    except AudioFileError:
        return take


def finish(history: History, take: Take, whisper: GetWhisper, *, progress: Progress) -> Take:
    """Hear a kept take and keep its words. Whatever is raised, the take stays."""
    if take.audio is None:
        raise HistoryError(f"Take {take.id} has neither words nor a recording. `rehearse delete {take.id}`")
    take = compress(history, take)
    assert take.audio is not None
    try:
        heard = hear(read_recording(take.audio), whisper, progress=progress)
    except RehearseError as error:
        raise type(error)(f"{error} Take {take.id} is kept.") from error
    return history.finish(take.id, heard)


def resume(history: History, take: Take, whisper: GetWhisper, *, progress: Progress) -> Take:
    """`finish` for a take found in the history, which another rehearse may be recording just now."""
    if take.audio and take.audio.suffix == ".wav" and _age_s(take.audio) < GROWING_S:
        raise HistoryError(f"Take {take.id} is still being recorded. Ask again when that has ended.")
    return finish(history, take, whisper, progress=progress)


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return GROWING_S
