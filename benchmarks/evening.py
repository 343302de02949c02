"""Two evenings' practice as they stand in the terminal. The first: a question, a retake, listening, an
interview. The second, for a job: its advertisement, a plan, two questions, a follow-up, stories.

    .venv/bin/python -m benchmarks.evening > docs/evening.md

The real program in a terminal of 80 columns, the samples spoken into its microphone (the virtual one of the
tests; Linux only). What answers the follow-up is spoken by espeak-ng. Ten minutes.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import new_home  # noqa: E402
from at_terminal import ENTER, Terminal  # noqa: E402
from rehearse.analysis.noticing import REACTION_S  # noqa: E402
from virtual_microphone import VirtualMicrophone, virtual_microphone  # noqa: E402

COLUMNS = 80
SAMPLE = ROOT / "samples"
QUESTION_ID = "outage"
POINTS = (
    "asked every kitchen how much room it had",
    "most of the food was saved",
    "told the director at six in the morning",
)
PRESSES_S = (2.6, 8.6, 15.6)
"""After so much of the first take a key is pressed: just behind its first three filled pauses."""
LISTENS_S = 19.0
PRESSED = re.compile(r"pressed +(\d+):(\d\d)")
CHECKS = ("d", "-")
"""The sentence that shows the first layer, and none for the second."""

OWN_THEME = "tomorrow"
OWN_QUESTIONS = """\
title = "Tomorrow's interview"

[[prompt]]
id = "my-mistake"
question = "Tell me about a mistake at work that was clearly yours."

[[prompt]]
id = "somebody-new"
question = "Tell me about a time you helped somebody new to find their feet."

[[prompt]]
id = "more-groups"
question = "How have you reached more people without spending more money?"
"""
SAMPLES = {
    "a mistake at work": "long-pauses",
    "helped somebody new": "quiet-room-noise",
    "reached more people": "read-clean",
}
"""By words of the question: the sample that answers it."""

JOB = "food-bank"
ADVERTISEMENT = """\
Volunteer Coordinator, Harbour Food Bank

We collect food that would be thrown away and bring it to twenty kitchens in the city.

What you will do
- Train new volunteers and help them settle in
- Learn a new booking system within your first weeks
- Resolve disagreements between volunteers calmly
- Keep deliveries running when something breaks down
- Improve the way we plan our shifts

