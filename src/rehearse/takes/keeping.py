"""A take from its beginning to its words in the history; recordings and texts that are kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse import __version__
from rehearse.audio.files import read_audio
from rehearse.audio.take_file import flac_beside, new_flac, to_flac
from rehearse.errors import AudioFileError, HistoryError, RehearseError
from rehearse.hearing.ears import Ears
from rehearse.hearing.live import Listener, ListenerGoneError
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.history.files import AUDIO_SUFFIXES
from rehearse.model.heard import Heard
from rehearse.model.kept import NewTake, Take
from rehearse.model.questions import Prompt
from rehearse.progress import Progress
from rehearse.questions.kinds import likely_kind
from rehearse.takes.learning import as_learned

if TYPE_CHECKING:
    from rehearse.history import History


SHORTEST_S = 2.0
"""A recording that is shorter, and in which nobody speaks, was begun by mistake."""


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


def begin_take(
    history: History,
    prompt: Prompt | None,
    audio: Path,
    *,
    question: str | None = None,
    follows: int | None = None,
) -> Take:
    """Keep a take before its first sound, so that nothing that happens later can lose it.

    `question` is what is asked, where that is not the prompt's own; `follows` the take that it follows up,
    whose answer need be no story.
    """
    follow_up_kind = likely_kind(question) if follows is not None and question else "story"
    return history.begin(
        NewTake(
            recorded_at=datetime.now(UTC),
            prompt_id=prompt.id if prompt else None,
            question=question or (prompt.question if prompt else None),
            audio=audio,
            version=__version__,
            kind=prompt.kind if prompt else follow_up_kind,
            follows=follows,
        )
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
        heard = as_learned(history, hear_file(recording, whisper, progress=progress, also=flac.add))
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


def keep_text(history: History, heard: Heard, path: Path, prompt: Prompt | None) -> Take:
    """Keep a written answer."""
    return _add(history, heard, prompt=prompt, audio=None, source=_digest(path))


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
        NewTake(
            recorded_at=datetime.now(UTC),
            prompt_id=prompt.id if prompt else None,
            question=prompt.question if prompt else None,
            audio=audio,
            version=__version__,
            kind=prompt.kind if prompt else "story",
        ),
        source=source,
    )


def compress(history: History, take: Take) -> Take:
    """Make the recording of a take smaller without loss; where that fails it stays as it is."""
    if take.audio is None or take.audio.suffix != ".wav":
        return take
    try:
        flac = to_flac(take.audio)
    except AudioFileError:
        return take
    return _pointing_to(history, take, flac)


class Compressing:
    """The recording of a finished take, made smaller without loss in a thread of `beside`, while something
    else is done; a context, at whose end nothing is left half done.
    """

    def __init__(self, take: Take, beside: Executor) -> None:
        self._audio = take.audio if take.audio and take.audio.suffix == ".wav" else None
        self._beside = beside
        self._opened = contextlib.ExitStack()
        self._made: Future[Callable[[], Path]] | None = None

    def __enter__(self) -> Compressing:
        if self._audio is not None:
            self._made = self._beside.submit(self._opened.enter_context, flac_beside(self._audio))
        return self

    def __exit__(self, *_: object) -> None:
        if self._made is not None:
            self._made.exception()  # it is over then
        self._opened.close()

    def keep(self, history: History, take: Take) -> Take:
        """The take with its smaller recording; as it is where there is none, or it has one already."""
        if self._made is None or take.audio != self._audio:
            return take
        try:
            flac = self._made.result()()
        except AudioFileError:
            return take
        return _pointing_to(history, take, flac)


def _pointing_to(history: History, take: Take, flac: Path) -> Take:
    try:
        return history.set_audio(take.id, flac)
    except HistoryError:
        if not history.has(take.id):  # deleted meanwhile
            flac.unlink(missing_ok=True)
        raise


def nothing_in(take: Take) -> HistoryError:
    """The error for a take of which nothing is left."""
    return HistoryError(f"Take {take.id} has no words and no audio. `rehearse delete {take.id}` deletes it.")


def finish(history: History, take: Take, whisper: WhisperLoading, *, progress: Progress) -> Take:
    """Hear a kept take and keep its words. Whatever is raised, the take stays."""
    if take.audio is None:
        raise nothing_in(take)
    take = compress(history, take)
    assert take.audio is not None
    try:
        heard = hear_file(take.audio, whisper, progress=progress)
    except RehearseError as error:
        raise type(error)(f"{error} Take {take.id} is kept.") from error
    return history.finish(take.id, as_learned(history, heard))


def finish_listened(
    history: History, take: Take, listener: Listener, model: str, *, progress: Progress
) -> Take:
    """Keep the words of a take that was listened to; where the listener is gone it is heard from its file.

    Whatever is raised, the take stays.
    """
    try:
        heard = listener.finish(progress=progress)
    except ListenerGoneError:
        return finish(history, take, WhisperLoading(model), progress=progress)
    except RehearseError as error:
        raise type(error)(f"{error} Take {take.id} is kept.") from error
    return history.finish(take.id, as_learned(history, heard))
