"""The JSON that other programs read: its keys, its nulls, and that it is JSON."""

import json
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from rehearse.analysis import analyse
from rehearse.exchange.contract import as_json, error_as_json
from rehearse.model.heard import Correction, Sound, Span
from rehearse.model.report import (
    Cluster,
    Length,
    OwnPhrase,
    Pace,
    PaceWindow,
    Pauses,
    Silence,
    StoryNote,
    StorySignals,
)
from reporting import NEXT_STEP, filled, found, marker, only_heard, reported
from saying import say, write

SPOKEN = say("So [um] I, you know, fixed it. (2.5) It held.")
FILLERS = found(
    SPOKEN,
    pauses=[*filled(SPOKEN, 1), only_heard(4.0004, 4.3)],
    markers=[marker(SPOKEN, 3, 2)],
    rate=22.2222,
    interval=(2.69, 80.27),
    per_minute=26.0,
    top="you know",
    clusters=[Cluster("um", 3, Span(0.9, 9.0))],
    own=[OwnPhrase("fixed it", Span(2.15, 2.95), 5, 2)],
)
REPORT = reported(
    replace(SPOKEN, sound=Sound(0.002, 40.0), english=0.98, others=(Span(1.0, 2.0),)),
    fillers=FILLERS,
    labels=("action", "result"),
    pace=Pace(9, 96.4285, 150.04, (PaceWindow(Span(0.5, 20.5), 27.0),)),
    pauses=Pauses(0.5, (Silence(Span(3.75, 6.25), False),), 0, 0, 2.5),
    length=Length(6.55),
    notes=[StoryNote("missing", "setup", 0)],
    signals=StorySignals(2, 0, 1, None, ("Jira",)),
    about="setup",
    good=["We hear what you did yourself."],
)


def through_json(value: dict[str, Any]) -> dict[str, Any]:
    """What a reader gets; fails on NaN and on what JSON cannot hold."""
    read: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
    return read


def keys(value: object) -> object:
    """The shape of a JSON value: keys, and of a list its first item."""
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [keys(value[0])] if value else []
    return None


TIMES = {"start_s": None, "end_s": None}
SECTION = dict.fromkeys(("present", "confidence", "share", "time_share", "evidence"))


def test_every_key_of_the_contract() -> None:
    corrected = replace(REPORT.heard, corrections=(Correction(Span(0.1, 0.4), is_one=True),))
    report = replace(REPORT, heard=corrected)
    assert keys(through_json(as_json(report, file="a.wav"))) == {
        "schema": None,
        "file": None,
        "duration_s": None,
        "engine": None,
        "model": None,
        "language": None,
        "track": None,
        "damaged": {"missing_s": None, "errors": None},
        "transcript": {"text": None, "words": [{"text": None, **TIMES, "probability": None}]},
        "speech": [TIMES],
        "fillers": {
            "filled_pauses": [{"text": None, **TIMES, "source": None, "confidence": None}],
            "discourse_markers": [{"text": None, **TIMES, "likelihood": None}],
            "own_phrases": [{"text": None, **TIMES}],
            "filled_pauses_per_100_words": None,
            "interval_95": [None],
            "filled_pauses_per_minute": None,
            "top": None,
            "said_often": None,
            "clusters": [{"text": None, "count": None, **TIMES}],
            "judged": None,
            "corrections": [{**TIMES, "filled_pause": None}],
            "strictness": {"word": None, "sound": None},
        },
        "hedges": [],
        "repeats": [],
        "pace": {
            "words": None,
            "speech_rate_wpm": None,
            "articulation_rate_wpm": None,
            "windows": [{**TIMES, "wpm": None}],
        },
        "pauses": {
            "lead_in_s": None,
            "silences": [{**TIMES, "inside_sentence": None}],
            "long": None,
            "dead_air": None,
            "median_s": None,
        },
        "length": {"band": None, "answer_s": None},
        "star": {
            **dict.fromkeys(("situation", "task", "action", "result"), SECTION),
            "sentences": [{"text": None, **TIMES, "label": None, "confidence": None}],
            "notes": [{"kind": None, "part": None, "text": None, **TIMES}],
            "signals": {
                **dict.fromkeys(("i", "we", "number", "learned")),
                "tools_without_reason": [None],
            },
        },
        "next_step": None,
        "next_step_about": None,
        "follow_up": None,
        "good": [None],
        "kind": None,
        "plain_words": None,
        "asked": None,
        "unheard": None,
        "sound": {"clipped": None, "noise_below_db": None},
        "english": None,
        "second_voice": [{"start_s": None, "end_s": None}],
    }


