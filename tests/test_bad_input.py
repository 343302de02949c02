"""Bad files, places and models at the command line: each is one line, exit status 1, and nothing half.

What speaks is the project's own sample; the model is a tiny one that hears one word wherever someone speaks,
so that what takes long is left out and everything else is real.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from audio.recorded import recording, tracks, with_broken_packets
from rehearse.history import History, open_history
from rehearse.model.heard import Heard
from rehearse.model.kept import NewTake
from rehearse.transcription.weights import packaged_parts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions, limits and names")

RATE_HZ = 16_000
SPOKEN = Path(__file__).parent.parent / "samples" / "short-answer.flac"
QUESTION = "all-urgent"
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2

Samples = npt.NDArray[np.float32]
Make = Callable[[Path], object]


# Running it


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """`rehearse` with a data folder and a model of its own."""

    home: Path
    model: Path
    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(
        self,
        *arguments: str | Path,
        before: Callable[[], None] | None = None,
        out: IO[str] | None = None,
        piped: IO[Any] | int = subprocess.DEVNULL,
    ) -> Run:
        ended = subprocess.run(
            self._command(arguments),
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=piped,
            encoding="utf-8",
            check=False,
            cwd=self.folder,
            env=self._env(),
            preexec_fn=before,
        )
        return Run(ended.returncode, ended.stdout or "", ended.stderr)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command(arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=self.folder,
            env=self._env(),
        )

    def _command(self, arguments: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "rehearse", *map(str, arguments)]

    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.env, "REHEARSE_HOME": str(self.home)}

    def analyze(self, *arguments: str | Path, before: Callable[[], None] | None = None) -> Run:
        return self.run("analyze", "--model", self.model, *arguments, before=before)

    def answer(self, file: str | Path, before: Callable[[], None] | None = None) -> Run:
        return self.run("prompt", QUESTION, "--model", self.model, "--answer", file, before=before)

    def kept(self) -> int:
        """How many takes there are; each has its words, its file where it is spoken, and there is no more."""
        if not (self.home / "history.db").is_file():
            return 0
        with open_history(self.home) as history:
            assert history.unfinished() == ()
            takes = history.takes()
        files = [take.audio for take in takes if take.audio]
        assert len(set(files)) == len(files)
        assert sorted((self.home / "takes").iterdir()) == sorted(files)
        assert all(soundfile.info(file).frames > 0 for file in files)
        return len(takes)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights that Whisper loads, and that hear "hello" in every chunk."""
    import torch
    import whisper

    dimensions = {"n_mels": 80, "n_vocab": 51_865}
    for side, context in (("audio", 1500), ("text", 448)):
        dimensions |= {f"n_{side}_{name}": value for name, value in (("ctx", context), ("state", 8))}
        dimensions |= {f"n_{side}_head": 2, f"n_{side}_layer": 1}
    torch.manual_seed(0)
    weights = whisper.model.Whisper(whisper.model.ModelDimensions(**dimensions)).state_dict()
    tokenizer = whisper.tokenizer.get_tokenizer(multilingual=True)
    # The decoder's last state is the same whatever it is given, and nearest to the end; then to the word.
    weights["decoder.positional_embedding"].normal_()
    weights["decoder.ln.weight"].zero_()
    weights["decoder.ln.bias"].zero_()[0] = 1
    embedding = weights["decoder.token_embedding.weight"]
    embedding[:, 0] = 0
    embedding[tokenizer.encode(" hello")[0], 0] = 20
    embedding[tokenizer.eot, 0] = 40
    path = tmp_path_factory.mktemp("model") / "tiny.pt"
    torch.save({"dims": dimensions, "model_state_dict": weights}, path)
    return path


@pytest.fixture
def program(tmp_path: Path, model: Path) -> Program:
    folder = tmp_path / "files"
    folder.mkdir()
    return Program(tmp_path / "home", model, folder)


def one_line(run: Run, *said: str) -> None:
    assert run.err.count("\n") == 1, run.err
    assert run.err.startswith("Error: ")
    assert [words for words in said if words not in run.err] == [], run.err
    assert run.code == 1


def obedient() -> None:
    """In the child of a root: permissions hold for it as for everyone, though all files stay its own."""
    if os.geteuid() != 0:
        return
    if sys.platform != "linux":
        raise OSError("root cannot be held to permissions here; run the tests as another user")
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        if ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            raise OSError("the right to pass over permissions cannot be given up")


ROOM_FOR_LITTLE = 200_000
"""Bytes: twice an empty history, which a short answer fits in and a long one does not."""


