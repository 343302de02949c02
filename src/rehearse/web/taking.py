"""One take from a page: recorded, listened to and reported in a thread of its own, with what a page shows of
it.

The page may go away at any moment; the take then ends where it was cut off, and its report is made all the
same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rehearse.errors import HistoryError, PromptError, RehearseError
from rehearse.model.kept import Take
from rehearse.model.questions import Filters
from rehearse.practice.practice import LeftError, Practice, Question, Recording
from rehearse.practice.recording import LOOKS_EVERY_S
from rehearse.settings import PARTS
from rehearse.takes.keeping import Compressing
from rehearse.takes.retention import forget_old
from rehearse.web.microphone import BrowserMicrophone
from rehearse.web.take_pages import Peaks, waveform
from rehearse.web.wording import on_a_page
from rehearse.words.recording import (
    Aim,
    MeterReading,
    arriving_words,
    clock_words,
    closing_lines,
    is_quiet_so_far,
    sentence,
)
from rehearse.words.text import clock, plain
from rehearse.workspace import Workspace

Tell = Callable[[dict[str, Any]], None]
Shown = Callable[[Workspace, Take, Callable[[], Peaks]], str]
"""Makes the page of a take, given what gives its waveform."""
LOST_AFTER_S = 20.0
"""Without a sound. A browser that asks whether to leave the page gives none while it waits, nor does a
computer that has just woken up.
"""
RECORDED_ALL_THE_SAME = "Your answer is recorded all the same, and its report can be made later."
WORTH_SAYING = ("Downloading", "Checking")
"""What is told of the model, because it takes long."""
VIDEO_WITHIN_S = 3.0
"""After its words are there, a report waits so long for the last of the video."""
NOBODY_SPEAKS = "Nobody speaks in it, so it was not kept."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page wants an answer to: the question of that id, or what is asked after it, or one in the
    user's own words, or what is asked about the take of the number `follows`.
    """

    question: str | None = None
    drill: str | None = None
    follow_up: bool = False
    own: str = ""
    follows: int | None = None

    def asked(self, practice: Practice) -> Question:
        """PromptError where there is no such question, HistoryError where there is no such take."""
        if self.follows is not None:
            take = practice.workspace.take(self.follows)
            question = practice.follow_up(take)
            if question is None:
                raise PromptError(f"Take {take.id} has no follow-up. Choose another question.")
            return question
        if self.own:
            return Question(practice, None, self.own, drill=self.drill)
        question = practice.question(self.question, Filters(), drill=self.drill)
        if self.follow_up and question.prompt and question.prompt.follow_up:
            return Question(practice, None, question.prompt.follow_up)
        return question


