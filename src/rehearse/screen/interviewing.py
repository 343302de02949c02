"""An interview on a terminal: the time to think, the answers, and what came of them all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.live import Live

from rehearse.practice.practice import Answered, LeftError, Question
from rehearse.practice.voice import SystemVoice
from rehearse.screen.answering import answer, read_aloud, say_kept_without_report
from rehearse.screen.enter import enter_presses, has_keys
from rehearse.screen.interview import print_interview, thinking
from rehearse.screen.layout import blank, heading
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.recording import REFRESH_S
from rehearse.words.follow_up import CHOOSING

if TYPE_CHECKING:
    from rich.console import Console


class Interviewing:
    """An interview, and the answers that came of it; `think_s` are for a question, none for a follow-up."""

    def __init__(self, console: Console, *, voice: SystemVoice | None, think_s: float) -> None:
        self._console = console
        self._voice = voice
        self._think_s = think_s
        self._answers: list[Answered] = []

    def ask_all(self, questions: Sequence[Question], *, follow_ups: bool) -> bool:
        """Ask each question and what follows its answer, then print what came of it all. False after Ctrl-C.

        A microphone that fails takes nothing from the answers before: they are reported, then it is raised.
        """
        try:
            for number, question in enumerate(questions, start=1):
                answered = self._ask(f"Question {number} of {len(questions)}", question, self._think_s)
                if follow_ups and (follow_up := _following(question, answered)):
                    self._ask("Follow-up", follow_up, 0)
        except LeftError as left:
            say_kept_without_report(self._console, left.take)
            return False
        except KeyboardInterrupt:
            return False
        finally:
            self._report()
        return True

    def _report(self) -> None:
        reported = [answered.report() for answered in self._answers]
        if reported:
            print_interview(self._console, [(one.take, one.report) for one in reported])
        for answered in self._answers:
            answered.compress()

    def _ask(self, title: str, question: Question, think_s: float) -> Answered | None:
        heading(self._console, title)
        if self._voice:
            read_aloud(self._console, self._voice, question.text)
        if think_s:
            _think(self._console, question.text, think_s)
        answered = answer(self._console, question)
        if answered:
            self._answers.append(answered)
        blank(self._console)
        return answered


def _following(question: Question, answered: Answered | None) -> Question | None:
    """What is asked about an answer; choosing it takes a moment."""
    with showing_progress() as progress:
        progress(CHOOSING, 0, 0)
        return question.followed_by(answered.take if answered else None)


def _think(console: Console, question: str, think_s: float) -> None:
    """Show the question and the time left to think, until it is over or Enter is pressed."""
    if not console.is_terminal:
        return
    ends_at = time.monotonic() + think_s
    with enter_presses() as pressed, Live(console=console, auto_refresh=False, transient=True) as live:
        while (left_s := ends_at - time.monotonic()) > 0 and not pressed():
            live.update(thinking(question, left_s, keys=has_keys()), refresh=True)
            time.sleep(REFRESH_S)
