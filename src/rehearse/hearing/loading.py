"""The models that hear, loaded while something else goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from rehearse.folders import cache_folder
from rehearse.language.story import StoryReader
from rehearse.progress import Progress
from rehearse.transcription.verbatim import Whisper
from rehearse.transcription.weights import check_name, find_weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]


RELAY_S = 0.1
"""How often the progress of loading is passed on."""


def load_whisper(model: str, *, progress: Progress) -> Whisper:
    """The model ready to hear; raises WeightsError where there is none."""
    weights = find_weights(model, cache=cache_folder(), progress=progress)
    progress("Loading the model", 0, 0)
    return Whisper(weights, name=model)


@cache
def _story_reader() -> StoryReader:
    return StoryReader()


_loading_story = threading.Lock()


def story_reader() -> StoryReader:
    """The encoder that reads stories, loaded once, whichever thread asks first."""
    with _loading_story:
        return _story_reader()


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
        self._is_over = threading.Event()

    def check(self) -> None:
        """WeightsError where no such model exists, before anybody speaks for it in vain."""
        check_name(self._model, cache=cache_folder())

    def start(self) -> None:
        """Begin to load; what goes wrong is raised where the model is asked for."""
        if self._thread is None:
            # No daemon, though a daemon starts it: one torn out of torch's own code at the end of the program
            # aborts it all.
            self._thread = threading.Thread(target=self._load, daemon=False)
            self._thread.start()

    def check_going_well(self) -> None:
        """Raises what went wrong, as soon as something has; waits for nothing."""
        if self._error is not None:
            raise self._error

    def __call__(self, progress: Progress) -> Whisper:
        self.start()
        while not self._is_over.wait(RELAY_S):
            progress(*self._now)
        if self._error is not None:
            raise self._error
        assert self._whisper is not None
        return self._whisper

    def _load(self) -> None:
        try:
            self._whisper = load_whisper(self._model, progress=self._note)
        except BaseException as error:
            self._error = error
        self._is_over.set()
        if self._whisper is not None:
            story_reader()  # read at the end, so nobody waits for it now

    def _note(self, what: str, done: int, total: int) -> None:
        if not threading.main_thread().is_alive():
            raise _UnwantedError
        # What is done is no news any more; loading goes on behind it.
        self._now = (what, done, total) if done < total else ("Loading the model", 0, 0)


class _UnwantedError(Exception):
    """Ends the loading of a model that nobody waits for any more."""