class Taking:
    """A take that is begun with the thread. `tell` gets what the page shows, from that thread:

    `recording` with what is heard ten times a second, and with a `problem` where its words cannot be written
    down; `hearing`, in the end with the `words`; and last one of `done` (with the number of the take, and
    what was wrong with its sound), `nothing` (no take was kept), and `problem` (with the number, where one
    was kept).
    """

    def __init__(
        self, asked: Asked, microphone: BrowserMicrophone, model: str, tell: Tell, shown: Shown
    ) -> None:
        self._shown = shown
        self._made: tuple[int, str] | None = None
        self._asked = asked
        self._microphone = microphone
        self._model = model
        self._tell_page = tell
        self._stop = threading.Event()
        self._leave = threading.Event()
        self._ended = threading.Event()
        self._has_video = threading.Event()
        self._has_video.set()
        self._was_filmed = False
        self._take: int | None = None
        self._thread = threading.Thread(target=self._run, name="take")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the recording, and go on to the report."""
        self._stop.set()

    def leave(self) -> None:
        """End with what was said kept, and no report, because the program ends; waits for that."""
        self._leave.set()
        self._thread.join()

    @contextmanager
    def filmed(self) -> Iterator[int | None]:
        """As long as its video comes; gives its number, None where it is not recorded any more or has one."""
        if self._was_filmed or self.is_over() or not self.is_going_on() or self._take is None:
            yield None
            return
        self._was_filmed = True
        self._has_video.clear()
        try:
            yield self._take
        finally:
            self._has_video.set()

    def is_going_on(self) -> bool:
        """Whether its end has not been told yet."""
        return not self._ended.is_set()

    def page_of(self, take: int) -> str | None:
        """The page of the report, once: what is found of a take is not found again to be shown."""
        if self._made is None or self._made[0] != take:
            return None
        (_, page), self._made = self._made, None
        return page

    @property
    def take_id(self) -> int | None:
        """The number of the take, while it is kept."""
        return self._take

    def is_over(self) -> bool:
        """Whether nothing is recorded any more, and its words are being written."""
        return self._stop.is_set()

    def _run(self) -> None:
        ended: dict[str, Any] | None = None
        try:
            with Workspace() as workspace:
                ended = self._taken(workspace)
        except LeftError:
            ended = self._problem("rehearse was ended.")
        except RehearseError as error:
            ended = self._problem(str(error))
        finally:
            self._ended.set()
            self._tell(ended or self._problem("Something went wrong in rehearse itself."))

    def _tell(self, what: dict[str, Any]) -> None:
        self._tell_page({**what, "says": on_a_page(what["says"])} if "says" in what else what)

    def _problem(self, says: str) -> dict[str, Any]:
        return {"is": "problem", "take": self._take, "says": says}

    def _taken(self, workspace: Workspace) -> dict[str, Any]:
        practice = Practice(workspace, self._model, source=self._microphone, patience_s=LOST_AFTER_S)
        question = self._asked.asked(practice)
        with suppress(HistoryError):  # a file that stays keeps nobody from practising
            for part in PARTS:
                forget_old(workspace.history, workspace.settings, part, now=datetime.now(UTC))
        recording = question.record(is_left=self._leave.is_set)
        self._take = recording.take_id
        with recording:
            self._follow(recording, question.aim)
        assert recording.recorded is not None
        lines = closing_lines(
            recording.recorded.duration_s,
            at_limit=recording.recorded.reason == "limit",
            dropped=recording.recorded.overflows,
            problem=recording.recorded.problem,
        )
        hearing = recording.hear()
        if hearing is None:
            self._take = None
            by_mistake = [NOBODY_SPEAKS] if recording.is_by_mistake else []
            return {"is": "nothing", "says": " ".join([*lines, *by_mistake])}
        self._tell({"is": "hearing", "says": " ".join(lines)})
        # What needs no words is done while they are written.
        with ThreadPoolExecutor(1) as beside, Compressing(hearing.take, beside) as compressing:
            peaks = beside.submit(waveform, hearing.take)
            try:
                answered = hearing.finish(progress=self._progress)
            except LeftError:
                raise hearing.leave() from None
            self._tell({"is": "hearing", "says": "", "words": _words(answered.take)})
            answered = answered.compress(compressing)  # or the page would begin to play a file that goes away
            reported = answered.report()
            self._has_video.wait(VIDEO_WITHIN_S)
            self._made = reported.take.id, self._shown(workspace, reported.take, peaks.result)
        problem = recording.recorded.problem
        return {
            "is": "done",
            "take": reported.take.id,
            **({"says": sentence(problem)} if problem else {}),
        }

    def _follow(self, recording: Recording, aim: Aim) -> None:
        """Tell of a recording until it ends."""
        recorder = recording.recorder
        while recorder.is_running() and not self._stop.wait(LOOKS_EVERY_S):
            if self._leave.is_set():
                recorder.interrupt()
                return
            if reading := recorder.reading():
                problem = f"{recording.problem} {RECORDED_ALL_THE_SAME}" if recording.problem else ""
                now = heard(reading, limit_s=recorder.limit_s, aim=aim)
                self._tell({**now, "problem": on_a_page(problem)})
        recorder.stop()
        self._stop.set()

    def _progress(self, what: str, done: int, total: int) -> None:
        if self._leave.is_set():
            raise LeftError(None)
        says = f"{what}." if what.startswith(WORTH_SAYING) else ""
        self._tell({"is": "hearing", "says": says, "done": done, "of": total})


def _words(take: Take) -> str:
    """What was said, to be read until the report is there."""
    return plain(" ".join(word.text for word in take.heard.words)) if take.heard else ""


def heard(reading: MeterReading, *, limit_s: float, aim: Aim) -> dict[str, Any]:
    """What a page shows of a moment of a recording."""
    return {
        "is": "recording",
        "seconds": round(reading.elapsed_s, 1),
        "clock": clock(reading.elapsed_s),
        "time": clock_words(reading.elapsed_s, limit_s=limit_s, aim=aim),
        "level": round(reading.meter, 3),
        "arriving": sentence(arriving_words(reading)),
        "fine": reading.arriving == "hearing" or is_quiet_so_far(reading),
    }
