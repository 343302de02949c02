"""What to say of an answer that could not be heard well enough, in one line with what to do. Pure."""

from __future__ import annotations

from rehearse.analysis.unheard import REMEDIES
from rehearse.model.report import Reason, Report
from rehearse.words.recordings import ENGLISH_ONLY, no_clear_word, other_language

_WHAT: dict[Reason, str] = {
    "distorted": "The audio is distorted: too many words were lost to judge your answer.",
    "noise": "The noise was too loud to judge your answer.",
    "language": f"This does not sound like English. {ENGLISH_ONLY}",
    "damaged": "Too much of this recording is missing to judge your answer.",
    "unclear": "Too many words were unclear to judge your answer.",
}


def unheard_line(report: Report) -> str | None:
    """What was wrong and what to do; None for an answer that is judged."""
    missed = report.unheard
    if missed is None:
        return None
    if not report.heard.words:
        return f"{no_clear_word(report)} {REMEDIES[missed.reason]}"
    if missed.reason == "language" and not report.heard.is_english:
        return f"{other_language(report.heard.language)} {REMEDIES['language']}"
    return f"{_WHAT[missed.reason]} {REMEDIES[missed.reason]}"
