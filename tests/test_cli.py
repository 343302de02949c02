"""The program as its users run it, with the real model on the project's own samples."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"


def rehearse(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rehearse", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def reports() -> dict[str, dict]:  # type: ignore[type-arg]
    names = ("hesitant-answer", "long-pauses", "read-clean", "short-answer")
    run = rehearse("analyze", "--json", *(str(SAMPLES / f"{name}.flac") for name in names))
    assert run.returncode == 0, run.stderr
    return dict(zip(names, map(json.loads, run.stdout.splitlines()), strict=True))


def truth(name: str) -> dict:  # type: ignore[type-arg]
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def middles(events: list) -> list[float]:  # type: ignore[type-arg]
    return [(event["start_s"] + event["end_s"]) / 2 for event in events]


def test_most_filled_pauses_are_found_where_they_are(reports) -> None:  # type: ignore[no-untyped-def]
    found = middles(reports["hesitant-answer"]["fillers"]["filled_pauses"])
    spoken = middles(truth("hesitant-answer")["filled_pauses"])
    hits = [time for time in spoken if any(abs(time - other) <= 0.5 for other in found)]
    assert len(spoken) >= 5
    assert len(hits) >= len(spoken) * 0.7
    assert len(found) <= len(spoken)


def test_speech_without_filled_pauses_has_none(reports) -> None:  # type: ignore[no-untyped-def]
    assert truth("read-clean")["filled_pauses"] == []
    assert reports["read-clean"]["fillers"]["filled_pauses"] == []


def test_words_lie_inside_the_recording_and_in_order(reports) -> None:  # type: ignore[no-untyped-def]
    for report in reports.values():
        starts = [word["start_s"] for word in report["transcript"]["words"]]
        assert len(starts) > 5
        assert starts == sorted(starts)
        assert starts[0] >= 0 and report["transcript"]["words"][-1]["end_s"] <= report["duration_s"] + 0.1


def test_long_silences_are_measured(reports) -> None:  # type: ignore[no-untyped-def]
    found = reports["long-pauses"]["pauses"]["silences"]
    for silence in truth("long-pauses")["silences"]:
        if silence["end_s"] - silence["start_s"] < 0.75:
            continue
        assert any(
            abs(silence["start_s"] - other["start_s"]) < 0.3 and abs(silence["end_s"] - other["end_s"]) < 0.3
            for other in found
        ), silence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "cannot be read as audio"),
        (b"not audio at all" * 99, "cannot be read as audio"),
    ],
    ids=["missing", "empty", "text"],
)
def test_a_bad_file_is_one_line_and_exit_1(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "answer.wav"
    if content is not None:
        path.write_bytes(content)
    run = rehearse("analyze", "--json", str(path))
    assert run.returncode == 1
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
    assert json.loads(run.stdout)["file"] == str(path)


def test_a_folder_is_named_as_one(tmp_path: Path) -> None:
    run = rehearse("analyze", str(tmp_path))
    assert run.returncode == 1
    assert "has no recordings. Name" in run.stderr


def test_an_unknown_model_names_the_known_ones() -> None:
    run = rehearse("analyze", "--model", "bsae", str(SAMPLES / "short-answer.flac"))
    assert run.returncode == 1
    assert "There is no model 'bsae'" in run.stderr
    assert "tiny.en" in run.stderr


def test_the_models_are_listed_with_what_is_here(tmp_path: Path) -> None:
    whisper = tmp_path / "whisper"
    whisper.mkdir()
    (whisper / "tiny.pt").write_bytes(bytes(2_000_000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path))
        listed, to_json = rehearse("models"), rehearse("models", "--json")
    lines = listed.stdout.splitlines()
    assert lines[1].split() == ["tiny", "2", "MB", "on", "this", "machine"]
    assert any(re.fullmatch(r"small +484 MB  not downloaded yet", line) for line in lines)
    assert any(re.fullmatch(r"base +145 MB  on this machine; used unless .*", line) for line in lines)
    known = {model["name"]: model for model in map(json.loads, to_json.stdout.splitlines())}
    assert next(iter(known)) == "tiny"
    assert (known["tiny"]["at"], known["small"]["at"]) == (str(whisper / "tiny.pt"), None)
    assert known["base"]["packaged"]


def test_a_model_is_fetched_beforehand() -> None:
    here = rehearse("models", "--fetch", "base")
    assert here.returncode == 0
    assert Path(here.stdout.strip().removeprefix("base is at ")).is_file()
    unknown = rehearse("models", "--fetch", "huge")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
    assert "no model 'huge'" in unknown.stderr


def test_questions_are_searched() -> None:
    run = rehearse("prompts", "--theme", "help-desk")
    assert run.returncode == 0
    assert run.stdout.startswith("HELP DESK\n")
    assert run.stdout.count("\n  ") >= 5


@pytest.mark.parametrize("command", ["prompt", "prompts"])
def test_the_question_in_an_example_exists(command: str) -> None:
    example = re.search(r"rehearse prompts? (?:--id )?([\w-]+-[\w-]+)", rehearse(command, "--help").stdout)
    assert example
    assert rehearse("prompts", "--id", example[1]).returncode == 0


def test_a_search_without_a_hit_says_what_to_do() -> None:
    run = rehearse("prompts", "zebra crossing zeppelin")
    assert (run.returncode, run.stdout) == (1, "")
    assert "`rehearse prompts` lists them all" in run.stderr


def test_a_broken_question_file_is_named_and_the_others_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path))
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "mine.toml").write_text("[[prompt]]\nid = \n", encoding="utf-8")
    run = rehearse("prompts", "--theme", "help-desk")
    assert run.returncode == 0
    assert "mine.toml, line 2" in run.stderr


@pytest.mark.parametrize("loading_for_s", [0.05, 0.5, 1.0, 2.0])
def test_leaving_while_the_model_loads_is_no_crash(loading_for_s: float) -> None:
    code = (
        "import sys, time; from rehearse.hearing.loading import WhisperLoading;"
        f"WhisperLoading('base').start(); time.sleep({loading_for_s}); sys.exit(3)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (3, "")
