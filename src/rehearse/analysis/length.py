"""How long the answer ran. Pure."""

from __future__ import annotations

from rehearse.model.heard import Heard
from rehearse.model.questions import Kind
from rehearse.model.report import Length


def length(heard: Heard, *, kind: Kind = "story") -> Length | None:
    """From the first sound of speech to the last; None where nobody spoke."""
    if not heard.speech:
        return None
    return Length(heard.speech[-1].end_s - heard.speech[0].start_s, of_story=kind == "story")