def files_at_most(limit: int) -> Callable[[], None]:
    """For a child in which a disk seems full: no file grows beyond `limit` bytes."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


# Recordings


def spoken(seconds: float = 4) -> Samples:
    samples: Samples = soundfile.read(SPOKEN, dtype="float32", frames=round(seconds * RATE_HZ))[0]
    return samples


def noise(seconds: float = 4) -> Samples:
    """Nobody speaks in it, and it does not compress."""
    return np.random.default_rng(1).uniform(-0.01, 0.01, round(seconds * RATE_HZ)).astype(np.float32)


def silence(path: Path) -> None:
    soundfile.write(path, np.zeros(2 * RATE_HZ), RATE_HZ)


def speech(path: Path, *, subtype: str | None = None) -> None:
    soundfile.write(path, spoken(), RATE_HZ, subtype=subtype)


def at_192_khz(path: Path) -> None:
    soundfile.write(path, np.repeat(spoken(), 12), 12 * RATE_HZ)


def channels(number: int, *, silent: bool = False) -> Make:
    """The same on every channel, or with `silent` on the fourth alone: an interface's fourth input."""

    def make(path: Path) -> None:
        sound = np.stack([spoken()] * number, axis=1)
        if silent:
            sound[:, [index for index in range(number) if index != 3]] = 0
        soundfile.write(path, sound, RATE_HZ)

    return make


def cut(to: float) -> Make:
    """Only so much of the file, as after a broken copy."""

    def make(path: Path) -> None:
        speech(path)
        os.truncate(path, round(path.stat().st_size * to))

    return make


def damaged_inside(path: Path) -> None:
    speech(path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 900] = np.random.default_rng(1).bytes(900)
    path.write_bytes(content)


def no_numbers(path: Path) -> None:
    sound = spoken()
    sound[8000:8003] = [np.nan, np.inf, -np.inf]
    sound[9000] = 1e38
    soundfile.write(path, sound, RATE_HZ, subtype="FLOAT")


def tagged_in_latin_1(path: Path) -> None:
    speech(path)
    tag = b"INAM" + struct.pack("<I", 6) + "Müller".encode("latin-1")
    info = b"LIST" + struct.pack("<I", 4 + len(tag)) + b"INFO" + tag
    content = path.read_bytes() + info
    path.write_bytes(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])


def joined(path: Path) -> None:
    """Two files end to end, of different rates."""
    speech(path)
    first = path.read_bytes()
    soundfile.write(path, np.repeat(spoken(), 2), 2 * RATE_HZ)
    path.write_bytes(first + path.read_bytes())


def content(of: bytes) -> Make:
    return lambda path: path.write_bytes(of)


def no_samples(path: Path) -> None:
    soundfile.write(path, np.zeros(0), RATE_HZ)


def silent_film(path: Path) -> None:
    import av

    with av.open(str(path), "w") as film:
        stream = film.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for frame in (av.VideoFrame(64, 64, "yuv420p"), None):
            for packet in stream.encode(frame):
                film.mux(packet)


def forbidden(path: Path) -> None:
    path.write_bytes(b"So I fixed it.")
    path.chmod(0)


def in_a_forbidden_folder(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"So I fixed it.")
    path.parent.chmod(0)


def nothing(path: Path) -> None:
    pass


def on_the_second_track(path: Path) -> None:
    """Recorders that keep every microphone apart; nobody speaks into the first."""
    path.write_bytes(tracks("m4a", [np.zeros_like(spoken()), spoken()], rate_hz=RATE_HZ))


def turned_over(path: Path) -> None:
    soundfile.write(path, np.stack([spoken(), -spoken()], axis=1), RATE_HZ)


def with_a_muted_minute(path: Path) -> None:
    """A call that sends nothing meanwhile."""
    sound = np.concatenate([spoken(), np.zeros(60 * RATE_HZ, np.float32), spoken()])
    path.write_bytes(recording("webm", sound, rate_hz=RATE_HZ, without=(4.1, 63.9)))


def with_a_broken_packet(path: Path) -> None:
    path.write_bytes(recording("m4a", spoken(), rate_hz=RATE_HZ))
    with_broken_packets(path, [40], lambda packet: b"\xff" * len(packet))


def without_sound_rate(path: Path) -> None:
    soundfile.write(path, np.zeros(30_000), 1)


def playlist(path: Path) -> None:
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{SPOKEN}\n#EXT-X-ENDLIST\n")


ODD_NAME = "new\nline \x1b[31m\u202e.wav"
NO_SOUND = "cannot be read as audio. Give a wav"

