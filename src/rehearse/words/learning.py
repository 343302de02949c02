"""What was learned from corrections, in words. Pure."""

from __future__ import annotations

from rehearse.model.heard import Strictness
from rehearse.words.text import listed, many


def learned(strictness: Strictness, *, takes: int) -> str:
    """What was learned from so many corrected takes."""
    if not takes:
        return "nothing yet. Correct the um/uh of a take with `rehearse review`."
    said = [
        *_shift(strictness.sound, "a sound must be clearer to count", "a less clear sound counts too"),
        *_shift(strictness.word, "a written um must be surer to count", "a less sure written um counts too"),
    ]
    if not said:
        return f"from {many(takes, 'corrected take')}: um/uh are judged as usual."
    return (
        f"from {many(takes, 'corrected take')}: {listed(said)}, in new takes. "
        "`rehearse config learning --forget` goes back to usual."
    )


def _shift(by: float, more: str, less: str) -> list[str]:
    return [f"{more if by > 0 else less} ({by:+.2f})"] if by else []
