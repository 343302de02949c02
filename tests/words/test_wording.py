"""The bands at their edges, and that nothing is said where a number is normal."""

from dataclasses import replace

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.phrases import own_phrases
from rehearse.analysis.unheard import REMEDIES
from rehearse.model.heard import Span
from rehearse.model.report import (
    Cluster,
    FillerSource,
    Label,
    Length,
    Pace,
    PaceWindow,
    Pauses,
    Reason,
    Silence,
    StoryNote,
    StorySignals,
    Unheard,
)
from rehearse.words import delivery as delivery_words
from rehearse.words import fillers as fillers_words
from rehearse.words import recordings as recordings_words
from rehearse.words import story as story_words
from rehearse.words import text as text_words
from rehearse.words.unheard import unheard_line
from reporting import filled, found, marker, only_heard, reported
from saying import say, write

SPOKEN = say("So [um] I, like, fixed it, you know, and it held. I [uh] wrote it down.")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0, "0:00"), (7.9, "0:07"), (92.4, "1:32"), (3599.9, "59:59"), (3723.0, "1:02:03"), (-0.2, "0:00")],
)
def test_clock(seconds: float, shown: str) -> None:
    assert text_words.clock(seconds) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("naïve café 数据 👍🏽", "naïve café 数据 👍🏽"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x9b31mred", "\ufffd31mred"),
        ("bell\x07 and\x00null", "bell\ufffd and\ufffdnull"),
        ("two\nlines\tand a\rreturn", "two lines and a return"),
        ("turned \u202eround\u2066", "turned \ufffdround\ufffd"),
        ("marks \u200e\u200f\u061c of direction", "marks \ufffd\ufffd\ufffd of direction"),
        ("half a \ud800 pair", "half a \ufffd pair"),
        ("line\u2028separator", "line\ufffdseparator"),
        ("private \ue000", "private \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_plain_text_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert text_words.plain(text) == shown


def test_filled_pauses_say_rate_interval_and_band() -> None:
    fillers = found(SPOKEN, pauses=filled(SPOKEN, 1, 11), rate=1.78, interval=(0.484, 4.551), per_minute=2.94)
    lines = fillers_words.filled_pauses(reported(SPOKEN, fillers=fillers), take=4)
    assert lines == [
        "at least 2: 1.8 per 100 words (0.5 to 4.6), 2.9 a minute; good",
        "In brackets the 95% interval: what fits an answer this long.",
        "heard at 0:00 and 0:04",
        "found in the transcript; nothing listened for them in the sound",
        "`rehearse play 4 --filler 1` plays the first, --fillers them all.",
    ]
    assert fillers_words.filled_pauses(reported(SPOKEN, fillers=fillers)) == lines[:4]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("tt", "found in the transcript"),
        ("bb", "2 in the transcript and the sound"),
        ("bba", "2 in the transcript and the sound, 1 only in the sound: 3"),
        ("btaa", "1 in the transcript and the sound, 1 only in the transcript, 2 only in the sound: 3 and 4"),
        ("taaa", "1 only in the transcript, 3 only in the sound: 2 to 4"),
        ("aa", "2 only in the sound"),
        (
            "ab" * 10,
            "10 in the transcript and the sound, 10 only in the sound: 1, 3, 5, 7, 9, 11, 13, 15 and 2 more",
        ),
    ],
)
def test_where_filled_pauses_were_found(sources: str, said: str) -> None:
    names: dict[str, FillerSource] = {"t": "transcript", "b": "both", "a": "audio"}
    pauses = [replace(only_heard(n, n + 0.4), source=names[letter]) for n, letter in enumerate(sources)]
    listened = replace(SPOKEN, hesitations=())
    lines = fillers_words.filled_pauses(reported(listened, fillers=found(listened, pauses=pauses)))
    assert lines[-1] == said


