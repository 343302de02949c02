"""From sound to what was heard in it, block by block: voice activity, chunks, words, the story's readings.

One way for all recordings: a file is heard as one that grows. Keeps nothing and prints nothing.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.analysis.sentences import sentence_ranges
from rehearse.audio.chunks import Chunker
from rehearse.audio.files import Recording, outline
from rehearse.audio.speech_activity import SpeechActivity
from rehearse.errors import AudioFileError
from rehearse.folders import cache_folder
from rehearse.language.story import StoryReader
from rehearse.model import Heard, Reading, Span
from rehearse.transcription.verbatim import BATCH, Whisper
from rehearse.transcription.weights import check_name, find_weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rehearse.audio.chunks import Chunk
    from rehearse.transcription.verbatim import Transcribing, Transcript

    Samples = npt.NDArray[np.float32]

ENGINE = "openai-whisper"

RELAY_S = 0.1
"""How often the progress of loading is passed on."""

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and out of how much."""


def no_progress(what: str, done: int, total: int) -> None:
    """Tells nobody."""


def load_whisper(model: str, *, progress: Progress) -> Whisper:
    """The model ready to hear; raises WeightsError where there is none."""
    weights = find_weights(model, cache=cache_folder(), progress=progress)
    progress("Loading the model", 0, 0)
    return Whisper(weights, name=model)


@cache
def story_reader() -> StoryReader:
    """The encoder that reads stories, loaded once."""
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


def hear_file(
    path: Path,
    whisper: WhisperLoading,
    *,
    progress: Progress = no_progress,
    also: Callable[[Samples], None] = lambda _: None,
) -> Heard:
    """What a recording holds, read block by block, so that it may be hours long.

    `also` gets every block too. AudioFileError for what is no recording; for that no model is loaded.
    """
    is_of = outline(path)
    track = _track_with_voice(path, is_of.tracks)
    recording = Recording(path, track=track)
    ears = Ears()
    writer = _Writer(whisper, progress, is_of.declared_s or 0)
    for block in recording.blocks():
        whisper.start()
        also(block)
        writer.add(ears.add(block))
    writer.add(ears.end())
    return replace(heard_from(ears, writer.end()), damage=recording.damage, track=track)


def _track_with_voice(path: Path, tracks: int) -> int | None:
    """The first of several sound tracks in which somebody speaks; None for the default one, or none."""
    if tracks < 2 or _somebody_speaks(Recording(path).blocks()):
        return None
    with_voice = (
        number for number in range(1, tracks + 1) if _somebody_speaks(Recording(path, track=number).blocks())
    )
    return next(with_voice, None)


def _somebody_speaks(blocks: Iterable[Samples]) -> bool:
    """Read no further than to the first voice; a track that cannot be read has none."""
    ears = Ears()
    with contextlib.suppress(AudioFileError):
        for block in blocks:
            ears.add(block)
            if ears.last_voice_s is not None:
                return True
    ears.end()
    return ears.last_voice_s is not None


def hear(samples: Samples, whisper: GetWhisper, *, progress: Progress = no_progress) -> Heard:
    """What mono 16 kHz samples of shape (n,) hold. `whisper` is called only where somebody speaks."""
    ears = Ears()
    complete = ears.add(samples)
    writer = _Writer(whisper, progress, ears.duration_s)
    writer.add([*complete, *ears.end()])
    return heard_from(ears, writer.end())


class Ears:
    """Listens to a recording block by block: where somebody speaks, and the chunks that this makes."""

    def __init__(self) -> None:

        self._activity = SpeechActivity()
        self._chunker = Chunker()
        self.speech: list[Span] = []

    @property
    def duration_s(self) -> float:
        return self._activity.duration_s

    @property
    def last_voice_s(self) -> float | None:
        """When somebody spoke last, as far as is known; None where nobody has."""
        latest = self._activity.going_on or (self.speech[-1] if self.speech else None)
        return latest.end_s if latest else None

    def add(self, samples: Samples) -> list[Chunk]:
        """The chunks that are complete with more mono 16 kHz samples, of shape (n,)."""
        ended = self._activity.add(samples)
        self.speech += ended
        return self._chunker.add(samples, ended, self._activity.going_on, self._activity.now_s)

    def forming(self) -> Chunk | None:
        """The chunk that the end of the recording would complete now."""
        return self._chunker.forming(self._activity.going_on)

    def end(self) -> list[Chunk]:
        """The chunks that the end of the recording completes."""
        ended = self._activity.end()
        self.speech += ended
        return self._chunker.end(ended)


class _Writer:
    """Has chunks written down as many at once as the model hears best."""

    def __init__(self, whisper: GetWhisper, progress: Progress, total_s: float) -> None:
        self._whisper = whisper
        self._progress = progress
        self._total_s = math.ceil(total_s)
        self._waiting: list[Chunk] = []
        self._transcribing: Transcribing | None = None

    def add(self, chunks: Sequence[Chunk]) -> None:

        self._waiting += chunks
        while len(self._waiting) >= BATCH:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            self._write(batch)

    def end(self) -> Transcript | None:
        """What was said; None where nobody spoke."""
        if self._waiting:
            self._write(self._waiting)
        return self._transcribing.end() if self._transcribing else None

    def _write(self, batch: Sequence[Chunk]) -> None:
        if self._transcribing is None:
            self._transcribing = self._whisper(self._progress).begin()
            self._progress("Transcribing", 0, 0)
        self._transcribing.add(batch)
        self._progress("Transcribing", min(round(batch[-1].span.end_s), self._total_s), self._total_s)


def heard_from(ears: Ears, said: Transcript | None) -> Heard:
    """All that was measured of one answer; the story is read here. `said` is None where nobody spoke."""
    heard = Heard(
        words=(), speech=tuple(ears.speech), hesitations=(), duration_s=ears.duration_s, engine=ENGINE
    )
    if said is None:
        return heard
    return with_readings(
        replace(
            heard,
            words=tuple(said.words),
            hesitations=None if said.hesitations is None else tuple(said.hesitations),
            model=said.model,
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
