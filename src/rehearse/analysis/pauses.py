"""Silences, from the audio and never from the gaps between words. Pure."""

from __future__ import annotations

from statistics import median

from rehearse.analysis.answer import Answer
from rehearse.model.bands import DEAD_AIR_FROM_S, LONG_FROM_S, RECORDED_FROM_S, REPORTED_FROM_S
from rehearse.model.heard import Heard, Span
from rehearse.model.report import Pauses, Silence


def pauses(answer: Answer) -> Pauses:
    """The silences of 0.25 s and over between the stretches of speech, and the one before the first.

    Where the recording could not be read there is silence too, but no pause of the speaker's. Long: 2 s and
    over inside a sentence. Dead air: 3.5 s and over. The median is over those of 0.6 s and over, None where
    there is none.
    """
    heard = answer.heard
    begins = {sentence.first for sentence in answer.sentences} | {len(heard.words)}
    found = tuple(
        Silence(gap, inside_sentence=before not in begins)
        for gap, before in answer.silences
        if gap.duration_s >= RECORDED_FROM_S and not heard.lost_s(gap)
    )
    reported = [silence.span.duration_s for silence in found if silence.span.duration_s >= REPORTED_FROM_S]
    return Pauses(
        lead_in_s=_lead_in_s(heard),
        silences=found,
        long=sum(s.inside_sentence and s.span.duration_s >= LONG_FROM_S for s in found),
        dead_air=sum(s.span.duration_s >= DEAD_AIR_FROM_S for s in found),
        median_s=median(reported) if reported else None,
    )


def _lead_in_s(heard: Heard) -> float | None:
    if not heard.speech or heard.lost_s(Span(0.0, heard.speech[0].start_s)):
        return None
    return heard.speech[0].start_s