BAD_RECORDINGS: dict[str, tuple[str, Make, str]] = {
    "text": ("text.wav", content(b"Dear diary, " * 99), NO_SOUND),
    "noise for a file": ("noise.mp3", content(np.random.default_rng(2).bytes(5000)), NO_SOUND),
    "empty": ("empty.wav", content(b""), NO_SOUND),
    "header without samples": ("header.wav", no_samples, "has no audio in it. Record it again."),
    "flac without samples": ("header.flac", no_samples, "has no audio in it. Record it again."),
    "cut off in the header": ("cut.flac", cut(0.001), NO_SOUND),
    "folder": ("folder", Path.mkdir, "has no recordings. Name another folder"),
    "no permission": ("forbidden.wav", forbidden, "permission denied. Change its permissions."),
    "no permission for its folder": ("closed/a.wav", in_a_forbidden_folder, "permission denied. Change its"),
    "missing": ("gone.wav", nothing, "There is no file"),
    "link to nothing": ("dangling.wav", lambda path: path.symlink_to("gone.wav"), "There is no file"),
    "link to itself": ("loop.wav", lambda path: path.symlink_to(path), "There is no file"),
    "name too long": ("x" * 300 + ".wav", nothing, "File name too long. Check the file."),
    "name that steers the terminal": (
        ODD_NAME,
        content(b"x"),
        "new line \ufffd[31m\ufffd.wav cannot",
    ),
    "name that is no text": (os.fsdecode(b"\xff.wav"), content(b"x"), "\ufffd.wav cannot be read"),
    "film without sound": ("film.mp4", silent_film, "has no audio in it."),
    "one sample a second": (
        "hours.flac",
        without_sound_rate,
        "has 1 samples a second, which no recording has.",
    ),
    "playlist": ("list.m3u8", playlist, NO_SOUND),
    "device": ("zero", lambda path: path.symlink_to("/dev/zero"), "is a device, not a file. Name a file"),
}

GOOD_RECORDINGS: dict[str, tuple[str, Make, float]] = {
    "8 bit": ("8-bit.wav", lambda path: speech(path, subtype="PCM_U8"), 4),
    "192 kHz": ("192.wav", at_192_khz, 4),
    "6 channels": ("six.wav", channels(6), 4),
    "fourth of 6 channels": ("fourth.wav", channels(6, silent=True), 4),
    "11 channels": ("eleven.wav", channels(11), 4),
    "wav cut in half": ("half.wav", cut(0.5), 2),
    "flac cut in half": ("half.flac", cut(0.5), 2),
    "mp3 cut in half": ("half.mp3", cut(0.5), 2),
    "mp3 damaged inside": ("inside.mp3", damaged_inside, 4),
    "no numbers": ("nan.wav", no_numbers, 4),
    "title in latin-1": ("title.wav", tagged_in_latin_1, 4),
    "two joined": ("joined.mp3", joined, 8),
    "two wavs joined": ("joined.wav", joined, 8),
    "voice on the second track": ("tracks.m4a", on_the_second_track, 4),
    "channel turned over": ("turned.wav", turned_over, 4),
    "muted for a minute": ("muted.webm", with_a_muted_minute, 68),
    "broken packet": ("packet.m4a", with_a_broken_packet, 4),
    "colon in its name": ("say:this.wav", speech, 4),
    "good name": ("good.wav", speech, 4),
    "name in no encoding": (os.fsdecode(b"\xfe \n.flac"), lambda path: shutil.copy(SPOKEN, path), 8.7),
}


@dataclass(frozen=True)
class Batch:
    """Many files in one run, the bad ones in the order of their table."""

    run: Run
    program: Program
    reports: dict[str, dict[str, Any]]

    def line(self, table: Iterable[str], case: str) -> str:
        """What is said about a case."""
        assert self.run.code == 1
        *lines, done = (line for line in self.run.err.splitlines() if not line.startswith("Warning: "))
        assert f"{len(lines)} failed" in done
        assert all(line.startswith("Error: ") for line in lines), self.run.err
        return dict(zip(table, lines, strict=True))[case]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Batch:
    """All the recordings in one run, good and bad ones by turns, as in `analyze *`."""
    folder = tmp_path_factory.mktemp("recordings")
    by_turns = zip_longest(BAD_RECORDINGS.values(), GOOD_RECORDINGS.values())
    cases = [case[:2] for pair in by_turns for case in pair if case]
    for name, make in cases:
        make(folder / name)
    program = Program(tmp_path_factory.mktemp("data") / "home", model, folder)
    run = program.analyze("--json", "--save", *(name for name, _ in cases), before=obedient)
    (folder / "closed").chmod(0o700)
    return Batch(run, program, {report["file"]: report for report in run.reports})


