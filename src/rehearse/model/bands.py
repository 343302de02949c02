"""What is usual of each measure, and what is not: the one place where such a line is drawn.

A number is judged as it is shown, so that no two sentences about it can disagree. The values of a report know
their bands; what is said of one stands in words/.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

Band = str
"""The name of a band, of those of its scale."""


def _tenths(value: float) -> float:
    return round(value, 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """The bands of one measure, each with the value from which on it holds, the lowest first.

    `shown` gives the value as people read it. `source` says who drew the lines.
    """

    edges: tuple[tuple[float, Band], ...]
    shown: Callable[[float], float]
    source: str

    def band(self, value: float) -> Band:
        """The band that a value falls in.

        >>> FILLED_PAUSES.band(3.32), FILLED_PAUSES.band(3.36)
        ('ordinary', 'often')
        """
        shown = self.shown(value)
        return next(band for start, band in reversed(self.edges) if shown >= start)

    def start(self, band: Band) -> float:
        """The value from which on a band holds."""
        return next(start for start, name in self.edges if name == band)


FILLED_PAUSES = Scale(
    ((0, "good"), (2.1, "ordinary"), (3.4, "often"), (8.1, "distracting")),
    _tenths,
    "Conversation has about 2.6 to 3 (Bortfeld 2001, Clark & Fox Tree 2002). 5 a minute did no harm to a "
    "speech, 12 did (Laske & DiGennaro Reed 2024).",
)
"""Filled pauses per 100 words."""
TOO_MANY: tuple[Band, ...] = ("often", "distracting")
"""The bands that are worth working on."""

SPEECH_RATE = Scale(
    ((0, "slow"), (110, "rather slow"), (120, "usual"), (176, "rather fast"), (191, "fast")),
    round,
    "US conversation centres at roughly 145 to 165.",
)
"""Words a minute, pauses included; of an answer, and of a stretch of it."""

LENGTH = Scale(
    ((0, "short"), (45, "brief"), (60, "good"), (120, "over"), (151, "long")),
    floor,
    "Coaching convention, not research.",
)
"""Whole seconds of a story from the first sound to the last."""

LEAD_IN = Scale(((0, "usual"), (5, "noticed")), _tenths, "Convention.")
"""Seconds before the first sound."""

SETUP = Scale(
    ((0, "little"), (15, "usual"), (46, "much"), (56, "most")),
    round,
    "Shares that published answers and advice leave between them.",
)
ACTION = Scale(((0, "little"), (40, "usual"), (71, "much")), round, SETUP.source)
RESULT = Scale(((0, "little"), (10, "usual"), (31, "much")), round, SETUP.source)
"""Parts of a story, in whole percent of its words."""

SURENESS = Scale(
    ((0, "no"), (30, "hardly"), (50, "perhaps"), (60, "probably"), (80, "surely"), (95, "clearly")),
    round,
    "Convention.",
)
"""How likely it is that a part of the story is there, in whole percent."""

RECORDED_FROM_S, REPORTED_FROM_S, LONG_FROM_S, DEAD_AIR_FROM_S = 0.25, 0.6, 2.0, 3.5
"""Silences: which are measured, which are told of, which are long inside a sentence, and which a listener
takes for the end. Pauses inside a clause are what listeners hear as disfluent (Kahng); the lines are
convention."""

NEAR_FROM, FAR_BELOW = 0.60, 0.15
"""Face heights as shares of the picture's height: from where on the chin or the hair leaves the picture, and
below which a face is small on another's screen. Convention: head and shoulders fill the picture at about
0.3."""
OFF_CENTRE_FROM = 0.20
"""How far the face's middle is from the picture's, as a share of its width or height. Convention."""
DARK_BELOW, DIM_BELOW = 0.32, 0.45
"""The light on a face (its lightest hundredth) and in the picture (nine of ten pixels are darker), 0 to 1.
Only where both are low is it called dark: so neither dark skin nor lowered eyes are taken for darkness.
Chosen on drawn heads of six skins."""
BLOWN_FROM = 0.15
"""Share of a face that is white only. Convention."""
GLARE_FROM, BACKLIT_BELOW = 0.30, 0.55
"""Share of the surroundings that is white only, and the light on the face below which it comes from
behind."""
NOTHING_SEEN_BELOW = 0.10
"""The light in a picture below which a face may be there and not be found."""
AWAY_FROM, BACK_BELOW = (20.0, 15.0), (15.0, 11.0)
"""Yaw and pitch in degrees from one's own beginning: from where on a head is turned away, and below which it
is back. A screen beside the first is at some 30, notes on the table at 25 or more. Convention."""
TOLD_FROM_S = 2.0
"""Nothing is concluded from less of a video."""
MOVING_FROM = 0.5
"""Face heights a second over a second. Convention."""
