"""`rehearse cohort` as a whole program, on written answers but in one test: they need no model for speech."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from at_home import Home, new_home
from rehearse.cli import main

SAMPLE = Path(__file__).parent.parent / "samples" / "short-answer.flac"
STORY = (
    "Last autumn our booking site went down on a Friday. My job was to bring it back. I called {0} hotels "
    "and I moved the bookings by hand. In the end nobody lost a room, and we were back in two hours, all {0}."
)
RUBRIC = """
[[criterion]]
name = "Structure"
points = 2
[[criterion]]
name = "Voice"
points = 5
"""
TABLES = ("takes.csv", "takes.jsonl", "gradebook.csv", "index.html")


def hand_in(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"person {number}.txt").write_text(STORY.format(number + 3), encoding="utf-8")


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in TABLES}


def results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / ".results").glob("??/*.json")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hand_in(tmp_path / "in", 12)
    return tmp_path / "in"


def test_a_class_of_twelve_is_the_same_on_every_engine(home: Home, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install distributed")
    pool, cluster, shards = (tmp_path / name for name in ("pool", "cluster", "shards"))
    home.run("cohort", str(folder), "--out", str(pool), "--jobs", "2")
    home.run(
        "cohort", str(folder), "--out", str(cluster), "--scheduler", "local", "--send-files", "--jobs", "2"
    )
    for part in ("1/3", "2/3", "3/3"):
        home.run("cohort", str(folder), "--out", str(shards), "--shard", part, "--jobs", "1")
        assert not (shards / "index.html").exists()
    home.run("cohort", str(folder), "--out", str(shards), "--merge")
    assert len(results(pool)) == 12
    assert results(pool) == results(cluster) == results(shards)
    assert tables(pool) == tables(cluster) == tables(shards)


def test_what_was_heard_is_not_heard_again_and_a_new_list_changes_pages(
    home: Home, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    home.run("cohort", str(folder), "--out", str(out))
    heard = {path: path.stat().st_mtime_ns for path in (out / ".results").glob("??/*.json")}
    said = home.printed("cohort", str(folder), "--make-roster")
    assert "class.csv lists 12 files." in said
    roster = folder / "class.csv"
    lines = roster.read_text(encoding="utf-8-sig").splitlines()
    lines[1] = "person 0.txt,Zoë,17,B,outage,2026-12-01"
    roster.write_text("\n".join(lines), encoding="utf-8")
    (folder / "person 12.txt").write_text(STORY.format("ninety"), encoding="utf-8")
    run = home.run("cohort", str(folder), "--out", str(out))
    assert "1 to hear, 12 already heard" in run.stderr
    assert {path: path.stat().st_mtime_ns for path in heard} == heard
    with (out / "takes.csv").open(encoding="utf-8", newline="") as file:
        row = next(one for one in csv.DictReader(file) if one["name"] == "Zoë")
    assert (row["number"], row["group"], row["question"]) == ("17", "B", "outage")
    assert (out / "people" / "Zoë.html").exists() and not (out / "people" / "person-0.html").exists()


def test_nothing_goes_into_the_coachs_own(home: Home, folder: Path, tmp_path: Path) -> None:
    home.run("cohort", str(folder), "--out", str(tmp_path / "out"))
    assert not (home.folder / "history.db").exists() and not list(home.folder.rglob("*.sqlite*"))
    assert home.printed("history").startswith("No takes yet.")


def test_one_bad_file_is_one_row_with_its_reason(home: Home, folder: Path, tmp_path: Path) -> None:
    (folder / "bad.mp3").write_bytes(b"no audio at all")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "essay.docx").write_bytes(b"PK")
    (folder / "class.csv").write_text("file,name\ngone.wav,Carl\n", encoding="utf-8")
    out = tmp_path / "out"
    run = home.run("cohort", str(folder), "--out", str(out))
    assert run.returncode == 0
    with (out / "takes.csv").open(encoding="utf-8", newline="") as file:
        rows = {one["file"]: one for one in csv.DictReader(file)}
    assert len(rows) == 16
    assert {file: row["look_at"] for file, row in rows.items() if row["look_at"]} == {
        "gone.wav": "not there",
        "bad.mp3": "not read",
        "empty.txt": "not read",
        "essay.docx": "not read",
    }
    assert "bad.mp3" not in rows["bad.mp3"]["why"]
    again = home.run("cohort", str(folder), "--out", str(out), "--retry")
    assert "2 to hear, 12 already heard" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_stopped_in_the_middle_it_goes_on(home: Home, tmp_path: Path, kind: signal.Signals) -> None:
    folder, out = tmp_path / "many", tmp_path / "out"
    hand_in(folder, 60)
    command = [sys.executable, "-m", "rehearse", "cohort", str(folder), "--out", str(out), "--jobs", "1"]
    environment = {**os.environ, "REHEARSE_HOME": str(home.folder)}
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    give_up_at = time.monotonic() + 60
    while len(results(out)) < 3 and time.monotonic() < give_up_at:
        time.sleep(0.01)
    running.send_signal(kind)
    _, said = running.communicate(timeout=30)
    kept = len(results(out))
    assert 3 <= kept < 60
    if kind == signal.SIGINT:
        assert running.returncode == 130
        assert f"Stopped. {kept} of 60 are heard and kept; the same command goes on." in said
    run = home.run("cohort", str(folder), "--out", str(out))
    assert f"{60 - kept} to hear, {kept} already heard" in run.stderr
    assert len(results(out)) == 60


def test_a_recording_is_heard_and_its_page_has_the_voice_unless_it_shall_not(tmp_path: Path) -> None:
    home = Home(new_home(tmp_path / "home"))
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "anna.flac")
    assert home.run("cohort", str(folder), "--out", str(out), "--question", "outage").returncode == 0
    page = out / "people" / "anna.html"
    assert 'src="data:audio/mp4;base64,' in page.read_text(encoding="utf-8")
    (said,) = (out / "takes.jsonl").read_text(encoding="utf-8").splitlines()
    alone = json.loads(home.printed("analyze", "--json", "--question", "outage", str(folder / "anna.flac")))
    del alone["follow_up"]
    assert {**json.loads(said), "file": "", "next_step": "", "next_step_about": ""}.items() >= {
        **alone, "file": "", "next_step": "", "next_step_about": "",
    }.items()  # fmt: skip
    home.printed("cohort", str(folder), "--out", str(out), "--without-audio", "--numbers-only")
    assert not page.exists()
    (page,) = (out / "people").glob("*.html")
    assert "data:audio/mp4" not in page.read_text(encoding="utf-8")


def gradebook(out: Path) -> dict[str, list[str]]:
    rows = csv.reader((out / "gradebook.csv").read_text(encoding="utf-8").splitlines())
    return {row[0]: row[3:] for row in rows}


def test_points_are_given_in_the_terminal_and_join_those_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    folder, out = tmp_path / "in", tmp_path / "out"
    hand_in(folder, 2)
    (folder / "rubric.toml").write_text(RUBRIC, encoding="utf-8")
    arguments = ["cohort", str(folder), "--out", str(out), "--merge", "--review"]
    typed = "x\n9\n1\n2,5\nWell told\n"
    first = CliRunner().invoke(main, [*arguments, "Person 0"], input=typed)
    assert first.exit_code == 0 and "A number from 0 to 2, or - for none." in first.output
    assert gradebook(out) == {
        "name": ["answer", "answer note"],
        "person 0": ["3.5", "Well told"],
        "person 1": ["", ""],
    }
    (saved,) = (out / "reviews").glob("*.json")
    review = json.loads(saved.read_text(encoding="utf-8"))
    review["takes"]["gone"] = {"state": "reviewed", "points": {"old": 1}, "note": "of a file that left"}
    saved.write_text(json.dumps(review), encoding="utf-8")
    CliRunner().invoke(main, [*arguments, "person 0"], input="-\n\n\n")
    assert gradebook(out)["person 0"] == ["", "Well told"]
    assert json.loads(saved.read_text(encoding="utf-8"))["takes"]["gone"]["note"] == "of a file that left"
    nobody = CliRunner().invoke(main, [*arguments, "person 7"])
    assert nobody.exit_code == 1 and "Nobody is called 'person 7'." in nobody.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["in"], "Say where the pages go: --out OUT."),
        (["gone", "--out", "out"], "There is no folder gone."),
        (["in", "--out", "out", "--roster", "gone.csv"], "There is no list gone.csv."),
        (["in", "--out", "out", "--rubric", "gone.toml"], "The rubric gone.toml cannot be read"),
        (["in", "--out", "out", "--shard", "4/3"], "'4/3' is not a part such as 3/10."),
        (["in", "--out", "out", "--shard", "1/3", "--merge"], "Leave out one of the two."),
        (["in", "--out", "out", "--question", "nonsense"], "There is no question 'nonsense'."),
        (["in", "--out", "in/person 0.txt"], "cannot be written"),
        (["empty", "--out", "out"], "has no recordings and no texts"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    home: Home, folder: Path, arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    Path("empty").mkdir()
    run = home.run("cohort", *arguments)
    assert run.returncode != 0
    assert says in " ".join(run.stderr.split()) and "Traceback" not in run.stderr
