"""From what was heard to what it shows: pure functions of words and spans, values in, values out."""

from collections.abc import Sequence
from dataclasses import replace

from rehearse.analysis.fillers import fillers
from rehearse.analysis.length import length
from rehearse.analysis.next_step import next_step
from rehearse.analysis.pace import pace
from rehearse.analysis.pauses import pauses
from rehearse.analysis.plainness import plainness
from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.star import star
from rehearse.analysis.story_notes import story_notes, story_signals
from rehearse.model.heard import Heard
from rehearse.model.questions import Kind
from rehearse.model.report import Report


def analyse(heard: Heard, *, phrases: Sequence[str] = (), kind: Kind = "story") -> Report:
    """Every measure of one answer; the audio measures are None for a written one, STAR for another
    language than English and for what is no story. `phrases` are the user's own, to be counted too.
    """
    # Here and not above: the cues of stories take a tenth of a second to prepare, and progress needs none.

    told = star(heard, sentence_ranges(heard)) if heard.is_english and kind == "story" else None
    report = Report(
        heard=heard,
        fillers=fillers(heard, phrases=phrases),
        pace=pace(heard) if heard.is_spoken else None,
        pauses=pauses(heard) if heard.is_spoken else None,
        length=length(heard, kind=kind) if heard.is_spoken else None,
        star=told,
        next_step=None,
        notes=story_notes(heard, told) if told else (),
        signals=story_signals(heard, told) if told else None,
        kind=kind,
        plainness=plainness(heard) if kind == "explaining" and heard.is_english else None,
    )
    return replace(report, next_step=next_step(report))
