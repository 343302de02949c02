"""The bands at their edges, and that nothing is said where a number is normal."""

from dataclasses import replace

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.phrases import own_phrases
from rehearse.analysis.unheard import REMEDIES
from rehearse.model.heard import Correction, Span
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
        "2, few",
        "1.8 per 100 words (0.5 to 4.6), 2.9 a minute",
        "Range in brackets: 95 % confidence interval. Short answers give wide ranges.",
        "at 0:00 and 0:04",
        "found in the transcript; the audio was not searched",
        "`rehearse play 4 --filler 1` plays the first, --fillers all of them.",
    ]
    assert fillers_words.filled_pauses(reported(SPOKEN, fillers=fillers)) == lines[:5]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("tt", "found in the transcript"),
        ("bb", "2 found in both the transcript and the audio"),
        ("bba", "2 found in both the transcript and the audio, 1 only in the audio: number 3"),
        (
            "btaa",
            "1 found in both the transcript and the audio, 1 only in the transcript, "
            "2 only in the audio: numbers 3 and 4",
        ),
        ("taaa", "1 found only in the transcript, 3 only in the audio: numbers 2 to 4"),
        ("aa", "2 found only in the audio"),
        (
            "ab" * 10,
            "10 found in both the transcript and the audio, 10 only in the audio: "
            "numbers 1, 3, 5, 7, 9, 11, 13, 15 and 2 more",
        ),
    ],
)
def test_where_filled_pauses_were_found(sources: str, said: str) -> None:
    names: dict[str, FillerSource] = {"t": "transcript", "b": "both", "a": "audio"}
    pauses = [replace(only_heard(n, n + 0.4), source=names[letter]) for n, letter in enumerate(sources)]
    listened = replace(SPOKEN, hesitations=())
    lines = fillers_words.filled_pauses(reported(listened, fillers=found(listened, pauses=pauses)))
    assert lines[-1] == said


def test_what_was_corrected_is_said_and_only_what_was_found_has_a_source() -> None:
    added = replace(only_heard(1, 1.4), source="user")
    mixed = [added, only_heard(2, 2.4)]
    said = (Correction(Span(1, 1.4), is_one=True), Correction(Span(3, 3.2), is_one=False))
    listened = replace(SPOKEN, hesitations=(), corrections=said)
    lines = fillers_words.filled_pauses(reported(listened, fillers=found(listened, pauses=mixed)))
    assert "You corrected this count: 1 added, 1 taken out." in lines
    assert lines[-1] == "1 found only in the audio"
    alone = fillers_words.filled_pauses(reported(listened, fillers=found(listened, pauses=[added])))
    assert alone[-1] == "at 0:01"
    gone = replace(listened, corrections=said[1:])
    none = fillers_words.filled_pauses(reported(gone, fillers=found(gone, pauses=[])))
    assert none == ["none found", "You corrected this count: 1 taken out."]


@pytest.mark.parametrize(
    ("rate", "low", "said"),
    [
        (0.1, 0.0, "few"),
        (2.0, 1.0, "few"),
        (2.04, 1.0, "few"),
        (2.1, 1.0, "about what people have in conversation"),
        (3.3, 1.0, "about what people have in conversation"),
        (3.4, 1.0, "more than people have in conversation; see if your next takes agree"),
        (5.0, 3.4, "more than people have in conversation"),
        (8.0, 4.0, "more than people have in conversation"),
        (8.1, 4.0, "so many that they distract"),
        (8.1, 2.0, "so many that they distract; see if your next takes agree"),
    ],
)
def test_filled_pause_bands(rate: float, low: float, said: str) -> None:
    fillers = found(SPOKEN, pauses=filled(SPOKEN, 1), rate=rate, interval=(low, 20.0), per_minute=9.0)
    first, second, *_ = fillers_words.filled_pauses(reported(SPOKEN, fillers=fillers))
    assert first == f"1, {said}"
    assert second == f"{rate:.1f} per 100 words ({low:.1f} to 20.0), 9.0 a minute"


def test_no_filled_pause_is_not_praised() -> None:
    report = reported(SPOKEN, fillers=found(SPOKEN, rate=0.0, interval=(0.0, 1.6), per_minute=0.0))
    assert fillers_words.filled_pauses(report) == ["none found"]
    assert fillers_words.filled_pauses(reported(write("I did."))) == []


