"""From blocks of sound to all that was measured of one answer; the story is read here."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.analysis.answer import Answer
from rehearse.hearing.ears import Ears
from rehearse.hearing.loading import story_reader
from rehearse.hearing.writing import Writer
from rehearse.model.heard import Heard, Reading, Whole
from rehearse.transcription.transcript import NotWantedError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rehearse.transcription.transcript import Transcript

    Samples = npt.NDArray[np.float32]

ENGINE = "openai-whisper"


def heard_in(blocks: Iterable[Samples], ears: Ears, writer: Writer) -> Heard:
    """What blocks of mono 16 kHz samples, each of shape (n,), hold.

    A thread reads and follows them beside the writing. Raises what either does.
    """
    following = threading.Thread(target=_follow, args=(blocks, ears, writer), daemon=True)
    following.start()
    try:
        said = writer.write()
    finally:
        following.join()
    return heard_from(ears, said)


def _follow(blocks: Iterable[Samples], ears: Ears, writer: Writer) -> None:
    try:
        for block in blocks:
            writer.add(ears.add(block))
        writer.add(ears.end())
        writer.end(ears.duration_s)
    except NotWantedError:
        pass  # nobody writes any more, and whoever did knows why
    except BaseException as error:
        writer.fail(error)


def heard_from(ears: Ears, said: Transcript | None) -> Heard:
    """All that was measured of one answer; the story is read here. `said` is None where nobody spoke."""
    heard = Heard(
        words=(),
        speech=tuple(ears.speech),
        hesitations=(),
        duration_s=ears.duration_s,
        engine=ENGINE,
        sound=ears.sound,
    )
    if said is None:
        return heard
    return with_readings(
        replace(
            heard,
            words=tuple(said.words),
            # The model hears the end of a word in noise, where the detector that found the chunks goes on.
            speech=tuple(said.speech or ears.speech),
            hesitations=None if said.hesitations is None else tuple(said.hesitations),
            model=said.model,
            language=said.language,
            english=said.english,
            others=said.others,
        )
    )


def with_readings(heard: Heard) -> Heard:
    """The answer with every clause read for what it does in the story, where it is English."""
    if not heard.is_english or not heard.words:
        return heard
    clauses = Answer(heard).clauses
    read = story_reader().read([clause.text_in(heard.words) for clause in clauses])
    readings = (Reading(at.first, at.count, row) for at, row in zip(clauses, read.labels, strict=True))
    return replace(heard, readings=tuple(readings), whole=Whole(read.occasion, read.manner))
