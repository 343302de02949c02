from dataclasses import replace

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.phrases import own_phrases
from rehearse.model.heard import Span
from rehearse.model.report import Pauses, Silence
from rehearse.words.timeline import TimelineRow, timeline
from reporting import filled, found, marker, only_heard, reported
from saying import say, write


def test_one_column_per_second() -> None:
    heard = replace(say("One two (3) three four (2) five", wpm=60, start_s=0.0, tail_s=0.0), duration_s=10.0)
    speech, axis = timeline(reported(heard), columns=10, speech="=", silence=".")
    assert speech == TimelineRow("speech", "==...==..=")
    assert axis == TimelineRow("", "|0:00")


def test_fillers_stand_under_their_time() -> None:
    heard = say("Um (3) three, like, (2) five", wpm=60, start_s=0.0, tail_s=0.0)
    fillers = found(heard, pauses=filled(heard, 0), markers=[marker(heard, 2)])
    rows = timeline(reported(heard, fillers=fillers), columns=9, speech="=", silence=".")
    assert rows[:3] == (
        TimelineRow("speech", "=...==..="),
        TimelineRow("[um]", "^"),
        TimelineRow("{like}", "     ^"),
    )


def test_own_phrases_have_a_row_of_their_own() -> None:
    heard = say("Maybe two (2) maybe four", wpm=60, start_s=0.0, tail_s=0.0)
    fillers = found(heard, own=own_phrases(Answer(heard), ["maybe"]))
    assert timeline(reported(heard, fillers=fillers), columns=6)[1] == TimelineRow("*words*", "^   ^")


@pytest.mark.parametrize(("count", "shown"), [(1, "^"), (2, "2"), (9, "9"), (10, "+"), (40, "+")])
def test_several_fillers_in_one_column_are_a_number(count: int, shown: str) -> None:
    heard = say("One two three", wpm=60)
    fillers = found(heard, pauses=[only_heard(2.0, 2.1)] * count)
    rows = timeline(reported(heard, fillers=fillers), columns=4)
    assert rows[1].cells.strip() == shown


def test_a_filler_past_the_end_stays_on_the_line() -> None:
    heard = say("One", wpm=60)
    fillers = found(heard, pauses=[only_heard(90.0, 91.0)])
    assert timeline(reported(heard, fillers=fillers), columns=4)[1].cells == "   ^"


def test_a_long_silence_shows_however_narrow() -> None:
    heard = say("one " * 60 + "(2.5) " + "two " * 60, wpm=60, start_s=0.0, tail_s=0.0)
    silence = Silence(Span(60.0, 62.5), inside_sentence=True)
    without = timeline(reported(heard), columns=12, speech="=", silence=".")
    with_it = timeline(
        reported(heard, pauses=Pauses(0.0, (silence,), 1, 0, 2.5)), columns=12, speech="=", silence="."
    )
    assert without[0].cells == "============"
    assert with_it[0].cells.count(".") == 1


@pytest.mark.parametrize(
    ("duration_s", "columns", "axis"),
    [
        (10.0, 60, "|0:00       |0:02       |0:04       |0:06       |0:08"),
        (60.0, 40, "|0:00     |0:15     |0:30     |0:45"),
        (600.0, 40, "|0:00               |5:00"),
        (7200.0, 60, "|0:00     |20:00    |40:00    |1:00:00  |1:20:00  |1:40:00"),
        (12.0, 3, ""),
    ],
)
def test_axis(duration_s: float, columns: int, axis: str) -> None:
    heard = replace(say("Yes"), duration_s=duration_s)
    assert timeline(reported(heard), columns=columns)[-1].cells == axis


def test_nothing_without_time() -> None:
    assert timeline(reported(write("Yes.")), columns=40) == ()
    assert timeline(reported(replace(say("Yes"), duration_s=0.0)), columns=40) == ()
