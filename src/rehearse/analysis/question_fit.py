"""Whether a story was told for another question than the one that was asked. Pure.

The fit is the cosine of `language.fits`, which learnt which stories answer which questions. A story that
answers a question may fit it badly, so the lines are low: what falls below is said with care, and the rest is
passed over in silence. Figures: docs/accuracy.md, "Was the question answered?".
"""

from __future__ import annotations

from dataclasses import dataclass

FITS_BELOW = 0.12
"""The fit of a story to a question of the bank below which it was told for another."""
OWN_FITS_BELOW = 0.05
"""The same for a question in anybody's words, of which nobody wrote down what it asks."""


@dataclass(frozen=True, slots=True)
class QuestionFit:
    """How well an answer fits the question that it was given to: a cosine. `own` is a question in anybody's
    words.
    """

    cosine: float
    own: bool

    @property
    def is_for_another(self) -> bool:
        """Whether it surely answers something else."""
        return self.cosine < (OWN_FITS_BELOW if self.own else FITS_BELOW)