What you bring
- Experience of working with people of all ages
- Clear English on the telephone
"""
DAYS_LEFT = 12
HOW_IT_ENDED = (
    "It worked. From the second week on the benches were dry when I came in, and my first lesson started on "
    "time on every day until June. He asked the school for a second technician, and they found one for "
    "Thursdays. We still use the list, and two other rooms have copied it."
)
"""What answers the follow-up to "no-result", which stops before its end."""
STORIES = (
    (
        "The cold store",
        "The cooling of our warehouse broke down. I found other kitchens for eleven tonnes of food, and "
        "deliveries went on.",
        2,
    ),
    (
        "Forty reports",
        "The only one who knew our reporting system left. I learned it within days, and all reports went out "
        "on time.",
        8,
    ),
)
"""Of the job: a title, what happened, and the take that tells it."""

Step = Callable[[Terminal], None]


def main() -> None:
    print("# Two evenings' practice\n")
    print(
        "What `benchmarks/evening.py` left in the terminal. The voices are computers'. On the first evening"
    )
    print("the first two answers tell one story, with fillers and without.")
    with tempfile.TemporaryDirectory() as folder, virtual_microphone() as microphone:
        evening = Evening(Path(folder), microphone)
        evening.of_fillers()
        evening.of_own_questions()
        evening.for_a_job()


class Evening:
    """A user with a home, who runs `rehearse` in a folder and speaks into a microphone."""

    def __init__(self, folder: Path, microphone: VirtualMicrophone) -> None:
        self._folder = folder
        self._home = new_home(folder / "home")
        self._microphone = microphone

    def run(self, arguments: Sequence[str], *steps: Step) -> None:
        """Run a command through these steps, and print what it leaves."""
        environment = {"REHEARSE_HOME": str(self._home), "TERM": "xterm-256color"}
        terminal = Terminal(arguments, self._microphone.environment | environment, columns=COLUMNS)
        try:
            for step in steps:
                step(terminal)
            status = terminal.exit_status()
        finally:
            terminal.close()
        quoted = (f'"{argument}"' if " " in argument else argument for argument in arguments)
        ended = "" if status == 0 else f"\n(exit status {status})"
        left = terminal.left.rstrip().replace(f"{self._folder}/", "")
        command = " ".join(("rehearse", *quoted)).replace(f"{self._folder}/", "")
        print(f"\n    $ {command}\n\n{indented(left + ended)}", flush=True)

    def of_fillers(self) -> None:
        self.run([])
        self.run(["points", QUESTION_ID, *POINTS])
        self.run(
            ["prompt", QUESTION_ID, "--asks"],
            self.said("hesitant-answer"),
            chosen("l", menu=1),
            listened,
            chosen("b", menu=2),
            checked,
            chosen("r", menu=3),
            self.said("good-answer"),
            chosen(ENTER, menu=4),
        )

    def of_own_questions(self) -> None:
        (self._home / "prompts").mkdir()
        (self._home / "prompts" / f"{OWN_THEME}.toml").write_text(OWN_QUESTIONS, encoding="utf-8")
        print(f"\nThen three questions of one's own went into a file `{OWN_THEME}.toml`, in the folder that")
        print('`rehearse config` calls "Own questions".', flush=True)
        self.run(["prompts", "--theme", OWN_THEME])
        self.run(
            ["interview", "--theme", OWN_THEME, "--questions", "3", "--think", "3", "--no-follow-ups"],
            *[self.answered] * 3,
        )
        self.run(["progress"])
        self.run([])

    def for_a_job(self) -> None:
        advertisement = self._folder / "ad.txt"
        advertisement.write_text(ADVERTISEMENT, encoding="utf-8")
        print(f"\n## For a job\n\nThe advertisement, `ad.txt`:\n\n{indented(ADVERTISEMENT.rstrip())}")
        self.run(["for", str(advertisement), "--name", JOB])
        self.run(["plan", (date.today() + timedelta(days=DAYS_LEFT)).isoformat(), "--job", JOB])
        self.run(
            ["prompt", "difficult-colleague"],
            self.said("no-result"),
            chosen("f", menu=1),
            self.said(spoken(HOW_IT_ENDED, self._folder / "how-it-ended.wav")),
            chosen(ENTER, menu=2),
        )
        self.run(["prompt", "crash-course"], self.said("too-fast"), chosen(ENTER, menu=1))
        for title, text, take in STORIES:
            self.run(["stories", "add", title, text, "--take", str(take)])
        self.run(["stories"])
        self.run(["for", JOB])
        self.run([])

    def said(self, sample: str | Path) -> Step:
        return said(self._microphone, sample)

    def answered(self, terminal: Terminal) -> None:
        """Answer the question on the screen in the next recording, and end it."""
        speak(terminal, self._microphone, lambda shown: SAMPLES[max(SAMPLES, key=shown.rfind)])


def said(microphone: VirtualMicrophone, sample: str | Path) -> Step:
    """Speak a sample, or another recording, into the next recording, and end it."""
    return lambda terminal: speak(terminal, microphone, lambda shown: sample)


def spoken(text: str, path: Path) -> Path:
    """A recording in which a synthetic voice says it."""
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", path, text], check=True)
    return path


def speak(terminal: Terminal, microphone: VirtualMicrophone, answer: Callable[[str], str | Path]) -> None:
    """Speak what is the answer to what is shown into the next recording, and end it."""
    before = len(terminal.shown)
    terminal.read_until(lambda: "Recording  0:0" in terminal.shown[before:], waiting_for="the recording")
    sample = answer(" ".join(terminal.shown.split()))
    voice = microphone.play(sample if isinstance(sample, Path) else SAMPLE / f"{sample}.flac")
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
    """Press keys at what is heard, and end it early; then answer what is asked about keys that met none."""
    terminal.wait_for("pressed 0 times")
    menus = terminal.shown.count("[Enter] done")
    begun = time.monotonic()
    for at_s, key in (*((at_s, " ") for at_s in PRESSES_S), (LISTENS_S, "q")):
        until = begun + at_s
        terminal.read_until(lambda until=until: time.monotonic() > until, waiting_for="time")  # type: ignore[misc]
        terminal.press(key)
    for answered in itertools.count():
        terminal.read_until(
            lambda answered=answered: (  # type: ignore[misc]
                len(presses_asked_about(terminal)) > answered or terminal.shown.count("[Enter] done") > menus
            ),
            waiting_for="what was noticed",
        )
        asked = presses_asked_about(terminal)
        if len(asked) == answered:
            return
        terminal.press("y" if was_at_a_filled_pause(asked[answered]) else "n")


def presses_asked_about(terminal: Terminal) -> list[int]:
    """Of which presses it was asked whether they were at an um/uh, in seconds of the take."""
    asked = terminal.shown.partition("Was it an um/uh?")[2]
    return [60 * int(minutes) + int(seconds) for minutes, seconds in PRESSED.findall(asked)]


def was_at_a_filled_pause(press_s: int) -> bool:
    """Whether one was said just before, by the truth about the sample."""
    truth = json.loads((SAMPLE / "hesitant-answer.json").read_text(encoding="utf-8"))
    pauses = truth["filled_pauses"]
    return any(one["start_s"] < press_s + 1 and press_s - REACTION_S < one["end_s"] for one in pauses)


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