@pytest.mark.parametrize("case", BAD_RECORDINGS)
def test_a_bad_recording_is_one_line(recordings: Batch, case: str) -> None:
    name, _, said = BAD_RECORDINGS[case]
    assert said in recordings.line(BAD_RECORDINGS, case)
    assert set(recordings.reports[name]) == {"file", "error"}


@pytest.mark.parametrize("case", GOOD_RECORDINGS)
def test_an_unusual_recording_is_heard_as_far_as_it_goes(recordings: Batch, case: str) -> None:
    name, _, duration_s = GOOD_RECORDINGS[case]
    report = recordings.reports[name]
    assert report["duration_s"] == pytest.approx(duration_s, abs=0.6)
    assert "hello" in report["transcript"]["text"]


DAMAGED = {
    "half.wav": (2, "It should last 4.0 s but has only 2.0 s."),
    "half.flac": (2, "It should last 4.0 s but has only"),
    "half.mp3": (2, "It should last 4.1 s but has only"),
    "inside.mp3": (0.2, "It should last 4.1 s but has only 3.9 s."),
    "packet.m4a": (0.06, "0.1 s of it cannot be read. Those gaps are silent now"),
}


def test_what_is_damaged_is_said_to_be_and_nothing_else(recordings: Batch) -> None:
    good = {name: recordings.reports[name]["damaged"] for name, _, _ in GOOD_RECORDINGS.values()}
    assert {name for name, damaged in good.items() if any(damaged.values())} == set(DAMAGED)
    warnings = [line for line in recordings.run.err.splitlines() if line.startswith("Warning: ")]
    for name, (missing_s, said) in DAMAGED.items():
        assert good[name]["missing_s"] == pytest.approx(missing_s, abs=0.3)
        assert [said in line for line in warnings if name in line] == [True]


def test_another_track_than_the_main_one_is_named(recordings: Batch) -> None:
    found = {name: report.get("track") for name, report in recordings.reports.items()}
    assert {name for name, track in found.items() if track is not None} == {"tracks.m4a"}
    assert found["tracks.m4a"] == 2
    assert (
        "tracks.m4a: Nobody speaks in the main audio track of this file, so this is track 2"
        in recordings.run.err
    )


def test_of_bad_and_good_recordings_the_good_are_kept_whole(recordings: Batch) -> None:
    # A file that is there twice, under two names, is kept once.
    different = {(recordings.program.folder / name).read_bytes() for name, _, _ in GOOD_RECORDINGS.values()}
    assert recordings.program.kept() == len(different)


@pytest.mark.parametrize("case", BAD_RECORDINGS)
def test_a_bad_answer_is_one_line_and_keeps_nothing(program: Program, case: str) -> None:
    name, make, said = BAD_RECORDINGS[case]
    make(program.folder / name)
    run = program.answer(name, before=obedient)
    if (program.folder / "closed").exists():
        (program.folder / "closed").chmod(0o700)
    one_line(run, said)
    assert run.out == ""
    assert program.kept() == 0


def test_silence_is_reported_and_kept(program: Program) -> None:
    silence(program.folder / "silence.wav")
    run = program.analyze("--save", "silence.wav")
    assert (run.code, run.err) == (0, "")
    assert "No speech was found" in run.out
    assert program.kept() == 1


def test_what_was_kept_before_is_not_heard_again(program: Program) -> None:
    silence(program.folder / "one.wav")
    speech(program.folder / "two.wav")
    assert program.analyze("--save", "one.wav").code == 0
    # Another name, and the same recording.
    (program.folder / "one.wav").rename(program.folder / "renamed.wav")
    (program.folder / "empty.wav").write_bytes(b"")
    names = ("renamed.wav", "empty.wav", "two.wav")
    first, second = (program.analyze("--save", *names) for _ in range(2))
    assert "Take 1 is already kept." in first.out
    assert "Take 2 is kept.\n" in first.out
    assert "3 files: 1 done, 1 already saved, 1 failed (empty.wav)" in first.out
    assert "Take 2 is already kept." in second.out
    assert "3 files: 0 done, 2 already saved, 1 failed (empty.wav)" in second.out
    assert [run.code for run in (first, second)] == [1, 1]
    assert program.kept() == 2


