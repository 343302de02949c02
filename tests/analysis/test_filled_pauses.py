from dataclasses import replace

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.filled_pauses import filled_pauses
from rehearse.model.heard import Heard, Hesitation, Span, Word
from saying import say


def sounds(*spans: tuple[float, float, float]) -> tuple[Hesitation, ...]:
    return tuple(Hesitation(Span(start_s, end_s), confidence) for start_s, end_s, confidence in spans)


def found(heard: Heard, *spans: tuple[float, float, float]) -> list[tuple[str, str]]:
    return [
        (pause.text, pause.source)
        for pause in filled_pauses(Answer(replace(heard, hesitations=sounds(*spans))))
    ]


def test_where_nothing_listened_the_words_alone_count() -> None:
    [pause] = filled_pauses(Answer(say("So [um] yes.")))
    assert (pause.text, pause.source, pause.confidence, pause.word) == ("um", "transcript", 0.9, 1)


def test_both_witnesses_together_are_surer_and_the_sound_has_the_times() -> None:
    heard = replace(say("So [um] yes."), hesitations=sounds((1.0, 1.5, 0.8)))
    [pause] = filled_pauses(Answer(heard))
    assert (pause.source, pause.span, pause.word) == ("both", Span(1.0, 1.5), 1)
    assert pause.confidence == pytest.approx(1 - 0.1 * 0.2)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        # The written "um" lasts from 0.9 to 1.35 s.
        ("So [um] yes.", [], [("um", "transcript")]),
        ("So [um] yes.", [(1.6, 1.9, 0.7)], [("um", "both")]),
        ("So [um] yes.", [(1.8, 2.1, 0.7)], [("um", "transcript")]),  # too far away
        ("So [um] yes.", [(1.0, 1.1, 0.9)], [("um", "both")]),  # written with certainty, only half heard
        ("So [uh] [uh] yes.", [(0.9, 1.2, 0.9)], [("uh", "both"), ("uh", "transcript")]),
        ("So [um] [um] yes.", [(1.0, 1.3, 0.8), (1.4, 1.8, 0.8)], [("um", "both"), ("um", "both")]),
        ("[hmm]? Yes.", [(0.5, 0.9, 0.9)], []),  # asks what was said
        ("I said her name.", [(0.9, 1.1, 0.7)], []),
        ("We <um> went.", [(0.9, 1.1, 0.78)], [("um", "audio")]),
        ("We <um> went.", [(0.9, 1.35, 0.7)], []),  # not sure
        ("We <um> went.", [(0.9, 1.08, 0.9)], []),  # not long
        ("(1.0) <um> (0.5) We went.", [(1.5, 1.95, 0.9)], [("um", "audio")]),  # before the first word
    ],
)
def test_witnesses(
    text: str, spans: list[tuple[float, float, float]], expected: list[tuple[str, str]]
) -> None:
    assert found(say(text), *spans) == expected


def test_the_sound_of_a_word_is_none_but_an_over_long_word_may_hide_one() -> None:
    slow = Heard((Word("some", Span(1.0, 1.6), 0.9),), (Span(1.0, 1.6),), duration_s=2.0)
    assert found(slow, (1.1, 1.6, 0.9)) == []
    over_long = Heard((Word("So", Span(1.0, 3.0), 0.9),), (Span(1.0, 3.0),), duration_s=4.0)
    assert found(over_long, (2.0, 2.6, 0.9)) == [("um", "audio")]


@pytest.mark.parametrize(
    ("probability", "lasts_s", "expected"),
    [
        (0.95, 0.06, [("um", "both")]),  # its time drifted, it was said
        (0.8, 0.06, []),  # a syllable of a word
        (0.8, 0.3, [("um", "both")]),
        (0.65, 0.3, []),  # doubtful, and hardly heard
    ],
)
def test_a_written_one_with_half_a_sound_counts_if_it_is_sure(
    probability: float, lasts_s: float, expected: list[tuple[str, str]]
) -> None:
    um = Word("um", Span(1.0, 1.0 + lasts_s), probability)
    heard = Heard((um,), (Span(0.5, 2.0),), duration_s=3.0)
    assert found(heard, (1.0, 1.1, 0.6)) == expected


@pytest.mark.parametrize(
    ("probability", "speech"), [(0.65, Span(0.5, 2.0)), (0.9, Span(3.0, 4.0))], ids=["doubtful", "in silence"]
)
def test_a_written_one_that_the_sound_contradicts_is_dropped(probability: float, speech: Span) -> None:
    heard = Heard((Word("um", Span(1.0, 1.4), probability),), (speech,), hesitations=(), duration_s=5.0)
    assert filled_pauses(Answer(heard)) == ()


