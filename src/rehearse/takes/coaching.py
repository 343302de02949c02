"""What an answer does for its question, beyond its own report: the layers, the user's points, and words
that it shares with earlier takes. The wiring of the history, the sentence encoder and the analysis; prints
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import asked_texts, layers
from rehearse.analysis.passages import passages
from rehearse.analysis.points import points
from rehearse.analysis.recited import Recited, recited
from rehearse.analysis.unheard import unheard
from rehearse.language.encoder import meanings
from rehearse.model.kept import Take
from rehearse.model.questions import Prompt

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.language.encoder import Array

EARLIER_TAKES = 5
"""Of the same question, the latest ones; who recites, recites the latest version."""


def get_ready(history: History, prompt: Prompt) -> None:
    """Load the sentence encoder in the background, and read with it what is known before anybody answers.

    NumPy lets go of Python's lock while it works, so that a recording meanwhile is not disturbed.
    """
    _reader.submit(_read, [*asked_texts(prompt), *history.points(prompt.id)])


def begin_to_read(answer: Answer) -> None:
    """Read an answer in the background while its report is printed."""
    if answer.heard.is_english:
        _reader.submit(_read, [passage.text for passage in passages(answer)])


def coaching(history: History, prompt: Prompt | None, take: Take, answer: Answer) -> Coaching | None:
    """What a take, with its `answer`, does for its question `prompt`; None where there is nothing to say of
    it.

    That is so for what could not be heard, for an answer without words, and for a question that is in the
    bank no longer.
    """
    if prompt is None or unheard(answer) or not answer.words:
        return None
    again, of = _recited(history, take, answer, prompt)
    wanted = history.points(prompt.id)
    if not prompt.asks and not wanted and again is None:
        return None
    said = passages(answer)
    asked, kept = asked_texts(prompt), list(wanted)
    rows = _similarities([*asked, *kept], [passage.text for passage in said])
    return Coaching(
        layers=layers(prompt, said, rows[: len(asked)]),
        points=points(wanted, said, rows[len(asked) :], repeated=again),
        recited=again,
        recited_take=of,
    )


def _recited(
    history: History, take: Take, answer: Answer, prompt: Prompt
) -> tuple[Recited | None, int | None]:
    """Against the earlier take that shares most, the later one of equals."""
    found: tuple[Recited | None, int | None] = (None, None)
    before = [
        one
        for one in history.takes_heard(prompt_id=prompt.id, limit=EARLIER_TAKES + 1, as_kept=True)
        if one.id < take.id
    ]
    for one in before[:EARLIER_TAKES]:
        if one.heard is None:
            continue
        earlier = Answer(one.heard)
        again = None if unheard(earlier) else recited(answer, earlier, question=prompt.question)
        if again and (found[0] is None or again.share > found[0].share):
            found = (again, one.id)
    return found


def _similarities(texts: Sequence[str], said: Sequence[str]) -> list[list[float]]:
    """The cosine of each text with each passage."""
    if not said or not texts:
        return [[] for _ in texts]
    rows: list[list[float]] = (_meanings(texts) @ _meanings(said).T).tolist()
    return rows


def _meanings(texts: Sequence[str]) -> Array:
    """Their meanings, each read once."""
    _reader.submit(_read, texts).result()
    return np.stack([_known[text] for text in texts])


def _read(texts: Sequence[str]) -> None:

    new = [text for text in dict.fromkeys(texts) if text not in _known]
    _known.update(zip(new, meanings(new), strict=True))


_known: dict[str, Any] = {}
"""By its text what was read already; a practice is over before there is much of it."""

_reader = ThreadPoolExecutor(max_workers=1)
"""One text after another, so that none is read twice."""