@pytest.mark.parametrize(
    ("rate", "low", "said"),
    [
        (0.1, 0.0, "good"),
        (2.0, 1.0, "good"),
        (2.04, 1.0, "good"),
        (2.1, 1.0, "ordinary: conversation has about 2.6 to 3"),
        (3.3, 1.0, "ordinary: conversation has about 2.6 to 3"),
        (3.4, 1.0, "worth working on, if your next takes agree"),
        (5.0, 3.4, "worth working on"),
        (8.0, 4.0, "worth working on"),
        (8.1, 4.0, "enough to be distracting"),
        (8.1, 2.0, "enough to be distracting, if your next takes agree"),
    ],
)
def test_filled_pause_bands(rate: float, low: float, said: str) -> None:
    fillers = found(SPOKEN, pauses=filled(SPOKEN, 1), rate=rate, interval=(low, 20.0), per_minute=9.0)
    first = fillers_words.filled_pauses(reported(SPOKEN, fillers=fillers))[0]
    assert first == f"at least 1: {rate:.1f} per 100 words ({low:.1f} to 20.0), 9.0 a minute; {said}"


def test_no_filled_pause_is_not_praised() -> None:
    report = reported(SPOKEN, fillers=found(SPOKEN, rate=0.0, interval=(0.0, 1.6), per_minute=0.0))
    assert fillers_words.filled_pauses(report) == ["none heard"]
    assert fillers_words.filled_pauses(reported(write("I did."))) == []


def test_without_words_there_is_no_rate() -> None:
    heard = say("[um]")
    fillers = found(heard, pauses=filled(heard, 0))
    assert fillers_words.filled_pauses(reported(heard, fillers=fillers)) == [
        "at least 1; too few words for a rate",
        "heard at 0:00",
        "found in the transcript; nothing listened for them in the sound",
    ]


def test_a_written_answer_has_exact_counts_and_no_times() -> None:
    heard = write("Um I did it.")
    fillers = found(heard, pauses=filled(heard, 0), rate=33.3, interval=(0.8, 185.7))
    lines = fillers_words.filled_pauses(reported(heard, fillers=fillers))
    assert lines[0] == "1: 33.3 per 100 words (0.8 to 185.7)"
    assert not any("heard" in line or "minute" in line for line in lines)


def test_many_times_are_cut_and_in_order() -> None:
    pauses = [only_heard(float(second), second + 0.4) for second in (50, *range(10))]
    lines = fillers_words.filled_pauses(reported(SPOKEN, fillers=found(SPOKEN, pauses=pauses)))
    assert lines[1] == "heard at 0:00, 0:01, 0:02, 0:03, 0:04, 0:05, 0:06, 0:07 and 3 more"


def test_discourse_markers_name_the_top_one_and_keep_likelihoods_apart() -> None:
    heard = say("Like, I did, you know, like, fix it, like, so.")
    markers = [
        marker(heard, 0),
        marker(heard, 3, 2),
        marker(heard, 5, likelihood="possible"),
        marker(heard, 8),
    ]
    lines = fillers_words.discourse_markers(
        reported(heard, fillers=found(heard, markers=markers, top="like"))
    )
    assert lines == [
        "at least 3 likely: 30.0 per 100 words (6.2 to 87.7), 45.0 a minute",
        "1 more possible",
        'most often "like": 2 likely, 1 possible at 0:00, 0:02 and 0:03',
        "No study has a target for these: compare with your own takes.",
    ]
    report = reported(heard, fillers=found(heard, markers=markers, top="like"))
    assert (
        fillers_words.discourse_markers(report, take=4)[3] == '`rehearse play 4 --marker "like"` plays them.'
    )
    assert fillers_words.discourse_markers(reported(heard)) == []


def test_markers_that_are_only_possible_have_no_rate() -> None:
    heard = say("Like, I did it.")
    fillers = found(heard, markers=[marker(heard, 0, likelihood="possible")])
    assert fillers_words.discourse_markers(reported(heard, fillers=fillers))[0] == "1 possible"


def test_markers_of_a_written_answer_are_counted_exactly_and_not_by_the_minute() -> None:
    heard = write("Like, I did it, and it held for, well, a year.")
    fillers = found(heard, markers=[marker(heard, 0)], top="like")
    lines = fillers_words.discourse_markers(reported(heard, fillers=fillers))
    assert lines[:2] == ["1 likely: 9.1 per 100 words (0.2 to 50.7)", '"like": 1 likely']


def test_no_marker_is_named_as_the_top_one_for_a_single_use() -> None:
    heard = say("Like, I did, you know, fix it.")
    fillers = found(heard, markers=[marker(heard, 0), marker(heard, 3, 2)], top="like")
    assert fillers_words.discourse_markers(reported(heard, fillers=fillers))[1] == (
        "none more than once at 0:00 and 0:01"
    )


