"""What is said of the recording itself."""

from dataclasses import replace

from rehearse.model.heard import Span
from rehearse.words.recordings import SECOND_VOICE, about_the_file
from saying import say


def test_a_second_voice_is_told_of_and_one_voice_is_not() -> None:
    said = say("I fixed it.")
    assert about_the_file(replace(said, others=(Span(1.0, 5.0),))) == [SECOND_VOICE]
    assert about_the_file(replace(said, others=())) == about_the_file(said) == []
