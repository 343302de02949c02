"""What an answer does for its question, beyond its own report: the layers, the user's points, and words
that it shares with earlier takes. The wiring of the history, the reader and the analysis; prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer, asked_text, layers
from rehearse.analysis.points import points
from rehearse.analysis.question_fit import QuestionFit
from rehearse.analysis.recited import Recited, recited
from rehearse.analysis.story_notes import ENOUGH_WORDS
from rehearse.analysis.unheard import unheard
from rehearse.analysis.wanted import Likeliest, as_answered, likeliest
from rehearse.language.fits import fit_reader
from rehearse.language.wanted import Wanted, wanted_reader
from rehearse.model.heard import Heard
from rehearse.model.kept import LayerCheck, Take
from rehearse.model.questions import Prompt

if TYPE_CHECKING:
    from rehearse.history import History

NO_CHECKS: Mapping[str, LayerCheck] = {}
EARLIER_TAKES = 5
"""Of the same question, the latest ones; who recites, recites the latest version."""


def get_ready() -> None:
    """Load what reads answers, in the background, while somebody speaks.

    NumPy lets go of Python's lock while it works, so that a recording meanwhile is not disturbed.
    """
    _reader.submit(fit_reader)
    _reader.submit(wanted_reader)


def coaching(history: History, prompt: Prompt | None, take: Take, answer: Answer) -> Coaching | None:
    """What a take, with its `answer`, does for its question `prompt`; None where there is nothing to say of
    it.

    That is so for what could not be heard, for an answer without words, and for a question that is in the
    bank no longer.
    """
    if prompt is None or unheard(answer) or not answer.words:
        return None
    before = _earlier(history, take, prompt.id)
    checks = {
        name: check
        for name, check in history.layer_checks(take.id).items()
        if check.said is None or check.said.end <= len(answer.words)
    }
    checks_before = history.layer_checks(before[0].id) if before else {}
    earlier = [(one.id, one.heard) for one in before if one.heard]
    return _done_for(
        prompt, answer, earlier, history.points(prompt.id), checks=checks, checks_before=checks_before
    )


def coaching_without_history(
    prompt: Prompt | None, answer: Answer, earlier: Sequence[tuple[int, Heard]] = ()
) -> Coaching | None:
    """The same for an answer that is in no history: `earlier` are the takes of the same question before it,
    the latest first, each with its number.
    """
    if prompt is None or unheard(answer) or not answer.words:
        return None
    return _done_for(prompt, answer, earlier[:EARLIER_TAKES])


def _done_for(
    prompt: Prompt,
    answer: Answer,
    earlier: Sequence[tuple[int, Heard]],
    kept: Sequence[str] = (),
    *,
    checks: Mapping[str, LayerCheck] = NO_CHECKS,
    checks_before: Mapping[str, LayerCheck] = NO_CHECKS,
) -> Coaching | None:
    again, of = _recited(earlier, answer, prompt)
    if not prompt.asks and not kept and again is None:
        return None
    wanted = [Wanted(asked_text(*ask), "layer") for ask in prompt.asks]
    wanted += [Wanted(as_answered(point, answer), "point") for point in kept]
    found = _found(wanted, answer)
    return Coaching(
        layers=layers(prompt, found[: len(prompt.asks)], checks, checks_before),
        points=points(kept, found[len(prompt.asks) :], repeated=again),
        recited=again,
        recited_take=of,
    )


def recitation(history: History, prompt: Prompt | None, take: Take, answer: Answer) -> Coaching | None:
    """Only whether a take repeats an earlier one, which takes no time to tell."""
    if prompt is None or unheard(answer) or not answer.words:
        return None
    earlier = [(one.id, one.heard) for one in _earlier(history, take, prompt.id) if one.heard]
    return recitation_without_history(prompt, answer, earlier)


def recitation_without_history(
    prompt: Prompt | None, answer: Answer, earlier: Sequence[tuple[int, Heard]]
) -> Coaching | None:
    """The same for an answer that is in no history; `earlier` as in `coaching_without_history`."""
    if prompt is None or unheard(answer) or not answer.words:
        return None
    again, of = _recited(earlier[:EARLIER_TAKES], answer, prompt)
    return Coaching((), (), again, of)


def layers_of(prompt: Prompt | None, answer: Answer) -> tuple[Layer, ...]:
    """What an answer that is in no history does for the layers of its question."""
    if prompt is None or not prompt.asks or unheard(answer) or not answer.words:
        return ()
    wanted = [Wanted(asked_text(*ask), "layer") for ask in prompt.asks]
    return layers(prompt, _found(wanted, answer), {}, {})


def fit_of(prompt: Prompt | None, answer: Answer) -> QuestionFit | None:
    """How well an answer fits its question; None where no story is asked for, for few words, and for what
    could not be heard.
    """
    if prompt is None or prompt.kind != "story" or len(answer.spoken) < ENOUGH_WORDS or unheard(answer):
        return None
    text = " ".join(word.text for word, filled in zip(answer.words, answer.filled, strict=True) if not filled)
    cosine = _reader.submit(lambda: float(fit_reader().read([text], [prompt])[0, 0])).result()
    return QuestionFit(cosine, own=not prompt.asks)


def before_of(history: History, take: Take) -> Take | None:
    """The take before of the same question, with its words; None where there is none."""
    return next(iter(_earlier(history, take, take.prompt_id)), None) if take.prompt_id else None


def _earlier(history: History, take: Take, prompt_id: str) -> list[Take]:
    """The takes of the same question before this one, the latest first."""
    latest = history.takes_heard(prompt_id=prompt_id, limit=EARLIER_TAKES + 1, as_kept=True)
    return [one for one in latest if one.id < take.id][:EARLIER_TAKES]


def _recited(
    before: Sequence[tuple[int, Heard]], answer: Answer, prompt: Prompt
) -> tuple[Recited | None, int | None]:
    """Against the earlier take that shares most, the later one of equals."""
    found: tuple[Recited | None, int | None] = (None, None)
    for number, heard in before:
        earlier = Answer(heard)
        again = None if unheard(earlier) else recited(answer, earlier, question=prompt.question)
        if again and (found[0] is None or again.share > found[0].share):
            found = (again, number)
    return found


def _found(wanted: Sequence[Wanted], answer: Answer) -> list[Likeliest]:
    """The sentence that most likely says each."""
    if not wanted:
        return []
    texts = [clause.text_in(answer.words) for clause in answer.clauses]
    rows = _reader.submit(lambda: wanted_reader().read(wanted, texts).tolist()).result()
    return [
        likeliest(answer, row, wanted=one.text if one.kind == "point" else "")
        for one, row in zip(wanted, rows, strict=True)
    ]


_reader = ThreadPoolExecutor(max_workers=1)
"""One thing after another: what is read waits for what is loaded."""