def test_own_phrases_have_their_rate_and_those_not_said_are_named() -> None:
    heard = say("Maybe I did it, maybe not, to be honest, maybe I tried. " * 2)
    own = own_phrases(Answer(heard), ["to be honest", "maybe"])
    fillers = found(heard, own=own, phrases=["to be honest", "simply", "maybe", "kind of thing"])
    assert fillers_words.own_phrases(reported(heard, fillers=fillers)) == [
        '"maybe" at least 6 times, 25.0 per 100 words, at 0:00, 0:02, 0:04, 0:05, 0:06 and 0:08',
        '"to be honest" at least 2 times, 8.3 per 100 words, at 0:02 and 0:07',
        'not heard: "simply" and "kind of thing"',
    ]
    assert fillers_words.own_phrases(reported(heard)) == []


def test_own_phrases_of_a_written_answer() -> None:
    heard = write("Maybe I did it.")
    fillers = found(heard, own=own_phrases(Answer(heard), ["maybe"]), phrases=["maybe", "simply"])
    assert fillers_words.own_phrases(reported(heard, fillers=fillers)) == [
        '"maybe" 1 time, 25.0 per 100 words',
        'not found: "simply"',
    ]


def test_clusters_name_the_filler_and_its_time() -> None:
    fillers = found(SPOKEN, clusters=[Cluster("like", 4, Span(31.2, 43.1))])
    assert fillers_words.clusters(reported(SPOKEN, fillers=fillers)) == [
        '"like" 4 times within 12 s, from 0:31'
    ]


def test_clusters_of_filled_pauses_name_their_numbers() -> None:
    pauses = [only_heard(float(second), second + 0.4) for second in (2, 31, 35, 40, 50)]
    fillers = found(SPOKEN, pauses=pauses, clusters=[Cluster("um", 3, Span(31.0, 40.4))])
    assert fillers_words.clusters(reported(SPOKEN, fillers=fillers)) == [
        '"um" 3 times within 9 s, from 0:31, numbers 2 to 4'
    ]


def test_of_many_clusters_those_with_most_are_named() -> None:
    clusters = [Cluster("like", 3 + n % 2, Span(20.0 * n, 20.0 * n + 12)) for n in range(12)]
    lines = fillers_words.clusters(reported(SPOKEN, fillers=found(SPOKEN, clusters=clusters)))
    assert [line.split(" times")[0] for line in lines[:-1]] == ['"like" 4'] * 5
    assert lines[-1] == "and 7 more"


@pytest.mark.parametrize(
    ("wpm", "comment"),
    [
        (109.4, ": well under the usual 120 to 175"),
        (110.0, ": a little under the usual 120 to 175"),
        (119.4, ": a little under the usual 120 to 175"),
        (119.6, ""),
        (175.4, ""),
        (175.6, ": a little over the usual 120 to 175"),
        (190.0, ": a little over the usual 120 to 175"),
        (191.0, ": well over the usual 120 to 175"),
    ],
)
def test_speech_rate_bands(wpm: float, comment: str) -> None:
    lines = delivery_words.pace(Pace(200, wpm, 210.0, ()))
    assert lines[0] == f"{wpm:.0f} words a minute, pauses included (speech rate){comment}"
    assert lines[1] == "210 without the pauses (articulation rate)"
    assert len(lines) == (3 if comment else 2)


def windows(*wpm: float) -> tuple[PaceWindow, ...]:
    return tuple(PaceWindow(Span(20.0 * n, 20.0 * n + 20), rate) for n, rate in enumerate(wpm))


def test_a_sustained_stretch_is_named_with_its_time() -> None:
    lines = delivery_words.pace(Pace(200, 150.0, None, windows(150, 200, 210, 150, 90, 190)))
    assert lines[1:3] == [
        "200 to 210 words a minute from 0:20 to 1:00",
        "90 words a minute from 1:20 to 1:40",
    ]


def test_many_stretches_are_cut() -> None:
    lines = delivery_words.pace(Pace(2000, 150.0, None, windows(*(150, 200) * 9)))
    assert lines[6] == "and 4 more"