def test_another_model_hears_again(program: Program) -> None:
    speech(program.folder / "answer.wav")
    shutil.copy(program.model, program.folder / "other.pt")
    for model in ((), ("--model", "other.pt"), ()):
        assert program.analyze("--save", *model, "answer.wav").code == 0
    assert program.kept() == 2


def test_a_bad_file_is_named_as_it_is_written(program: Program) -> None:
    (program.folder / "answer.wav").write_bytes(b"")
    one_line(program.analyze("answer.wav"), "Error: answer.wav cannot")


# Written answers

BAD_TEXTS: dict[str, tuple[str, Make, str]] = {
    "latin-1": ("latin.txt", content("naïve".encode("latin-1")), "is not UTF-8 text. Save it as UTF-8"),
    "utf-16": ("utf-16.txt", content("So I fixed it.".encode("utf-16")), "is not UTF-8 text"),
    "recording": ("spoken.wav", speech, "or leave out --text for a recording"),
    "empty": ("empty.txt", content(b""), "has no words in it. Write your answer into it."),
    "blank": ("blank.txt", content(b" \n\t"), "has no words in it. Write your answer into it."),
    "folder": ("folder", Path.mkdir, "has no texts. Name another folder"),
    "no permission": ("forbidden.txt", forbidden, "permission denied. Change its permissions."),
    "no permission for its folder": ("closed/a.txt", in_a_forbidden_folder, "permission denied. Change its"),
    "missing": ("gone.txt", nothing, "There is no file"),
    "link to nothing": ("dangling.txt", lambda path: path.symlink_to("gone.txt"), "There is no file"),
    "link to itself": ("loop.txt", lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    "name too long": ("x" * 300, nothing, "File name too long. Check the file."),
    "too large": ("large.txt", content(b"So I fixed it. " * 700_000), "is too large for one answer"),
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Batch:
    folder = tmp_path_factory.mktemp("texts")
    for name, make, _ in BAD_TEXTS.values():
        make(folder / name)
    (folder / "good.txt").write_text("So I fixed it.", encoding="utf-8-sig")
    program = Program(tmp_path_factory.mktemp("data") / "home", model, folder)
    names = [name for name, _, _ in BAD_TEXTS.values()]
    run = program.analyze("--text", "--json", "--save", *names, "good.txt", before=obedient)
    (folder / "closed").chmod(0o700)
    return Batch(run, program, {report["file"]: report for report in run.reports})


@pytest.mark.parametrize("case", BAD_TEXTS)
def test_a_bad_text_is_one_line(texts: Batch, case: str) -> None:
    name, _, said = BAD_TEXTS[case]
    assert said in texts.line(BAD_TEXTS, case)
    assert set(texts.reports[name]) == {"file", "error"}


def test_of_bad_and_good_texts_the_good_one_is_kept(texts: Batch) -> None:
    assert texts.reports["good.txt"]["transcript"]["text"] == "So I fixed it."
    assert texts.program.kept() == 1


# Pipes and folders


@contextmanager
def sending(content: bytes | None) -> Iterator[IO[bytes]]:
    """The end of a pipe through which that comes, or with None no end of zeros."""
    source = "sys.stdin.buffer.read()" if content is not None else "bytes(1 << 20)"
    sends = f"import sys\nblock = {source}\nsys.stdout.buffer.write(block)\n"
    if content is None:
        sends += "while True: sys.stdout.buffer.write(block)"
    with tempfile.TemporaryFile() as given:
        given.write(content or b"")
        given.seek(0)
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, "-c", sends], stdin=given, stdout=subprocess.PIPE, stderr=quiet
        )
        assert process.stdout is not None
        with process, process.stdout:
            yield process.stdout
            process.stdout.close()
            process.wait()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("-", "wav"), ("-", "mp3"), ("-", "m4a"), ("-", "webm"), ("-", "flac"), ("/dev/stdin", "m4a")],
)
def test_what_comes_through_a_pipe_is_heard_whole(program: Program, name: str, ending: str) -> None:
    with sending(recording(ending, spoken(6), rate_hz=RATE_HZ)) as pipe:
        run = program.run("analyze", "--model", program.model, "--json", "--save", name, piped=pipe)
    (report,) = run.reports
    assert (run.code, run.err, report["file"]) == (0, "", name)
    assert report["duration_s"] == pytest.approx(6, abs=0.1)
    assert "hello" in report["transcript"]["text"]
    assert program.kept() == 1


