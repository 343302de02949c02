"""What is usual of each measure, and what is not."""

from __future__ import annotations

from rehearse.analysis.length import LONG_ABOVE_S, SHORT_BELOW_S

Bands = tuple[tuple[float, str | None], ...]
"""Where each band begins, and what is said in it. The number is judged as it is shown, rounded."""


FILLED_PAUSE_BANDS: Bands = (
    (0.0, "good"),
    (2.1, "ordinary: conversation has about 2.6 to 3"),
    (3.4, "worth working on"),
    (8.1, "enough to be distracting"),
)
"""Filled pauses per 100 words, one decimal. Sources: Bortfeld 2001, Clark & Fox Tree 2002 (what is ordinary);
Laske & DiGennaro Reed 2024 (5 a minute did no harm, 12 did)."""


ADVICE_FROM = 3.4
"""From here the band is advice, and so needs an interval that stays above it."""


SPEECH_RATE_BANDS: Bands = (
    (0, "well under the usual 120 to 175"),
    (110, "a little under the usual 120 to 175"),
    (120, None),
    (176, "a little over the usual 120 to 175"),
    (191, "well over the usual 120 to 175"),
)
"""Whole words a minute, pauses included. US conversation centres at roughly 145 to 165."""


SUSTAINED_WPM = (110, 190)
"""A window of speech outside these is named, with its time."""


LENGTH_BANDS: Bands = (
    (0, "short: there is room for more of the story"),
    (SHORT_BELOW_S, None),
    (120, "past two minutes: see what the listener could do without"),
    (LONG_ABOVE_S + 1, "long: see which part the listener could do without"),
)
"""Whole seconds from the first sound to the last. Coaching convention, not research."""


LEAD_IN_NOTED_FROM_S = 5.0


SHARE_BANDS: dict[str, tuple[float, float]] = {
    "setup": (0.15, 0.45),
    "action": (0.40, 0.70),
    "result": (0.10, 0.30),
}
"""Shares of the words that published answers and advice leave between them."""


SURENESS: Bands = ((0, "perhaps "), (60, "probably "), (80, ""), (95, "clearly "))
"""How sure it is that a part is there, in whole percent, where it was found."""


DOUBTFUL_FROM = 30
"""A part that was not found but comes this close, in whole percent, is "not clearly"."""


def band(bands: Bands, shown: float) -> str | None:
    return next(words for start, words in reversed(bands) if shown >= start)