def test_without_words_there_is_no_rate() -> None:
    heard = say("[um]")
    fillers = found(heard, pauses=filled(heard, 0))
    assert fillers_words.filled_pauses(reported(heard, fillers=fillers)) == [
        "1, too few words for a rate",
        "at 0:00",
        "found in the transcript; the audio was not searched",
    ]


def test_a_written_answer_has_exact_counts_and_no_times() -> None:
    heard = write("Um I did it.")
    fillers = found(heard, pauses=filled(heard, 0), rate=33.3, interval=(0.8, 185.7))
    lines = fillers_words.filled_pauses(reported(heard, fillers=fillers))
    assert lines[:2] == ["1", "33.3 per 100 words (0.8 to 185.7)"]
    assert not any("found" in line or "minute" in line or line.startswith("at") for line in lines)


def test_many_times_are_cut_and_in_order() -> None:
    pauses = [only_heard(float(second), second + 0.4) for second in (50, *range(10))]
    lines = fillers_words.filled_pauses(reported(SPOKEN, fillers=found(SPOKEN, pauses=pauses)))
    assert lines[1] == "at 0:00, 0:01, 0:02, 0:03, 0:04, 0:05, 0:06, 0:07 and 3 more"


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
        "3 likely: 30.0 per 100 words (6.2 to 87.7), 45.0 a minute",
        "1 more possible",
        'most often "like": 2 likely, 1 possible at 0:00, 0:02 and 0:03',
        "No researched target; compare with your earlier takes.",
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
        '"maybe" 6 times, 25.0 per 100 words, at 0:00, 0:02, 0:04, 0:05, 0:06 and 0:08',
        '"to be honest" 2 times, 8.3 per 100 words, at 0:02 and 0:07',
        'not found: "simply" and "kind of thing"',
    ]
    assert fillers_words.own_phrases(reported(heard)) == []


def test_own_phrases_of_a_written_answer() -> None:
    heard = write("Maybe I did it.")
    fillers = found(heard, own=own_phrases(Answer(heard), ["maybe"]), phrases=["maybe", "simply"])
    assert fillers_words.own_phrases(reported(heard, fillers=fillers)) == [
        '"maybe" once, 25.0 per 100 words',
        'not found: "simply"',
    ]


def test_clusters_name_the_filler_and_its_time() -> None:
    fillers = found(SPOKEN, clusters=[Cluster("like", 4, Span(31.2, 43.1))])
    assert fillers_words.clusters(reported(SPOKEN, fillers=fillers)) == [
        '"like" 4 times within 12 s, from 0:31 on'
    ]


def test_clusters_of_filled_pauses_name_their_numbers() -> None:
    pauses = [only_heard(float(second), second + 0.4) for second in (2, 31, 35, 40, 50)]
    fillers = found(SPOKEN, pauses=pauses, clusters=[Cluster("um", 3, Span(31.0, 40.4))])
    assert fillers_words.clusters(reported(SPOKEN, fillers=fillers)) == [
        '"um" 3 times within 9 s, from 0:31 on, numbers 2 to 4'
    ]


def test_of_many_clusters_those_with_most_are_named() -> None:
    clusters = [Cluster("like", 3 + n % 2, Span(20.0 * n, 20.0 * n + 12)) for n in range(12)]
    lines = fillers_words.clusters(reported(SPOKEN, fillers=found(SPOKEN, clusters=clusters)))
    assert [line.split(" times")[0] for line in lines[:-1]] == ['"like" 4'] * 5
    assert lines[-1] == "and 7 more"