def test_a_named_pipe_is_heard_whole_whoever_opens_it_first(program: Program) -> None:
    pipe = program.folder / "pipe"
    os.mkfifo(pipe)
    process = program.start("analyze", "--model", program.model, "--json", pipe)
    with pipe.open("wb") as opened:
        opened.write(recording("mp3", spoken(6), rate_hz=RATE_HZ))
    out, _ = process.communicate()
    assert json.loads(out)["duration_s"] == pytest.approx(6, abs=0.1)


def test_a_named_pipe_that_nobody_opens_is_one_line(program: Program) -> None:
    os.mkfifo(program.folder / "pipe")
    one_line(program.analyze("pipe"), "No program sends anything through pipe.")


@pytest.mark.parametrize("kind", [(), ("--text",)])
def test_a_pipe_through_which_nothing_comes_is_one_line(program: Program, kind: tuple[str, ...]) -> None:
    with sending(b"") as pipe:
        one_line(program.run("analyze", *kind, "-", piped=pipe), "Nothing came through standard input.")
    one_line(program.run("analyze", *kind, "-", before=lambda: os.close(0)), "Nothing came through standard")


def test_what_comes_through_a_pipe_and_is_no_sound_is_named(program: Program) -> None:
    with sending(b"Dear diary, " * 99) as pipe:
        one_line(program.run("analyze", "-", piped=pipe), "Error: standard input cannot be read as audio.")
    assert program.kept() == 0


def test_a_written_answer_comes_through_a_pipe(program: Program) -> None:
    with sending("So I fixed it, naïvely.".encode()) as pipe:
        run = program.run("analyze", "--text", "--json", "-", piped=pipe)
    assert run.reports[0]["transcript"]["text"] == "So I fixed it, naïvely."


def test_a_text_without_end_is_refused(program: Program) -> None:
    with sending(None) as pipe:
        run = program.run("analyze", "--text", "-", piped=pipe, before=limited_memory)
    one_line(run, "More than 9 MB came through standard input.")
    one_line(program.run("analyze", "--text", "/dev/zero"), "/dev/zero is a device, not a file.")


def limited_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))


def test_an_answer_comes_through_a_pipe(program: Program) -> None:
    with sending(recording("mp3", spoken(6), rate_hz=RATE_HZ)) as pipe:
        run = program.run("prompt", QUESTION, "--model", program.model, "--answer", "-", piped=pipe)
    assert run.code == 0, run.err
    assert program.kept() == 1


def test_of_a_folder_the_recordings_are_heard(program: Program) -> None:
    folder = program.folder / "answers"
    folder.mkdir()
    for name in ("b.wav", "a.FLAC", ".hidden.wav"):
        soundfile.write(folder / name, spoken(), RATE_HZ, format=name[-4:].strip(".").upper())
    (folder / "notes.txt").write_text("So I fixed it.")
    run = program.analyze("--json", "answers")
    assert [report["file"] for report in run.reports] == ["answers/a.FLAC", "answers/b.wav"]
    assert all("hello" in report["transcript"]["text"] for report in run.reports)
    written = program.run("analyze", "--json", "--text", "answers")
    assert [report["file"] for report in written.reports] == ["answers/notes.txt"]


# The data folder


def a_file(home: Path) -> None:
    home.write_text("mine", encoding="utf-8")


def read_only(home: Path) -> None:
    home.mkdir(mode=0o500)


def with_damaged_history(home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"Dear diary, " * 500)


def with_newer_history(home: Path) -> None:
    open_history(home).close()
    with closing(sqlite3.connect(home / "history.db")) as connection:
        connection.execute("PRAGMA user_version = 99")


BAD_HOMES: dict[str, tuple[Make, str]] = {
    "a file": (a_file, "is not a folder, so the history cannot be kept there. Move it away"),
    "read-only": (read_only, "Permission denied. Check the folder, or choose another"),
    "damaged history": (with_damaged_history, "is damaged and was left as it is. Move it away"),
    "newer history": (with_newer_history, "is from a newer rehearse"),
}
KEEPING: dict[str, tuple[str, ...]] = {
    "recording": ("analyze", "--save", "good.flac"),
    "text": ("analyze", "--save", "--text", "good.txt"),
    "answer": ("prompt", QUESTION, "--answer", "good.flac"),
}


