"""Every line is drawn once, so that no two sentences about a number disagree."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.summary import summary, weakness
from rehearse.model import bands
from rehearse.model.bands import Scale
from rehearse.model.report import Length
from rehearse.words.delivery import LENGTHS, PACES, length
from rehearse.words.fillers import USUAL, filled_pauses
from rehearse.words.recording import clock_words
from rehearse.words.story import TOLD
from saying import say

SCALES = [(name, scale) for name, scale in vars(bands).items() if isinstance(scale, Scale)]


@pytest.mark.parametrize(("name", "scale"), SCALES)
def test_bands_rise_from_nothing_and_have_a_source(name: str, scale: Scale) -> None:
    starts = [start for start, _ in scale.edges]
    assert starts[0] == 0 and starts == sorted(set(starts))
    assert scale.source.endswith(".")
    for start, band in scale.edges:
        assert scale.band(start) == band and scale.start(band) == start


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (bands.FILLED_PAUSES, USUAL),
        (bands.SPEECH_RATE, PACES),
        (bands.LENGTH, LENGTHS),
        (bands.SURENESS, TOLD),
    ],
)
def test_there_are_words_for_every_band(scale: Scale, said: Mapping[str, str | None]) -> None:
    assert list(said) == [band for _, band in scale.edges]


def test_what_is_called_ordinary_is_no_advice() -> None:
    """8 filled pauses in 241 words are 3.32 in 100: the report said ordinary, the advice was about them."""
    clause = "so we carried the wet paint slowly up five steep stairs and put it right there"
    report = analyse(say(f"{f'um {clause}. ' * 8} {clause} {clause} " + "and then it held " * 20 + "on."))
    assert len(report.fillers.filled_pauses) == 8
    assert 3.3 < (report.fillers.per_100_words or 0) < 3.35
    assert "about what people have" in filled_pauses(report)[0]
    assert "close your mouth" not in (report.next_step or "")
    assert "filled pauses" not in (weakness(summary(report)) or "")


@pytest.mark.parametrize("seconds", [20.0, 44.9, 45.0, 50.0, 59.9, 60.0, 90.0, 119.9, 120.0, 150.9, 151.0])
def test_the_screen_and_the_report_agree_on_a_length(seconds: float) -> None:
    """At 50 s the screen said "of 1 to 2 minutes", and the report nothing."""
    screen, report = clock_words(seconds, limit_s=600), " ".join(length(Length(seconds)))
    assert ("aim for 1 to 2" in screen) == ("room for more" in report)
    assert ("within 1 to 2" in screen) == ("first sound to last" in report and "," not in report)
    assert ("past 2 minutes" in screen) == ("past two minutes" in report)
    assert ("finish this thought" in screen) == ("long:" in report)