@pytest.mark.parametrize(
    ("wpm", "comment"),
    [
        (109.4, ": well below the usual 120 to 175"),
        (110.0, ": a little below the usual 120 to 175"),
        (119.4, ": a little below the usual 120 to 175"),
        (119.6, ""),
        (175.4, ""),
        (175.6, ": a little above the usual 120 to 175"),
        (190.0, ": a little above the usual 120 to 175"),
        (191.0, ": well above the usual 120 to 175"),
    ],
)
def test_speech_rate_bands(wpm: float, comment: str) -> None:
    lines = delivery_words.pace(Pace(200, wpm, 210.0, ()))
    assert lines[0] == f"{wpm:.0f} words a minute, with pauses (speech rate){comment}"
    assert lines[1] == "210 without pauses (articulation rate)"
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
        (44.9, ", short: there is room for more"),
        (45.0, ", a little under a minute: there is room for more"),
        (59.9, ", a little under a minute: there is room for more"),
        (60.0, None),
        (119.9, None),
        (120.0, ", over two minutes: see what you can leave out"),
        (150.9, ", over two minutes: see what you can leave out"),
        (151.0, ", long: see what you can leave out"),
    ],
)
def test_length_bands(answer_s: float, comment: str | None) -> None:
    lines = delivery_words.length(Length(answer_s))
    assert lines[0] == f"{text_words.clock(answer_s)} from your first word to your last{comment or ''}"
    assert ["Coaches advise" in line for line in lines[1:]] == ([True] if comment else [])


def test_pauses_say_where_they_fall() -> None:
    silences = (
        Silence(Span(2.0, 2.3), True),
        Silence(Span(5.0, 5.7), False),
        Silence(Span(31.0, 33.4), True),
        Silence(Span(52.0, 56.1), False),
    )
    assert delivery_words.pauses(Pauses(0.8, silences, 1, 1, 2.4)) == [
        "0.8 s before you started",
        "3 pauses of 0.6 s or more, median 2.4 s: 1 inside a sentence, 2 between sentences",
        "1 of 2 s or more inside a sentence: 2.4 s at 0:31",
        "1 of 3.5 s or more, long for a listener: 4.1 s at 0:52",
    ]


@pytest.mark.parametrize(("lead_in_s", "noted"), [(4.9, False), (5.0, True)])
def test_lead_in_is_commented_from_five_seconds(lead_in_s: float, noted: bool) -> None:
    lines = delivery_words.pauses(Pauses(lead_in_s, (), 0, 0, None))
    assert lines == [f"{lead_in_s} s before you started{', long enough to notice' if noted else ''}"]


STORY = say("We had a leak. I was to stop it. I closed the valve. I called the plumber. It held.")
LABELS: tuple[Label, ...] = ("situation", "task", "action", "action", "result")


@pytest.mark.parametrize(
    ("code", "name"),
    [("de", "German"), ("yue", "Cantonese"), ("ht", "Haitian Creole"), ("qq", 'another language ("qq")')],
)
def test_another_language_is_named(code: str, name: str) -> None:
    assert recordings_words.other_language(code) == (
        f"This sounds like {name}. Fillers and the story are judged in English only."
    )


@pytest.mark.parametrize("reason", REMEDIES)
def test_what_could_not_be_heard_is_said_with_what_to_do(reason: Reason) -> None:
    line = unheard_line(replace(reported(SPOKEN), unheard=Unheard(reason, 0.6)))
    assert line is not None and line.endswith(REMEDIES[reason])
    assert len(line) <= 150 and line.count(". ") >= 1
    assert unheard_line(reported(SPOKEN)) is None


def test_pace_in_another_language_has_no_band() -> None:
    assert delivery_words.pace(Pace(200, 100.0, 210.0, windows(100, 250)), judged=False) == [
        "100 words a minute, with pauses (speech rate)",
        "210 without pauses (articulation rate)",
    ]


def test_parts_of_a_whole_story() -> None:
    report = reported(
        STORY, labels=LABELS, confidence={"situation": 0.96, "task": 0.6, "action": 0.84, "result": 0.7}
    )
    setup, action, result = story_words.parts(report)
    assert setup == story_words.Part(
        "setup",
        "told",
        "half of your answer: 47 % of the words, more than coaches advise (15 to 45 %)",
        "situation 21 %, task 26 %",
        "We had a leak.",
        Span(0.5, 2.1),
    )
    assert (action.verdict, action.share, action.detail, action.evidence) == (
        "told",
        "half of your answer: 42 % of the words (coaches advise 40 to 70 %)",
        None,
        "I closed the valve.",
    )
    assert (result.verdict, result.share) == (
        "told",
        "a tenth of your answer: 11 % of the words (coaches advise 10 to 30 %)",
    )
    assert story_words.no_story((setup, action, result)) is None