def test_stretches_are_not_named_where_the_whole_answer_is_as_fast() -> None:
    lines = delivery_words.pace(Pace(200, 205.0, None, windows(200, 210)))
    assert not any(" from " in line for line in lines)


def test_pace_of_too_few_words() -> None:
    assert delivery_words.pace(Pace(3, None, None, ())) == ["too few words for a rate"]


@pytest.mark.parametrize(
    ("answer_s", "comment"),
    [
        (44.9, ", short: there is room for more of the story"),
        (45.0, ", a little under a minute: there is room for more of the story"),
        (59.9, ", a little under a minute: there is room for more of the story"),
        (60.0, None),
        (119.9, None),
        (120.0, ", past two minutes: see what the listener could do without"),
        (150.9, ", past two minutes: see what the listener could do without"),
        (151.0, ", long: see which part the listener could do without"),
    ],
)
def test_length_bands(answer_s: float, comment: str | None) -> None:
    lines = delivery_words.length(Length(answer_s))
    assert lines[0] == f"{text_words.clock(answer_s)} from first sound to last{comment or ''}"
    assert ["convention" in line for line in lines[1:]] == ([True] if comment else [])


def test_pauses_say_where_they_fall() -> None:
    silences = (
        Silence(Span(2.0, 2.3), True),
        Silence(Span(5.0, 5.7), False),
        Silence(Span(31.0, 33.4), True),
        Silence(Span(52.0, 56.1), False),
    )
    assert delivery_words.pauses(Pauses(0.8, silences, 1, 1, 2.4)) == [
        "0.8 s before the first sound",
        "3 pauses of 0.6 s or more, median 2.4 s: 1 inside a sentence, 2 between sentences",
        "1 of 2 s or more inside a sentence: 2.4 s at 0:31",
        "1 of 3.5 s or more, dead air to a listener: 4.1 s at 0:52",
    ]


@pytest.mark.parametrize(("lead_in_s", "noted"), [(4.9, False), (5.0, True)])
def test_lead_in_is_commented_from_five_seconds(lead_in_s: float, noted: bool) -> None:
    lines = delivery_words.pauses(Pauses(lead_in_s, (), 0, 0, None))
    assert lines == [f"{lead_in_s} s before the first sound{'; long enough to be noticed' if noted else ''}"]


STORY = say("We had a leak. I was to stop it. I closed the valve. I called the plumber. It held.")
LABELS: tuple[Label, ...] = ("situation", "task", "action", "action", "result")


@pytest.mark.parametrize(
    ("code", "name"),
    [("de", "German"), ("yue", "Cantonese"), ("ht", "Haitian Creole"), ("qq", 'another language ("qq")')],
)
def test_another_language_is_named(code: str, name: str) -> None:
    assert recordings_words.other_language(code) == (
        f"This sounds like {name}. Fillers and STAR are judged for English only, so none are counted here."
    )


@pytest.mark.parametrize("reason", REMEDIES)
def test_what_could_not_be_heard_is_said_with_what_to_do(reason: Reason) -> None:
    line = unheard_line(replace(reported(SPOKEN), unheard=Unheard(reason, 0.6)))
    assert line is not None and line.endswith(REMEDIES[reason])
    assert len(line) <= 150 and line.count(". ") >= 1
    assert unheard_line(reported(SPOKEN)) is None


def test_pace_in_another_language_has_no_band() -> None:
    assert delivery_words.pace(Pace(200, 100.0, 210.0, windows(100, 250)), judged=False) == [
        "100 words a minute, pauses included (speech rate)",
        "210 without the pauses (articulation rate)",
    ]


def test_parts_of_a_whole_story() -> None:
    report = reported(
        STORY, labels=LABELS, confidence={"situation": 0.96, "task": 0.6, "action": 0.84, "result": 0.7}
    )
    setup, action, result = story_words.parts(report)
    assert setup == story_words.Part(
        "setup",
        "clearly heard (96% likely)",
        "47% of the words, over the advised 15 to 45%",
        "situation 21% of the words (96% likely), task 26% of the words (60% likely); "
        "these two are hard to tell apart",
        "We had a leak.",
        Span(0.5, 2.1),
    )
    assert (action.verdict, action.share, action.detail, action.evidence) == (
        "heard (84% likely)",
        "42% of the words (advice: 40 to 70%)",
        None,
        "I closed the valve.",
    )
    assert (result.verdict, result.share) == (
        "probably heard (70% likely)",
        "11% of the words (advice: 10 to 30%)",
    )
    assert story_words.no_story((setup, action, result)) is None


