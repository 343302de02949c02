"""What to say of an answer that could not be heard well enough, and what to do. Pure."""

from __future__ import annotations

from rehearse.analysis.unheard import REMEDIES
from rehearse.model.report import Reason, Report
from rehearse.words.recordings import ENGLISH_ONLY, no_clear_word, other_language

_WHAT: dict[Reason, str] = {
    "distorted": "The audio is distorted: too many words were lost to judge this answer.",
    "noise": "The noise was too loud to judge this answer.",
    "language": f"This does not sound like English. {ENGLISH_ONLY}",
    "damaged": "Too much of this recording is missing to judge this answer.",
    "unclear": "Too many words were unclear to judge this answer.",
}


def unheard_line(report: Report) -> str | None:
    """What was wrong, and what its speaker can do; None for an answer that is judged."""
    why = unheard_why(report)
    return f"{why} {REMEDIES[report.unheard.reason]}" if why and report.unheard else None


def unheard_why(report: Report) -> str | None:
    """What was wrong; None for an answer that is judged."""
    missed = report.unheard
    if missed is None:
        return None
    if not report.heard.words:
        return no_clear_word(report)
    if missed.reason == "language" and not report.heard.is_english:
        return other_language(report.heard.language)
    return _WHAT[missed.reason]