@pytest.mark.parametrize("what", ["text", "answer"])
@pytest.mark.parametrize("case", BAD_HOMES)
def test_a_bad_data_folder_is_one_line_and_left_as_it_is(program: Program, case: str, what: str) -> None:
    make, said = BAD_HOMES[case]
    make(program.home)
    before = contents(program.home)
    (program.folder / "good.txt").write_text("So I fixed it.", encoding="utf-8")
    speech(program.folder / "good.flac")
    run = program.run(*KEEPING[what], before=obedient)
    one_line(run, said)
    assert contents(program.home) == before


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home, *home.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("what", ["recording", "answer"])
def test_a_folder_of_takes_one_may_not_write_to_keeps_nothing(program: Program, what: str) -> None:
    open_history(program.home).close()
    (program.home / "takes").chmod(0o500)
    silence(program.folder / "good.flac")
    run = program.run(*KEEPING[what], before=obedient)
    one_line(run, "cannot be written", "Permission denied", "REHEARSE_HOME")
    assert program.kept() == 0


def test_reading_needs_no_data_folder(program: Program) -> None:
    a_file(program.home)
    silence(program.folder / "good.flac")
    assert program.analyze("good.flac").code == 0


# Full disks


@pytest.mark.parametrize("limit", [0, 20_000])
@pytest.mark.parametrize("what", KEEPING)
def test_a_disk_without_room_for_a_history(program: Program, what: str, limit: int) -> None:
    (program.folder / "good.txt").write_text("So I fixed it.", encoding="utf-8")
    silence(program.folder / "good.flac")
    one_line(program.run(*KEEPING[what], before=files_at_most(limit)), "history.db", "room, then try again")
    assert program.kept() == 0
    assert program.run(*KEEPING[what]).code == 0
    assert program.kept() == 1


def test_a_disk_without_room_for_a_recording_still_keeps_the_smaller_one(program: Program) -> None:
    soundfile.write(program.folder / "large.wav", noise(20), RATE_HZ)
    silence(program.folder / "small.wav")
    run = program.analyze("--save", "large.wav", "small.wav", before=files_at_most(ROOM_FOR_LITTLE))
    one_line(run, "The audio cannot be written to", "Free some space")
    assert "Take 1 is kept." in run.out
    assert "2 files: 1 done, 1 failed (large.wav)" in run.out
    assert program.kept() == 1


def test_a_disk_without_room_for_an_answer_keeps_nothing(program: Program) -> None:
    soundfile.write(program.folder / "large.wav", noise(20), RATE_HZ)
    one_line(
        program.answer("large.wav", before=files_at_most(ROOM_FOR_LITTLE)),
        "cannot be written to",
        "Free some space",
    )
    assert program.kept() == 0


def test_a_disk_without_room_for_the_words_still_keeps_the_shorter_text(program: Program) -> None:
    (program.folder / "long.txt").write_text("word " * 27_000, encoding="utf-8")
    (program.folder / "short.txt").write_text("So I fixed it.", encoding="utf-8")
    run = program.analyze("--save", "--text", "long.txt", "short.txt", before=files_at_most(ROOM_FOR_LITTLE))
    one_line(run, "history.db", "room, then try again")
    assert program.kept() == 1


@pytest.mark.parametrize("what", ["recording", "answer"])
def test_a_disk_that_is_full_once_the_sound_is_written_keeps_neither(program: Program, what: str) -> None:
    silence(program.folder / "good.flac")
    # While it is open here, the log is not emptied: the very next write makes it grow beyond the limit.
    with open_history(program.home) as history:
        log = program.home / "history.db-wal"
        while log.stat().st_size < 40_000:
            keep_nothing(history)
        before = history.count()
        run = program.run(*KEEPING[what], before=files_at_most(log.stat().st_size))
        one_line(run, "history.db", "room, then try again")
        assert history.count() == before
    assert list((program.home / "takes").iterdir()) == []