def test_a_share_below_advice_is_named() -> None:
    heard = say("We had a leak in the cellar and water rose. I closed the valve.")
    action = story_words.parts(reported(heard, labels=("situation", "action")))[1]
    assert action.share == "29% of the words, under the advised 40 to 70%"


def test_setup_is_heard_where_one_half_is() -> None:
    report = reported(STORY, labels=LABELS, confidence={"situation": 0.1, "task": 0.55})
    setup = story_words.parts(report)[0]
    assert setup.verdict == "perhaps heard (55% likely)"
    assert setup.evidence == "I was to stop it."


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (0.12, "not heard (12% likely): what came of it"),
        (0.3, "not clearly heard (30% likely): what came of it"),
    ],
)
def test_a_missing_part_says_what_it_would_be(confidence: float, verdict: str) -> None:
    report = reported(STORY, labels=LABELS, confidence={"result": confidence})
    assert story_words.parts(report)[2] == story_words.Part("result", verdict, None, None, None)


def test_where_there_is_no_story_that_is_no_failure() -> None:
    note = story_words.no_story(story_words.parts(reported(STORY)))
    assert note and "tell one time that it happened" in note


def test_silence_and_noise_are_told_apart() -> None:
    silence = recordings_words.no_words(reported(replace(say("(3)"), speech=())))
    noise = recordings_words.no_words(reported(say("<um>")))
    assert silence[0] == "No speech was heard in this recording of 4 s."
    assert "sound" in noise[0]
    assert "microphone" in silence[1] and "microphone" in noise[1]
    assert recordings_words.no_words(reported(write(""))) == ["There are no words in this text."]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (StoryNote("missing", "result", 2), "What came of it was not heard. The story ends at 0:04"),
        (StoryNote("missing", "action", 1), "What you did was not heard. It would follow at 0:02"),
        (
            StoryNote("missing", "setup", 0),
            "Where it was and what was asked of you was not heard.",
        ),
        (
            StoryNote("only we", "action", 2),
            'The action says "we" and hardly ever "I": which part was yours? It begins at',
        ),
        (StoryNote("hypothetical", None, 0), "It is what you would do, not one time you did it at 0:00"),
        (StoryNote("habit", None, 0), "It is what you always do, not one time you did it at 0:00"),
        (
            StoryNote("never", None, 0),
            "It says that it never happened. The nearest thing that did is an answer",
        ),
        (StoryNote("no occasion", None, 0), "No one time is told. It begins at 0:00"),
        (StoryNote("out of order", "setup", 1), "Background comes late"),
        (StoryNote("much setup", "setup", 2), "It takes long to get to what you did. That begins at 0:04"),
        (StoryNote("several", None, 3), "There is more than one story. The next one begins at 0:05"),
        (StoryNote("vague", None, 2), "There is little that one could see: who, where, which words at 0:04"),
        (StoryNote("template", None, 1), "It is told in the words of the form at 0:02"),
        (StoryNote("hedged", None, 1), "It makes itself small at 0:02"),
    ],
)
def test_notes_say_what_they_rest_on(note: StoryNote, line: str) -> None:
    report = reported(STORY, labels=LABELS, notes=[note])
    (said,) = story_words.story_notes(report)
    assert report.star is not None
    assert said.startswith(line)
    assert said.endswith(f': "{report.star.sentences[note.sentence].text}"')


def test_signals_are_shown_without_a_grade() -> None:
    signals = StorySignals(1, 3, 4, None, ("Kafka", "Excel"))
    assert story_words.story_signals(reported(STORY, labels=LABELS, signals=signals)) == [
        'in the action "I" once, "we" 3 times',
        'an outcome with a number: "It held."',
        "named without saying why: Kafka and Excel",
    ]
    assert (
        story_words.story_signals(reported(STORY, labels=LABELS, signals=StorySignals(0, 0, None, None, ())))
        == []
    )
