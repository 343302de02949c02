"""What to say of an answer that could not be heard well enough, in one line with what to do. Pure."""

from __future__ import annotations

from rehearse.analysis.unheard import REMEDIES
from rehearse.model.report import Reason, Report
from rehearse.words.recordings import other_language

_WHAT: dict[Reason, str] = {
    "distorted": "The microphone distorted, and too many words were lost to judge what you said.",
    "noise": "The noise was too loud beside your voice to judge what you said.",
    "language": "This does not sound like English. Fillers and STAR are judged for English only.",
    "damaged": "Too much of this recording is missing to judge what you said.",
    "unclear": "Too many words were unclear to judge what you said.",
}


def unheard_line(report: Report) -> str | None:
    """What was wrong and what to do; None for an answer that is judged."""
    missed = report.unheard
    if missed is None:
        return None
    if not report.heard.words:
        length_s = f"{report.heard.duration_s or 0:.0f} s"
        what = f"There is sound in this recording of {length_s}, but no word could be made out."
        return f"{what} {REMEDIES[missed.reason]}"
    if missed.reason == "language" and not report.heard.is_english:
        return f"{other_language(report.heard.language)} {REMEDIES['language']}"
    return f"{_WHAT[missed.reason]} {REMEDIES[missed.reason]}"
