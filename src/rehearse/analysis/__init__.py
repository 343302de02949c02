"""From what was heard to what it shows: pure functions of words and spans, values in, values out."""

from collections.abc import Sequence
from dataclasses import replace

from rehearse.analysis.advice import advice, good
from rehearse.analysis.answer import Answer
from rehearse.analysis.asked import asked
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.fillers import NOT_JUDGED, fillers
from rehearse.analysis.length import length
from rehearse.analysis.pace import pace
from rehearse.analysis.pauses import pauses
from rehearse.analysis.plainness import plainness
from rehearse.analysis.question_fit import QuestionFit
from rehearse.analysis.star import star
from rehearse.analysis.story_notes import story_notes, story_signals
from rehearse.analysis.unheard import REMEDIES, unheard
from rehearse.model.heard import Heard
from rehearse.model.questions import Kind
from rehearse.model.report import Fillers, Report

FEW_WORDS = 10
"""Of which one or two that were misheard are a large share."""


def analyse(
    heard: Heard, *, phrases: Sequence[str] = (), kind: Kind = "story", follow_up: str = ""
) -> Report:
    """Every measure of one answer; the audio measures are None for a written one, STAR for what could not be
    heard and for what is no story. `phrases` are the user's own, to be counted too; `follow_up` is what the
    question bank asks next.
    """
    return examined(Answer(heard), phrases=phrases, kind=kind, follow_up=follow_up)


def examined(
    answer: Answer,
    *,
    phrases: Sequence[str] = (),
    kind: Kind = "story",
    follow_up: str = "",
    fit: QuestionFit | None = None,
) -> Report:
    """The same of an answer that is prepared already, in the light of how it fits its question, where that is
    known.
    """
    heard = answer.heard
    missed = unheard(answer)
    has_words = missed is None or missed.has_words
    told = star(answer) if missed is None and kind == "story" and answer.spoken else None
    ran = length(answer, kind=kind) if heard.is_spoken else None
    report = Report(
        heard=heard,
        fillers=fillers(answer, phrases=phrases) if has_words else _of_few_words(answer),
        pace=pace(answer) if heard.is_spoken and has_words else None,
        pauses=pauses(answer) if heard.is_spoken else None,
        length=ran if ran is None or has_words else replace(ran, of_story=False),
        star=told,
        next_step=None,
        notes=story_notes(answer, told, fit) if told else (),
        signals=story_signals(answer, told) if told else None,
        kind=kind,
        plainness=plainness(answer) if kind == "explaining" and missed is None else None,
        asked=asked(answer) if kind == "asking" and missed is None else None,
        sentences=answer.sentences,
        unheard=missed,
    )
    if missed:
        return replace(report, next_step=REMEDIES[missed.reason], next_step_about="sound")
    return advised(answer, replace(report, good=good(answer, report)), None, follow_up=follow_up)


def _of_few_words(answer: Answer) -> Fillers:
    """The filled pauses of a few words that may be wrong, if one is in the words and in the audio, or its
    speaker says so: then those are heard. Of more words nothing is counted: there may be a second voice.
    """
    if len(answer.rated) > FEW_WORDS:
        return NOT_JUDGED
    found = fillers(answer).filled_pauses
    is_heard = any(one.source in ("both", "user") for one in found)
    return replace(NOT_JUDGED, filled_pauses=found, judged=True) if is_heard else NOT_JUDGED


def advised(answer: Answer, report: Report, coached: Coaching | None, *, follow_up: str = "") -> Report:
    """A report with its one advice, which may rest on what the answer did for its question too."""
    if report.unheard:
        return report
    step = advice(answer, report, coached, follow_up=follow_up)
    return replace(
        report,
        next_step=step.text if step else None,
        next_step_about=step.about if step else None,
    )
