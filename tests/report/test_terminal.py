import json

from rehearse.analysis import analyse
from rehearse.report.contract import as_json
from rehearse.report.terminal import filler_band, printable, render
from saying import say, write


def test_fillers_are_marked_in_place() -> None:
    text = render(analyse(say("So [um], I, you know, fixed it.")), title="answer.wav")
    assert "{So} [um,] I, {you know,} fixed it." in text
    assert "at least 1" in text


def test_no_line_is_wider_than_the_terminal() -> None:
    text = render(analyse(say("[um] and so on " * 60)), title="answer.wav", width=80)
    assert max(map(len, text.splitlines())) <= 80


def test_terminal_escapes_in_words_are_not_obeyed() -> None:
    assert "\x1b" not in render(analyse(say("one \x1b[31mtwo")), title="x")
    assert printable("a\nb\x07") == "a�b�"


def test_nothing_is_said_in_the_good_band() -> None:
    assert [filler_band(rate) for rate in (0, 2, 3, 8, 9)] == [
        "",
        "",
        "ordinary in conversation",
        "worth working on",
        "distracting",
    ]


def test_silence_is_said_plainly() -> None:
    assert "No words were heard" in render(analyse(say("(3.0)")), title="x")


def test_the_contract_of_a_spoken_answer() -> None:
    row = json.loads(json.dumps(as_json(analyse(say("So [um] fixed it.")), file="a.wav"), allow_nan=False))
    assert (row["schema"], row["file"], row["engine"], row["duration_s"]) == (
        1,
        "a.wav",
        "openai-whisper",
        2.65,
    )
    assert row["transcript"]["words"][1] == {"text": "um", "start_s": 0.9, "end_s": 1.35, "probability": 0.9}
    assert row["fillers"]["filled_pauses"] == [
        {"text": "um", "start_s": 0.9, "end_s": 1.35, "source": "transcript", "confidence": 0.9}
    ]
    assert row["speech"] == [{"start_s": 0.5, "end_s": 2.15}]
    assert row["pauses"]["lead_in_s"] == 0.5


def test_a_written_answer_has_no_audio_measures() -> None:
    row = as_json(analyse(write("I fixed it.")), file="a.txt")
    assert (row["pace"], row["pauses"], row["duration_s"]) == (None, None, None)
    assert row["transcript"]["words"][0] == {"text": "I", "start_s": None, "end_s": None, "probability": None}
