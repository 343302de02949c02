"""How long the answer ran. Pure."""

from __future__ import annotations

from rehearse.model.heard import Heard
from rehearse.model.questions import Kind
from rehearse.model.report import Length, LengthBand

SHORT_BELOW_S = 45.0
LONG_ABOVE_S = 150.0


def length(heard: Heard, *, kind: Kind = "story") -> Length | None:
    """From the first sound of speech to the last, with its band; None where nobody spoke.

    Only for stories there are bands. Source: coaching convention, not research.
    """
    if not heard.speech:
        return None
    answer_s = heard.speech[-1].end_s - heard.speech[0].start_s
    if kind != "story":
        return Length(answer_s, None)
    band: LengthBand = "short" if answer_s < SHORT_BELOW_S else "long" if answer_s > LONG_ABOVE_S else "good"
    return Length(answer_s, band)