def test_all_are_in_order_of_time() -> None:
    heard = say("(1.0) <um> (0.5) So [uh] yes (1.0) <um> (0.5) we did.")
    both = replace(heard, hesitations=sounds((1.5, 1.95, 0.9), (2.85, 3.15, 0.9), (4.55, 5.0, 0.9)))
    pauses = filled_pauses(Answer(both))
    assert [pause.source for pause in pauses] == ["audio", "both", "audio"]
    assert [pause.word for pause in pauses] == [None, 1, None]


def unsure(word: str, *, probability: float = 0.3, hesitation: float = 0.1) -> Word:
    return Word(word, Span(2.0, 2.3), probability, hesitation)


BEFORE = tuple(
    Word(word, Span(index / 2, index / 2 + 0.4), 0.95) for index, word in enumerate(["we", "put", "it", "in"])
)
AFTER = (Word("speech", Span(2.4, 2.8), 0.95),)


@pytest.mark.parametrize(
    ("word", "confidence", "expected"),
    [
        (unsure("a"), 0.7, [("um", "audio")]),  # "in uh speech", written "in a speech"
        (unsure("a"), 0.55, []),  # the sound is not sure enough
        (unsure("a", hesitation=0.03), 0.7, []),  # nobody thought of writing one
        (unsure("a", probability=0.6), 0.7, []),  # it may well be the word
        (unsure("Mm-hmm.", probability=0.6), 0.7, []),
    ],
)
def test_what_both_witnesses_half_noticed(
    word: Word, confidence: float, expected: list[tuple[str, str]]
) -> None:
    heard = Heard((*BEFORE, word, *AFTER), (Span(0.0, 2.8),), duration_s=3.0)
    assert found(heard, (2.05, 2.25, confidence)) == expected


def test_where_words_are_unlikely_half_noticed_is_not_enough() -> None:
    faint = tuple(replace(word, probability=0.6) for word in BEFORE)
    heard = Heard((*faint, unsure("a"), *AFTER), (Span(0.0, 2.8),), duration_s=3.0)
    assert found(heard, (2.05, 2.25, 0.7)) == []


def test_a_written_one_is_not_counted_again_for_a_second_sound_in_it() -> None:
    um = Word("um,", Span(2.0, 2.3), 0.9, 0.9)
    heard = Heard((*BEFORE, um, *AFTER), (Span(0.0, 2.8),), duration_s=3.0)
    assert found(heard, (2.0, 2.15, 0.9), (2.2, 2.4, 0.7)) == [("um", "both")]


@pytest.mark.parametrize(
    "words",
    [
        (Word("Mm-hmm.", Span(1.0, 3.0), 0.9),),
        (Word("Mm-hmm.", Span(1.0, 3.0), 0.3, 0.4),),  # unlikely as a word, and still no hesitation
        (Word("Mm", Span(1.0, 2.4), 0.9), Word("hmm.", Span(2.4, 3.0), 0.9)),
        (Word("Mm,", Span(1.0, 2.4), 0.9), Word("hmm.", Span(2.4, 3.0), 0.9)),
    ],
)
def test_a_backchannel_answers_somebody_however_long_it_is(words: tuple[Word, ...]) -> None:
    heard = Heard((*BEFORE, *words), (Span(0.0, 3.0),), duration_s=4.0)
    assert found(heard, (2.0, 2.6, 0.9)) == []


def test_an_um_right_after_a_backchannel_counts() -> None:
    words = (Word("Mm-hmm.", Span(1.0, 2.0), 0.9), Word("Um,", Span(2.0, 2.4), 0.9))
    heard = Heard(words, (Span(1.0, 3.0),), duration_s=4.0)
    assert found(heard, (1.7, 2.1, 0.9)) == [("um", "both")]


def test_a_hmm_alone_answers_somebody_only_where_two_voices_are_heard() -> None:
    said = say("It is sharp. (0.5) [hmm]. (0.5) I think it is.")
    of_two = replace(said, others=(Span(1.0, 1.5),))
    assert [one.text for one in filled_pauses(Answer(said))] == ["hmm"]
    assert filled_pauses(Answer(of_two)) == ()


def test_a_hmm_that_begins_a_sentence_is_a_filled_pause_in_company_too() -> None:
    said = replace(say("It is sharp. [Hmm], I think it is."), others=(Span(1.0, 1.5),))
    assert [one.text for one in filled_pauses(Answer(said))] == ["hmm"]
