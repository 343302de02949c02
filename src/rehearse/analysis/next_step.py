"""The one thing to try next, in one sentence, with the speaker's own words where there are some. Pure.

It names what helps most and stays silent about the rest: one specific step is acted on, a list is not.
It grades nothing. In another language than English it speaks of length and silence only.
"""

from __future__ import annotations

from collections.abc import Callable

from rehearse.analysis.answer import Answer
from rehearse.analysis.story_notes import ENOUGH_WORDS, MISSING_BELOW
from rehearse.model.bands import TOO_MANY
from rehearse.model.questions import Kind
from rehearse.model.report import Report, Star

OFTEN_COUNT = 4
"""Filled pauses that are no accident."""
MARKER_COUNT = 4
QUOTED_WORDS = 10
LONGEST_QUESTION_S = 20.0
"""Convention: a question that takes longer is a statement."""


Rule = Callable[[Answer, Report], str | None]


def next_step(answer: Answer, report: Report) -> str | None:
    """One sentence of advice for an answer; None where nothing was said.

    `report.next_step` is not looked at. Bands: see the measures that the advice rests on; which comes
    first is a coach's choice: the story, then what listeners are disturbed by, then habits.
    """
    if not answer.rated:
        return None
    rules = _RULES if report.kind == "story" else _RULES_OF_OTHERS
    return next((step for rule in rules if (step := rule(answer, report))), _AGAIN[report.kind])


_AGAIN: dict[Kind, str] = {
    "story": "Tell it once more without notes, in other words: key points stay, a script sounds recited.",
    "asking": "Ask it once more in other words, and then say nothing: the silence is theirs to fill.",
    "explaining": "Explain it once more to somebody real, and have them tell you what they understood.",
}


def _too_little(answer: Answer, report: Report) -> str | None:
    short = report.length is not None and report.length.band == "short"
    few = report.heard.is_english and len(answer.spoken) < ENOUGH_WORDS
    if short or few:
        return "Tell more of it: where it was, what was asked of you, what you did, and what came of it."
    return None


def _not_one_occasion(answer: Answer, report: Report) -> str | None:
    for note in report.notes:
        if note.kind in ("hypothetical", "habit") and report.star:
            said = _quoted(answer, report.star, note.sentence)
            does = "would do" if note.kind == "hypothetical" else "always do"
            return f"Tell of one time you did it: {said} says what you {does}."
    return None


def _no_result(answer: Answer, report: Report) -> str | None:
    star = report.star
    if star is None or not star.action.present or star.result.confidence >= MISSING_BELOW:
        return None
    return f"Say what came of it: no outcome was found for {_quoted(answer, star, star.action.evidence)}."


def _no_action(answer: Answer, report: Report) -> str | None:
    star = report.star
    if star is None or star.action.confidence >= MISSING_BELOW:
        return None
    if not (star.situation.present or star.task.present):
        return None
    evidence = star.task.evidence if star.task.present else star.situation.evidence
    return f"Say what you yourself did, step by step, about {_quoted(answer, star, evidence)}."


def _filled_pauses(answer: Answer, report: Report) -> str | None:
    fillers = report.fillers
    if fillers.band not in TOO_MANY or len(fillers.filled_pauses) < OFTEN_COUNT:
        return None
    texts = [pause.text for pause in fillers.filled_pauses]
    usual = max(dict.fromkeys(texts), key=texts.count)
    return (
        f'Where the next "{usual}" wants to come, close your mouth and let there be a short silence instead.'
    )


def _dead_air(answer: Answer, report: Report) -> str | None:
    if report.pauses is None or not report.pauses.dead_air:
        return None
    longest = max(report.pauses.silences, key=lambda silence: silence.span.duration_s)
    before = [
        word.text for word in report.heard.words if word.span and word.span.middle_s < longest.span.middle_s
    ][-4:]
    return (
        f'Know the point that follows "{" ".join(before)}": '
        f"you were silent there for {longest.span.duration_s:.1f} s."
    )


def _much_setup(answer: Answer, report: Report) -> str | None:
    star = report.star
    if star is None or star.band("setup") != "most" or not star.action.present:
        return None
    return (
        f"Get to what you did sooner: {100 * star.share('setup'):.0f}% of the words come before "
        f"{_quoted(answer, star, star.action.evidence)}."
    )


def _long(answer: Answer, report: Report) -> str | None:
    if report.length is None or report.length.band != "long":
        return None
    return "Tell it again in two minutes: leave out what the listener could do without."


def _not_concise(answer: Answer, report: Report) -> str | None:
    if report.kind != "asking" or report.length is None or report.length.answer_s <= LONGEST_QUESTION_S:
        return None
    return (
        f"Ask it in one breath: {report.length.answer_s:.0f} s is a speech. Leave out why you ask, "
        "unless they want to know."
    )


def _no_example(answer: Answer, report: Report) -> str | None:
    if report.plainness is None or report.plainness.example is not None:
        return None
    return "Give one example, or say what it is like, from the world of whoever listens."


def _fast(answer: Answer, report: Report) -> str | None:
    if not report.heard.is_english or report.pace is None or report.pace.band != "fast":
        return None
    return "Leave a breath of silence after each sentence: listeners follow the story in those."


def _top_marker(answer: Answer, report: Report) -> str | None:
    top = report.fillers.top
    said = [mark for mark in report.fillers.markers if mark.text == top and mark.likelihood == "likely"]
    if len(said) < MARKER_COUNT:
        return None
    return f'Listen for "{top}": you used it {len(said)} times where it adds nothing. Start with the first.'


_RULES: tuple[Rule, ...] = (
    _too_little,
    _not_one_occasion,
    _no_result,
    _no_action,
    _filled_pauses,
    _dead_air,
    _much_setup,
    _long,
    _fast,
    _top_marker,
)

_RULES_OF_OTHERS = (_not_concise, _no_example, _filled_pauses, _dead_air, _fast, _top_marker)
"""For questions that one asks, and for explanations: they are no stories."""


def _quoted(answer: Answer, star: Star, sentence: int | None) -> str:
    """The beginning of a sentence, without filled pauses at its start."""
    if sentence is None:
        return "what you told"
    texts = [word.text for word in answer.spoken_in(star.sentences[sentence])]
    short = " ".join(texts[:QUOTED_WORDS]).rstrip(".,;:")
    return f'"{short} ..."' if len(texts) > QUOTED_WORDS else f'"{short}"'
