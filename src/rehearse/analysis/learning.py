"""How strictly to judge the um/uh of somebody who corrected some of their takes. Pure.

Some voices sound more like "um" than others, and some rooms do. From corrected takes it is seen which
strictness would have counted best there. It is kept near the usual one: people press a wrong key now and
then, and a few corrections tell little. benchmarks/learning shows what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from rehearse.analysis.answer import Answer
from rehearse.analysis.corrections import corrected
from rehearse.analysis.filled_pauses import filled_pauses
from rehearse.model.heard import Heard, Span, Strictness
from rehearse.model.report import FilledPause

STEP, MOST_STEPS = 0.05, 3
"""What is learned moves by steps, and by no more than these."""
WORTH = 0.5
"""Each step must count so many um/uh right that the steps before do not."""
SAME_S = 0.5
"""Two whose middles are no farther apart are the same."""


def learned(takes: Sequence[Heard]) -> Strictness:
    """The strictness that fits corrected takes best; the usual one where they are too few to tell.

    What a take counts, corrected, is taken for true.
    """
    answers = [Answer(take) for take in takes]
    true = [(answer, _spans(corrected(answer, filled_pauses(answer)))) for answer in answers]
    sound = _best(lambda step: sum(_wrong(one, Strictness(sound=step), spans) for one, spans in true))
    word = _best(lambda step: sum(_wrong(one, Strictness(step, sound), spans) for one, spans in true))
    return Strictness(word, sound)


def _best(wrong: Callable[[float], int]) -> float:
    """The step with the least wrong, where each costs WORTH; the nearest to none of several."""
    steps = sorted(range(-MOST_STEPS, MOST_STEPS + 1), key=abs)
    return round(STEP * min(steps, key=lambda step: wrong(STEP * step) + WORTH * abs(step)), 2)


def _wrong(answer: Answer, strictness: Strictness, true: Sequence[Span]) -> int:
    """How many are counted that are none, or not counted."""
    judged = copy(answer)  # with all that was found out about its words already
    judged.heard = replace(answer.heard, strictness=strictness)
    found = _spans(filled_pauses(judged))
    return len(found) + len(true) - 2 * matched(found, true)


def matched(found: Sequence[Span], true: Sequence[Span]) -> int:
    """How many of one are in the other too, each once; both in order of time."""
    free = list(found)
    for span in true:
        near = [one for one in free if abs(one.middle_s - span.middle_s) <= SAME_S]
        if near:
            free.remove(min(near, key=lambda one: abs(one.middle_s - span.middle_s)))
    return len(found) - len(free)


def _spans(pauses: Sequence[FilledPause]) -> list[Span]:
    return [one.span for one in pauses if one.span]
