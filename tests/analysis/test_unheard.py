"""When nothing is said of what was told: words of which it is known how likely they are."""

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.unheard import REMEDIES, unheard
from rehearse.model.heard import Damage, Heard, Hesitation, Sound, Span
from rehearse.model.report import Reason
from saying import say, write

STORY = (
    "Last autumn I was the only analyst at a food bank. My job was to plan the routes. "
    "I called twelve kitchens and I wrote the plan. In the end we delivered ten tons in thirty hours."
)
CLEAN = Sound(clipped=0.002, noise_below_db=45.0)


def heard(text: str, *probabilities: float, **known: object) -> Heard:
    """`text` with these probabilities, in turn."""
    said = say(text)
    words = tuple(
        replace(word, probability=probabilities[number % len(probabilities)])
        for number, word in enumerate(said.words)
    )
    return replace(said, words=words, sound=CLEAN, english=0.95, **known)  # type: ignore[arg-type]


def reason(told: Heard) -> Reason | None:
    missed = unheard(Answer(told))
    return missed.reason if missed else None


@pytest.mark.parametrize(
    "probabilities",
    [(0.95,), (0.9, 0.7), (*[1.0] * 9, 0.1), (0.8,)],
    ids=["sure", "half of them a little in doubt", "a name in ten words", "all a little in doubt"],
)
def test_words_that_are_likely_right_are_judged(probabilities: tuple[float, ...]) -> None:
    assert reason(heard(STORY, *probabilities)) is None
    assert analyse(heard(STORY, *probabilities)).star is not None


@pytest.mark.parametrize("probabilities", [(0.5,), (0.95, 0.2), (0.0,)])
def test_of_words_that_are_likely_wrong_nothing_is_said(probabilities: tuple[float, ...]) -> None:
    report = analyse(heard(STORY, *probabilities))
    assert report.unheard is not None and report.unheard.reason == "unclear"
    assert (report.star, report.notes, report.signals, report.plainness, report.pace) == (
        None, (), None, None, None,
    )  # fmt: skip
    assert not report.fillers.judged and report.fillers.filled_pauses == ()
    assert report.next_step == REMEDIES["unclear"]
    assert report.length is not None and report.pauses is not None


def test_the_ums_of_a_few_words_count_although_the_words_are_in_doubt() -> None:
    few = say("Montreal, [uh] [uh] Forstiliner.")
    unclear = replace(
        few,
        words=tuple(one if one.text == "uh" else replace(one, probability=0.2) for one in few.words),
        hesitations=tuple(Hesitation(one.span, 0.9) for one in few.words if one.text == "uh" and one.span),
    )
    report = analyse(unclear)
    assert report.unheard is not None and report.star is None
    assert [one.text for one in report.fillers.filled_pauses] == ["uh", "uh"]
    assert not analyse(replace(unclear, hesitations=())).fillers.judged
    many = say("Montreal, [uh] Forstiliner. " * 6)
    doubtful = tuple(replace(one, probability=0.2) for one in many.words)
    assert not analyse(replace(many, words=doubtful)).fillers.judged


def test_the_share_of_words_in_doubt_is_told() -> None:
    missed = unheard(Answer(heard(STORY, 0.6, 0.6, 0.1, 0.6)))
    assert missed is not None and missed.doubtful == pytest.approx(0.25, abs=0.02)
    assert not missed.has_words


@pytest.mark.parametrize(
    ("sound", "english", "expected"),
    [
        (Sound(0.4, 45.0), 0.95, "distorted"),
        (Sound(0.4, 5.0), 0.95, "distorted"),
        (Sound(0.002, 5.0), 0.95, "noise"),
        (CLEAN, 0.02, "language"),
        (CLEAN, 0.6, "unclear"),
        (CLEAN, None, "unclear"),
        (None, None, "unclear"),
    ],
)
def test_how_it_sounds_names_the_reason(sound: Sound | None, english: float | None, expected: Reason) -> None:
    poor = {"sound": sound, "english": english}
    assert reason(replace(heard(STORY, 0.3), **poor)) == expected  # type: ignore[arg-type]
    assert reason(replace(heard(STORY, 0.95), **poor)) is None  # type: ignore[arg-type]


def test_a_take_of_an_older_version_is_judged_by_its_words() -> None:
    older = replace(heard(STORY, 0.9), sound=None, english=None)
    assert reason(older) is None
    assert reason(replace(heard(STORY, 0.3), sound=None, english=None)) == "unclear"


def test_a_few_words_alone_tell_little() -> None:
    assert reason(heard("I fixed it.", 0.7)) is None
    assert reason(heard("I fixed it.", 0.3)) == "unclear"
    assert reason(heard("I fixed it. " * 10, 0.7)) == "unclear"


def test_speech_of_which_hardly_a_word_is_written_down() -> None:
    spoken = replace(heard("I fixed it.", 0.95), speech=(Span(0.5, 12.0),), duration_s=12.5)
    assert reason(spoken) == "unclear"
    drawn_out = heard("[um] [um] I fixed it. [um] (1.0) [uh] It held.", 0.95)
    assert reason(drawn_out) is None


def test_another_language_keeps_its_pace() -> None:
    report = analyse(replace(heard(STORY, 0.95), language="de"))
    assert report.unheard is not None and report.unheard.reason == "language"
    assert report.star is None and report.pace is not None
    assert report.next_step == REMEDIES["language"]


@pytest.mark.parametrize(
    ("missing_s", "declared_s", "expected"),
    [(0.0, None, None), (0.5, None, None), (3.0, None, "damaged"), (2.5, 20.0, "damaged"), (2.5, 60.0, None)],
)
def test_what_misses_much_is_not_judged(
    missing_s: float, declared_s: float | None, expected: Reason | None
) -> None:
    damaged = heard(STORY, 0.95, damage=Damage(missing_s, 1, declared_s))
    assert reason(damaged) == expected
    report = analyse(damaged)
    assert (report.star is None) == (expected is not None)
    # What was read was heard well.
    assert report.fillers.judged and report.pace is not None


def test_broken_sound_of_which_nothing_is_missing_is_judged_by_its_words() -> None:
    broken = Damage(0.0, 4)
    assert reason(heard(STORY, 0.95, damage=broken)) is None
    assert reason(heard(STORY, 0.3, damage=broken)) == "damaged"


def test_sound_without_a_word_is_not_said_to_lack_a_story() -> None:
    humming = replace(say("<mm>"), speech=(Span(0.5, 12.0),), duration_s=12.5)
    report = analyse(humming)
    assert report.unheard is not None and report.unheard.reason == "unclear"
    assert report.star is None and not report.fillers.judged
    assert report.length is not None and report.length.band is None


def test_a_mere_um_has_no_story_and_is_counted() -> None:
    report = analyse(say("[um]"))
    assert report.unheard is None and report.star is None
    assert len(report.fillers.filled_pauses) == 1


def test_written_answers_and_silence_are_not_unheard() -> None:
    assert reason(write(STORY)) is None
    assert reason(say("(3.0)")) is None
