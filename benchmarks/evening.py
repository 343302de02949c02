"""One evening's practice as it stands in the terminal: two questions, a retake, listening, an interview.

    .venv/bin/python -m benchmarks.evening > docs/evening.md

The real program in a terminal of 80 columns, the samples spoken into its microphone (the virtual one of the
tests; Linux only). Seven minutes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import new_home  # noqa: E402
from at_terminal import ENTER, Terminal  # noqa: E402
from virtual_microphone import VirtualMicrophone, virtual_microphone  # noqa: E402

COLUMNS = 80
QUESTION_ID = "outage"
POINTS = (
    "asked every kitchen how much room it had",
    "most of the food was saved",
    "told the director at six in the morning",
)
PRESSES_S = (2.6, 8.6, 15.6)
"""After so much of the first take a key is pressed: just behind its first three filled pauses."""
LISTENS_S = 19.0
CHECKS = ("d", "-")
"""The sentence that shows the first layer, and none for the second."""

OWN_THEME = "tomorrow"
OWN_QUESTIONS = """\
title = "Tomorrow's interview"

[[prompt]]
id = "my-mistake"
question = "Tell me about a mistake at work that was clearly yours."

[[prompt]]
id = "in-days"
question = "When did you have to learn something within days because others relied on it?"

[[prompt]]
id = "more-groups"
question = "How have you reached more people without spending more money?"
"""
SAMPLES = {
    "a mistake at work": "long-pauses",
    "learn something within days": "too-fast",
    "reached more people": "read-clean",
}
"""By words of the question: the sample that answers it."""

Step = Callable[[Terminal], None]


def main() -> None:
    print("# An evening's practice\n")
    print("What `benchmarks/evening.py` left in the terminal. The first two answers tell one story, with")
    print("fillers and without.")
    with tempfile.TemporaryDirectory() as folder, virtual_microphone() as microphone:
        home = new_home(Path(folder) / "home")

        def run(arguments: Sequence[str], *steps: Step) -> None:
            environment = microphone.environment | {"REHEARSE_HOME": str(home), "TERM": "xterm-256color"}
            terminal = Terminal(arguments, environment, columns=COLUMNS)
            try:
                for step in steps:
                    step(terminal)
                status = terminal.exit_status()
            finally:
                terminal.close()
            quoted = (f'"{argument}"' if " " in argument else argument for argument in arguments)
            ended = "" if status == 0 else f"\n(exit status {status})"
            left = terminal.left.rstrip()
            print(f"\n    $ {' '.join(('rehearse', *quoted))}\n\n{indented(left + ended)}", flush=True)

        run([])
        run(["points", QUESTION_ID, *POINTS])
        run(
            ["prompt", QUESTION_ID, "--asks"],
            said(microphone, "hesitant-answer"),
            chosen("l", menu=1),
            listened,
            chosen("b", menu=2),
            checked,
            chosen("r", menu=3),
            said(microphone, "good-answer"),
            chosen(ENTER, menu=4),
        )
        run(["prompt", "difficult-colleague"], said(microphone, "no-result"), chosen(ENTER, menu=1))
        (home / "prompts").mkdir()
        (home / "prompts" / f"{OWN_THEME}.toml").write_text(OWN_QUESTIONS, encoding="utf-8")
        print(f"\nThen three questions of one's own went into a file `{OWN_THEME}.toml`, in the folder that")
        print('`rehearse config` calls "Own questions".', flush=True)
        run(["prompts", "--theme", OWN_THEME])
        run(
            ["interview", "--theme", OWN_THEME, "--questions", "3", "--think", "3", "--no-follow-ups"],
            *[answered(microphone)] * 3,
        )
        run(["progress"])
        run([])


def said(microphone: VirtualMicrophone, sample: str) -> Step:
    """Speak a sample into the next recording, and end it."""
    return lambda terminal: speak(terminal, microphone, lambda shown: sample)


def answered(microphone: VirtualMicrophone) -> Step:
    """Answer the question on the screen in the next recording, and end it."""

    def answer(shown: str) -> str:
        return SAMPLES[max(SAMPLES, key=shown.rfind)]

    return lambda terminal: speak(terminal, microphone, answer)


def speak(terminal: Terminal, microphone: VirtualMicrophone, answer: Callable[[str], str]) -> None:
    """Speak the sample that is the answer to what is shown into the next recording, and end it."""
    before = len(terminal.shown)
    terminal.read_until(lambda: "Recording  0:0" in terminal.shown[before:], waiting_for="the recording")
    voice = microphone.play(ROOT / "samples" / f"{answer(' '.join(terminal.shown.split()))}.flac")
    terminal.read_until(lambda: voice.poll() is not None, waiting_for="the end of the answer")
    terminal.press(ENTER)


def chosen(key: str, *, menu: int) -> Step:
    """Press a key when it is asked for the first, second, ... time what to do next."""

    def step(terminal: Terminal) -> None:
        terminal.read_until(
            lambda: terminal.shown.count("[Enter] done") >= menu, waiting_for="what to do next"
        )
        terminal.press(key)

    return step


def listened(terminal: Terminal) -> None:
    """Press keys at what is heard, and end it early."""
    terminal.wait_for("pressed 0 times")
    begun = time.monotonic()
    for at_s, key in (*((at_s, " ") for at_s in PRESSES_S), (LISTENS_S, "q")):
        until = begun + at_s
        terminal.read_until(lambda until=until: time.monotonic() > until, waiting_for="time")  # type: ignore[misc]
        terminal.press(key)


def checked(terminal: Terminal) -> None:
    """Say of the first thing that the question really asks which sentence shows it, of the second that none
    does."""
    terminal.wait_for("that the question is really asking")
    for times, key in enumerate(CHECKS, start=1):
        terminal.press(key)
        terminal.read_until(lambda times=times: terminal.shown.count("Saved:") >= times, waiting_for="Saved")  # type: ignore[misc]
    terminal.press("q")


def indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


if __name__ == "__main__":
    main()
