"""How long the answer ran. Pure."""

from __future__ import annotations

from rehearse.analysis.answer import Answer
from rehearse.model.questions import Kind
from rehearse.model.report import Length


def length(answer: Answer, *, kind: Kind = "story") -> Length | None:
    """From the first sound of speech to the last; None where nobody spoke."""
    speech = answer.heard.speech
    if not speech:
        return None
    return Length(speech[-1].end_s - speech[0].start_s, of_story=kind == "story")