def test_values_arrive_rounded_and_unchanged() -> None:
    read = through_json(as_json(REPORT, file="folder/a b.wav"))
    assert (read["schema"], read["file"], read["engine"]) == (1, "folder/a b.wav", "openai-whisper")
    assert read["transcript"]["text"] == "So um I, you know, fixed it. It held."
    assert read["transcript"]["words"][1] == {"text": "um", "start_s": 0.9, "end_s": 1.35, "probability": 0.9}
    assert read["fillers"]["filled_pauses"][1] == {
        "text": "um",
        "start_s": 4.0,
        "end_s": 4.3,
        "source": "audio",
        "confidence": 0.7,
    }
    assert read["fillers"]["discourse_markers"][0]["text"] == "you know"
    assert read["fillers"]["own_phrases"] == [{"text": "fixed it", "start_s": 2.15, "end_s": 2.95}]
    assert read["fillers"]["filled_pauses_per_100_words"] == 22.22
    assert read["fillers"]["interval_95"] == [2.69, 80.27]
    assert read["pace"]["speech_rate_wpm"] == 96.4
    assert read["pauses"]["silences"] == [{"start_s": 3.75, "end_s": 6.25, "inside_sentence": False}]
    assert read["length"] == {"band": "short", "answer_s": 6.55}
    assert read["star"]["action"]["evidence"] == "So um I, you know, fixed it."
    assert read["star"]["situation"] == {
        "present": False,
        "confidence": 0.1,
        "share": 0.0,
        "time_share": None,
        "evidence": None,
    }
    assert read["star"]["sentences"][1]["label"] == "result"
    (note,) = read["star"]["notes"]
    assert (note["kind"], note["part"], note["text"]) == ("missing", "setup", "So um I, you know, fixed it.")
    assert (note["start_s"], note["end_s"]) == (0.5, 3.35)
    assert read["star"]["signals"] == {
        "i": 2,
        "we": 0,
        "number": "It held.",
        "learned": None,
        "tools_without_reason": ["Jira"],
    }
    assert (read["next_step"], read["next_step_about"]) == (NEXT_STEP, "setup")
    assert read["good"] == ["We hear what you did yourself."]


def test_a_written_answer_keeps_the_keys_and_has_no_times() -> None:
    heard = write("Um, I fixed it. It held, you know.")
    fillers = found(heard, pauses=filled(heard, 0), markers=[marker(heard, 6, 2)])
    read = through_json(as_json(reported(heard, fillers=fillers, labels=("action", None)), file="a.txt"))
    spoken = through_json(as_json(REPORT, file="a.wav"))
    assert read.keys() == spoken.keys()
    assert all(
        read[part].keys() == spoken[part].keys() for part in ("pace", "pauses", "length", "fillers", "star")
    )
    assert (read["duration_s"], read["engine"], read["model"], read["speech"]) == (None, None, None, [])
    assert read["pace"] == {
        "words": 7,
        "speech_rate_wpm": None,
        "articulation_rate_wpm": None,
        "windows": [],
    }
    assert read["pauses"] == {
        "lead_in_s": None,
        "silences": [],
        "long": None,
        "dead_air": None,
        "median_s": None,
    }
    assert read["length"] == {"band": None, "answer_s": None}
    assert set(times_of(read)) == {None}
    assert read["star"]["sentences"][1]["label"] is None
    assert " ".join(sentence["text"] for sentence in read["star"]["sentences"]) == heard.text


def times_of(value: object) -> list[object]:
    if isinstance(value, dict):
        own = [item for key, item in value.items() if key in ("start_s", "end_s")]
        return own + [time for item in value.values() for time in times_of(item)]
    return [time for item in value for time in times_of(item)] if isinstance(value, list) else []


def test_another_language_keeps_the_keys_with_nothing_in_them() -> None:
    read = through_json(as_json(analyse(replace(SPOKEN, language="de")), file="a.wav"))
    assert read["unheard"]["reason"] == "language"
    assert read["unheard"]["line"].startswith("This sounds like German.")
    assert read.keys() == through_json(as_json(REPORT, file="a.wav")).keys()
    assert read["language"] == "de"
    assert read["fillers"] == {
        "filled_pauses": [],
        "discourse_markers": [],
        "own_phrases": [],
        "filled_pauses_per_100_words": None,
        "interval_95": None,
        "filled_pauses_per_minute": None,
        "top": None,
        "said_often": None,
        "clusters": [],
        "judged": False,
        "corrections": [],
        "strictness": {"word": 0.0, "sound": 0.0},
    }
    assert read["star"] is None
    assert read["pace"]["words"] == len(SPOKEN.words)


def test_silence_has_all_keys_too() -> None:
    read = through_json(as_json(reported(say("(3)")), file="silence.wav"))
    assert read["duration_s"] == 4.0
    assert read["pace"]["words"] == 0
    assert read["fillers"]["interval_95"] is None
    assert read["star"]["sentences"] == []


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_what_is_no_number_becomes_null(number: float) -> None:
    read = through_json(as_json(reported(SPOKEN, pace=Pace(9, number, number, ())), file="a.wav"))
    assert read["pace"]["speech_rate_wpm"] is None


def test_text_of_any_kind_survives() -> None:
    heard = write('He said "no"\x1b[31m, naïve 数据 \ud800.')
    assert through_json(as_json(reported(heard), file="\udce9.txt"))["transcript"]["text"] == heard.text


def test_an_error_is_one_line() -> None:
    assert error_as_json("cannot read it:\n  try another", file="a.wav") == {
        "file": "a.wav",
        "error": "cannot read it: try another",
    }
