from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.words import is_filled_pause
from rehearse.model.heard import Damage, Span
from rehearse.model.report import Fillers
from saying import say, write

TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize("text", ["um", "Um,", "UHHH...", "uh", "erm", "er", "hmm?", "mm", "ah,", "ummm"])
def test_filled_pauses(text: str) -> None:
    assert is_filled_pause(text)


@pytest.mark.parametrize(
    "text", ["uh-huh", "mm-hmm", "her", "'er", "umbrella", "m", "a", "huh", "errand", ""]
)
def test_words_that_are_none(text: str) -> None:
    assert not is_filled_pause(text)


def test_filled_pauses_are_counted_with_their_rate_and_interval() -> None:
    fillers = analyse(say(f"[um] {TEN} [uh] {TEN}")).fillers
    assert [(pause.text, pause.word) for pause in fillers.filled_pauses] == [("um", 0), ("uh", 11)]
    assert fillers.per_100_words == pytest.approx(10)
    assert fillers.interval_95 == pytest.approx((1.211, 36.123), abs=0.001)
    assert fillers.per_minute == pytest.approx(2 / (20 * 0.4 + 0.75) * 60)


def test_markers_are_found_in_written_answers_and_nothing_else_is_measured() -> None:
    report = analyse(write("Well, I, you know, fixed it."))
    assert [marker.text for marker in report.fillers.markers] == ["well", "you know"]
    assert (report.pace, report.pauses, report.length) == (None, None, None)
    assert report.fillers.per_minute is None


def test_three_of_one_within_fifteen_seconds_are_a_cluster() -> None:
    (cluster,) = analyse(say("[um] one [um] two [um] three (20.0) [um] four")).fillers.clusters
    assert (cluster.text, cluster.count) == ("um", 3)


def test_speech_rate_counts_silence_and_articulation_rate_does_not() -> None:
    pace = analyse(say(f"[um] {TEN} (4.0) {TEN}", wpm=150)).pace
    assert pace is not None
    assert pace.words == 20
    assert pace.speech_rate_wpm == pytest.approx(20 / 12 * 60)
    assert pace.articulation_rate_wpm == pytest.approx(150)


def test_too_few_words_have_no_rate() -> None:
    pace = analyse(say("one two three")).pace
    assert pace is not None and pace.speech_rate_wpm is None


def test_pauses_inside_and_between_sentences() -> None:
    pauses = analyse(say("I fixed it. (4.0) It (2.5) held (0.3) up.", start_s=1.5)).pauses
    assert pauses is not None
    assert pauses.lead_in_s == 1.5
    assert [silence.inside_sentence for silence in pauses.silences] == [False, True, True]
    assert (pauses.long, pauses.dead_air) == (1, 1)
    assert pauses.median_s == pytest.approx(3.25)


@pytest.mark.parametrize(
    ("words", "band"), [(44, "short"), (46, "brief"), (61, "good"), (149, "over"), (152, "long")]
)
def test_length_bands(words: int, band: str) -> None:
    length = analyse(say("word " * words, wpm=60)).length
    assert length is not None and length.band == band


GERMAN = replace(say(f"Um acht war er da, like, you know. {TEN} (4.0) {TEN}"), language="de")


def test_in_another_language_no_filler_and_no_story_is_looked_for() -> None:
    report = analyse(GERMAN)
    assert report.fillers == Fillers((), (), None, None, None, None, (), judged=False)
    assert report.star is None
    assert analyse(replace(GERMAN, language="en")).fillers.judged


def test_in_another_language_every_word_counts_for_the_pace() -> None:
    german, english = analyse(GERMAN).pace, analyse(replace(GERMAN, language="en")).pace
    assert german is not None and english is not None
    assert (german.words, english.words) == (len(GERMAN.words), len(GERMAN.words) - 2)


def test_in_another_language_the_next_step_is_to_speak_english() -> None:
    assert analyse(GERMAN).next_step == "Record it again in English."


def test_silence_measures_nothing() -> None:
    report = analyse(say("(3.0)"))
    assert report.length is None
    assert report.fillers.per_100_words is None
    assert report.pauses is not None and report.pauses.lead_in_s is None


LOST = Damage(3.0, 1, None, (Span(3.0, 6.0),))


def test_what_could_not_be_read_is_no_pause() -> None:
    heard = say(f"{TEN}. (4.0) {TEN}.", start_s=0.0, wpm=240)
    (silence,) = analyse(heard).pauses.silences  # type: ignore[union-attr]
    assert silence.span.overlap_s(LOST.lost[0]) > 2
    pauses = analyse(replace(heard, damage=LOST)).pauses
    assert pauses is not None
    assert (pauses.silences, pauses.dead_air, pauses.lead_in_s) == ((), 0, 0.0)


def test_a_beginning_that_could_not_be_read_is_no_lead_in() -> None:
    heard = replace(say(f"{TEN}.", start_s=7.0), damage=LOST)
    assert analyse(heard).pauses.lead_in_s is None  # type: ignore[union-attr]


def test_what_could_not_be_read_does_not_slow_anybody_down() -> None:
    heard = say(f"{TEN} (3.0) {TEN}", start_s=0.0, wpm=200)
    assert heard.speech[0].end_s == pytest.approx(3.0)
    slow, right = (analyse(one).pace for one in (heard, replace(heard, damage=LOST)))
    assert slow is not None and right is not None
    assert slow.speech_rate_wpm == pytest.approx(20 / 9 * 60)
    assert right.speech_rate_wpm == pytest.approx(200)
