from rehearse.model.heard import Span
from saying import say, write


def test_words_follow_each_other_at_the_given_rate() -> None:
    heard = say("I fixed it.")
    assert heard.text == "I fixed it."
    assert [word.span for word in heard.words] == [Span(0.5, 0.9), Span(0.9, 1.3), Span(1.3, 1.7)]
    assert heard.speech == (Span(0.5, 1.7),)
    assert heard.duration_s == 2.2


def test_a_number_in_parentheses_is_silence() -> None:
    heard = say("One (2.5) two", wpm=60, start_s=0.0, tail_s=0.0)
    assert heard.speech == (Span(0.0, 1.0), Span(3.5, 4.5))
    assert heard.duration_s == 4.5


def test_filled_pauses_stand_in_the_text_with_their_own_length() -> None:
    heard = say("So [um], I [uh] did", wpm=60, start_s=0.0)
    assert heard.text == "So um, I uh did"
    assert heard.words[1].span == Span(1.0, 1.45)
    assert heard.words[3].span == Span(2.45, 2.75)


def test_a_missed_sound_takes_time_but_leaves_no_word() -> None:
    heard = say("So <um> yes", wpm=60, start_s=0.0)
    assert heard.text == "So yes"
    assert heard.words[1].span == Span(1.45, 2.45)
    assert heard.speech == (Span(0.0, 2.45),)


def test_other_brackets_are_words() -> None:
    assert say("it (maybe) [worked out]").text == "it (maybe) [worked out]"


def test_silence_alone_has_no_words() -> None:
    assert say("(3.0)").words == ()
    assert say("(3.0)").duration_s == 4.0


def test_a_written_answer_has_no_times() -> None:
    heard = write("I fixed it.")
    assert heard.text == "I fixed it."
    assert not heard.is_spoken
    assert all(word.span is None for word in heard.words)