def test_a_share_below_advice_is_named() -> None:
    heard = say("We had a leak in the cellar and water rose. I closed the valve.")
    action = story_words.parts(reported(heard, labels=("situation", "action")))[1]
    assert (
        action.share == "a quarter of your answer: 29 % of the words, less than coaches advise (40 to 70 %)"
    )


def test_setup_is_heard_where_one_half_is() -> None:
    report = reported(STORY, labels=LABELS, confidence={"situation": 0.1, "task": 0.55})
    setup = story_words.parts(report)[0]
    assert setup.verdict == "partly told"
    assert setup.evidence == "I was to stop it."


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (0.12, "not found: what came of it"),
        (0.3, "could not tell: what came of it"),
    ],
)
def test_a_missing_part_says_what_it_would_be(confidence: float, verdict: str) -> None:
    report = reported(STORY, labels=LABELS, confidence={"result": confidence})
    assert story_words.parts(report)[2] == story_words.Part("result", verdict, None, None, None)
    noted = replace(report, notes=(StoryNote("missing", "result", 4),))
    assert story_words.parts(noted)[2].verdict == verdict.partition(":")[0]


def test_where_there_is_no_story_that_is_no_failure() -> None:
    note = story_words.no_story(story_words.parts(reported(STORY)))
    assert note and "describe one time it happened" in note


def test_silence_and_noise_are_told_apart() -> None:
    silence = recordings_words.no_words(reported(replace(say("(3)"), speech=())))
    noise = recordings_words.no_words(reported(say("<um>")))
    assert silence[0] == "No speech was found in 4 s of audio."
    assert "sound" in noise[0]
    assert "microphone" in silence[1] and "microphone" in noise[1]
    assert recordings_words.no_words(reported(write(""))) == ["There are no words in this text."]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (StoryNote("missing", "result", 2), "No result found. After {} say what came of it."),
        (StoryNote("missing", "action", 1), "What you did was not found. Tell it after {}."),
        (
            StoryNote("missing", "setup", 0),
            "No setup found. Before {} say where it was and what you had to do.",
        ),
        (StoryNote("only we", "action", 2), 'You say "we" and hardly ever "I": {}. Which part was yours?'),
        (
            StoryNote("hypothetical", None, 0),
            "Much of this is what you would do: {}. Describe one time you did it.",
        ),
        (StoryNote("habit", None, 0), "This is what you always do: {}. Describe one time you did it."),
        (StoryNote("never", None, 0), "You say it never happened: {}. Tell the nearest thing that did."),
        (StoryNote("no occasion", None, 0), "This is not about one time: {}. Describe one time you did it."),
        (
            StoryNote("another question", None, 1),
            "It sounds like a story for another question: {}. If it answers this one, say how.",
        ),
        (StoryNote("no answer", None, 0), "It does not sound like an answer to the question: {}."),
        (StoryNote("out of order", "setup", 1), "Background comes late: {}."),
        (StoryNote("much setup", "setup", 2), "It takes long to reach what you did: {}."),
        (StoryNote("several", None, 3), "There is more than one story. The next one starts with {}."),
        (StoryNote("vague", None, 2), "This is hard to picture: {}. Who, where, which words?"),
        (StoryNote("template", None, 1), "You name the parts of the story: {}. Just tell it."),
        (StoryNote("hedged", None, 1), "You make it sound small: {}."),
    ],
)
def test_notes_say_what_they_rest_on(note: StoryNote, line: str) -> None:
    report = reported(STORY, labels=LABELS, notes=[note])
    assert report.star is not None
    sentence = report.star.sentences[note.sentence]
    assert sentence.span is not None
    quote = f'"{sentence.text}" at {text_words.clock(sentence.span.start_s)}'
    assert story_words.story_notes(report) == [line.format(quote)]


def test_signals_are_shown_without_a_grade() -> None:
    signals = StorySignals(1, 3, 4, None, ("Kafka", "Excel"))
    assert story_words.story_signals(reported(STORY, labels=LABELS, signals=signals)) == [
        'In the action: "I" once, "we" 3 times',
        'A result with a number: "It held."',
        "Kafka and Excel: say what you used them for",
    ]
    assert (
        story_words.story_signals(reported(STORY, labels=LABELS, signals=StorySignals(0, 0, None, None, ())))
        == []
    )
