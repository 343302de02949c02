"""Silences, from the audio and never from the gaps between words. Pure."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from rehearse.model import Heard, Pauses, Silence, Span

RECORDED_FROM_S = 0.25
REPORTED_FROM_S = 0.6
LONG_FROM_S = 2.0
DEAD_AIR_FROM_S = 3.5


def pauses(heard: Heard) -> Pauses:
    """The silences of 0.25 s and over between the stretches of speech, and the one before the first.

    Long: 2 s and over inside a sentence. Dead air: 3.5 s and over. The median is over those of
    0.6 s and over, None where there is none.
    """
    gaps = [Span(before.end_s, after.start_s) for before, after in pairwise(heard.speech)]
    silences = tuple(
        Silence(gap, _inside_sentence(heard, gap)) for gap in gaps if gap.duration_s >= RECORDED_FROM_S
    )
    reported = [silence.span.duration_s for silence in silences if silence.span.duration_s >= REPORTED_FROM_S]
    return Pauses(
        lead_in_s=heard.speech[0].start_s if heard.speech else None,
        silences=silences,
        long=sum(s.inside_sentence and s.span.duration_s >= LONG_FROM_S for s in silences),
        dead_air=sum(s.span.duration_s >= DEAD_AIR_FROM_S for s in silences),
        median_s=median(reported) if reported else None,
    )


def _inside_sentence(heard: Heard, gap: Span) -> bool:
    """Whether the word before the gap's middle leaves its sentence open and a word follows.

    Word times drift by some tenths of a second, so the middle decides and not the gap's ends.
    """
    before = [word for word in heard.words if word.span and word.span.middle_s < gap.middle_s]
    if not before or len(before) == len(heard.words):
        return False
    return not before[-1].text.rstrip("\"')”’").endswith((".", "?", "!"))