def keep_nothing(history: History) -> None:
    history.add(
        Heard(words=()),
        NewTake(
            recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
            prompt_id=None,
            question=None,
            audio=None,
            version="0.1.0",
        ),
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("arguments", [("analyze", "--text", "good.txt"), ("prompts",)], ids=" ".join)
def test_output_to_a_full_disk_is_one_line(program: Program, arguments: tuple[str, ...]) -> None:
    (program.folder / "good.txt").write_text("So I fixed it.", encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = program.run(*arguments, out=full)
    one_line(run, "The output cannot be written: No space left on device. Free some space")


# Two at once


@pytest.mark.parametrize("what", KEEPING)
def test_two_that_keep_takes_at_once_both_do(program: Program, what: str) -> None:
    (program.folder / "good.txt").write_text("So I fixed it.", encoding="utf-8")
    silence(program.folder / "good.flac")
    *command, name = KEEPING[what]
    both = []
    for each in ("one", "two"):
        names = [f"{each}-{number}-{name}" for number in range(1 if what == "answer" else 4)]
        for copy in names:
            (program.folder / copy).write_bytes((program.folder / name).read_bytes() + copy.encode())
        both.append(program.start(*command, *names))
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert program.kept() == 2 * len(names)


# Models


def first_half(path: Path, model: Path) -> None:
    path.write_bytes(model.read_bytes()[: model.stat().st_size // 2])


def other_numbers(path: Path, model: Path) -> None:
    import torch

    torch.save(torch.zeros(3), path)


def unreadable(path: Path, model: Path) -> None:
    shutil.copy(model, path)
    path.chmod(0)


BAD_MODELS: dict[str, tuple[str, Callable[[Path, Path], object], str]] = {
    "cut off": ("cut.pt", first_half, "is not a Whisper model, or is damaged."),
    "text": ("text.pt", lambda path, model: path.write_text("no"), "is not a Whisper model"),
    "other numbers": ("other.pt", other_numbers, "is not a Whisper model, or is damaged."),
    "no permission": ("closed.pt", unreadable, "permission denied. Change its permissions, or name another."),
    "folder": ("folder.pt", lambda path, model: path.mkdir(), "There is no model file"),
    "name too long": ("x" * 300 + ".pt", lambda path, model: None, "File name too long"),
    "of nobody": ("~nobody-at-all/x.pt", lambda path, model: None, "There is no model file"),
}


@pytest.mark.parametrize("case", BAD_MODELS)
def test_a_bad_model_is_one_line_and_keeps_nothing(program: Program, case: str) -> None:
    name, make, said = BAD_MODELS[case]
    make(program.folder / name, program.model)
    speech(program.folder / "good.flac")
    silence(program.folder / "silent.flac")
    run = program.run("analyze", "--save", "--model", name, "good.flac", "silent.flac", before=obedient)
    assert [line for line in run.err.splitlines() if line.startswith("Error: ")] == run.err.splitlines()[-1:]
    assert said in run.err
    assert "Traceback" not in run.err
    assert run.code == 1
    assert program.kept() == 1  # nobody speaks in the second one, so it needs no model


def test_an_answer_that_no_model_hears_is_not_kept(program: Program) -> None:
    first_half(program.folder / "cut.pt", program.model)
    speech(program.folder / "good.flac")
    one_line(program.run(*KEEPING["answer"], "--model", "cut.pt"), "cut.pt is not a Whisper model")
    assert program.kept() == 0


@pytest.mark.skipif(not packaged_parts(), reason="the weights packages are not installed (extra `offline`)")
@pytest.mark.parametrize("place", ["a file", "full"])
def test_a_model_that_cannot_be_unpacked_is_one_line(program: Program, place: str) -> None:
    makes: dict[str, Make] = {"a file": a_file, "full": Path.mkdir}
    makes[place](program.home)
    speech(program.folder / "good.flac")
    elsewhere = Program(program.home, program.model, program.folder, {"XDG_CACHE_HOME": str(program.folder)})
    before = files_at_most(1_000_000) if place == "full" else obedient
    one_line(elsewhere.run("analyze", "good.flac", before=before), "The model cannot be used", "--model FILE")
    assert not program.home.is_dir() or [path for path in program.home.rglob("*") if path.is_file()] == []


# What is typed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze", "--svae", "a.wav"], "--save"),
        (["analyze", "--text", "--modle", "base", "a.txt"], "--model"),
        (["prompt", "--anser", "a.wav"], "--answer"),
        (["prompt", "--max-seconds", "nan"], "not a number of seconds"),
        (["play", "--start", "inf"], "not a number of seconds"),
        (["show", "9" * 30], "not in the range"),
        (["history", "--limit", "9" * 30], "not in the range"),
        (["analyze"], "FILE"),
        (["analise"], "analyze"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_mistyped_is_a_usage_error(program: Program, arguments: list[str], said: str) -> None:
    run = program.run(*arguments)
    assert run.code == 2
    assert run.err.startswith("Usage: ")
    assert said in run.err.splitlines()[-1]
    assert not program.home.exists()


def test_an_unknown_question_names_those_like_it(program: Program) -> None:
    silence(program.folder / "silence.wav")
    run = program.run("prompt", "all-urgnt", "--answer", "silence.wav")
    one_line(run, "There is no question 'all-urgnt'. Did you mean 'all-urgent'? `rehearse prompts` lists")
    assert program.kept() == 0


def test_an_unknown_microphone_keeps_nothing(program: Program) -> None:
    run = program.run("prompt", QUESTION, "--device", "no such thing")
    assert "icrophone" in run.err or "PortAudio" in run.err
    one_line(run)
    assert program.kept() == 0
