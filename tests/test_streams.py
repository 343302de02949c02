"""Standard streams that are closed, or that know few letters: one line at most, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from at_home import Home
from saying import say, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells and locales")

SOUND = Path(__file__).parent.parent / "samples" / "short-answer.flac"
SAID = "So I said “no” — and it held, naïve as I was. 好"
NO_LOCALE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}

NEEDS_A_TERMINAL = 2
NOBODY_ANSWERS = 1

ASKING = {
    ("prompt", "outage", "--listen"): NEEDS_A_TERMINAL,
    ("review", "1"): NEEDS_A_TERMINAL,
    ("listen", "1"): NEEDS_A_TERMINAL,
    ("delete", "1"): NOBODY_ANSWERS,
    ("purge", "--older-than", "1d"): NOBODY_ANSWERS,
    ("config", "sound", "1d"): NOBODY_ANSWERS,
    ("prompt", "outage", "--device", "none such"): 1,
    ("interview", "--questions", "1", "--device", "none such"): 1,
    ("recover",): 0,
    ("config",): 0,
}
"""What may ask its user for something, and how it ends where nobody is there."""
PRINTING = (
    (),
    ("show", "1"),
    ("export", "1", "--to", "csv"),
    ("prompts",),
    ("recover",),
    ("analyze", "none"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("kept") / "home")
    home.keep(say(f"{SAID} I [um] did."), sound=SOUND, question=SAID)
    home.keep(write(SAID))
    return home


def shell(home: Home, arguments: tuple[str, ...], redirection: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', sys.executable, "-m", "rehearse", *arguments],
        env={**os.environ, "REHEARSE_HOME": str(home.folder)},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("arguments", ASKING, ids=" ".join)
def test_with_a_closed_input_nobody_answers(kept: Home, arguments: tuple[str, ...]) -> None:
    run = shell(kept, arguments, "<&-")
    assert run.returncode == ASKING[arguments], run.stderr
    assert "Traceback" not in run.stderr
    assert kept.printed("history").count("\n") == 3
    assert (kept.folder / "takes" / SOUND.name).stat().st_size == SOUND.stat().st_size


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_with_a_closed_output_it_does_what_it_does(
    kept: Home, arguments: tuple[str, ...], closed: str
) -> None:
    run = shell(kept, arguments, closed)
    assert run.returncode == (1 if "analyze" in arguments else 0)
    assert "Traceback" not in run.stdout + run.stderr
    assert bool(run.stdout) == (closed == "2>&-" and "analyze" not in arguments)


def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    """What is printed would stand in it."""
    home = Home(tmp_path / "home")
    (tmp_path / "answer.txt").write_text("So I fixed it.", encoding="utf-8")
    saved = ("analyze", "--text", "--save", str(tmp_path / "answer.txt"))
    assert shell(home, saved, "<&- >&- 2>&-").returncode == 0
    assert "I fixed it." in home.printed("show", "1")


@pytest.mark.parametrize(
    ("arguments", "environment", "encoding", "shown"),
    [
        *((one, NO_LOCALE, "ascii", "?no?") for one in (("show", "1"), ("show", "2"), ("history",))),
        (("show", "1"), {"PYTHONIOENCODING": "cp1252"}, "cp1252", "?"),
    ],
    ids=str,
)
def test_letters_that_an_output_lacks_are_question_marks(
    kept: Home, arguments: tuple[str, ...], environment: dict[str, str], encoding: str, shown: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", *arguments],
        env={**os.environ, **environment, "REHEARSE_HOME": str(kept.folder)},
        capture_output=True,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert shown in run.stdout.decode(encoding)
