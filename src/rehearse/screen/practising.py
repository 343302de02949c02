"""A practice on a terminal: a question, its answer, its report, and what the keys after it lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rehearse.analysis.progress import first_and_last
from rehearse.analysis.summary import summary
from rehearse.errors import PromptError, RehearseError
from rehearse.model.kept import Take
from rehearse.model.questions import Filters, Prompt
from rehearse.practice.drills import PAUSES, shorter_than
from rehearse.practice.moments import can_be_heard
from rehearse.practice.practice import Answered, Question, Reported
from rehearse.practice.voice import SystemVoice
from rehearse.screen.answering import answer, at_a_terminal, read_aloud
from rehearse.screen.behind import check_layers
from rehearse.screen.coaching import print_coaching
from rehearse.screen.drills import print_drill
from rehearse.screen.first import OF_MENU, print_first
from rehearse.screen.keys import keys
from rehearse.screen.layout import blank, put, say_error
from rehearse.screen.listening import listen_to
from rehearse.screen.menu import ask
from rehearse.screen.playing import play_take
from rehearse.screen.progress import print_retake
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.questions import print_asks, print_what_to_listen_for
from rehearse.screen.report import print_report, print_text
from rehearse.screen.reviewing import review_take
from rehearse.words.follow_up import CHOOSING, NOTHING_TO_ASK
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

Plays = Callable[["Console", Workspace, Take], None]
PLAYS: dict[str | None, Plays] = {"l": listen_to, "v": review_take, "p": play_take, "b": check_layers}
"""What is done with a take on which key."""
OF_RETAKE, OF_DRILL, OF_LISTENING = 4, 3, 6
"""Lines that what changed since the take before takes, how a drill went, and what to listen for."""


class Practising:
    """One question after another, as their user wants; what is shown is on one console."""

    def __init__(
        self,
        console: Console,
        workspace: Workspace,
        *,
        filters: Filters,
        voice: SystemVoice | None = None,
        asks: bool = False,
        listens: bool = False,
    ) -> None:
        self._console = console
        self._workspace = workspace
        self._filters = filters
        self._voice = voice
        self._asks = asks
        self._listens = listens

    def follow(self, question: Question) -> bool:
        """Ask, record, report, and go on with what is chosen then. False where there was nothing to keep."""
        following: Question | None = question
        before: Question | None = None
        while following:
            answered = self.answered(
                following, again=before is not None and before.prompt == following.prompt
            )
            if answered is None:
                return False
            reported = answered.report()
            self.show(reported, asks_next=True)
            if not at_a_terminal(self._console):
                answered.compress()  # last, because the report is what is waited for
                return True
            before, following = following, self._following(answered, reported)
        return True

    def answered(self, question: Question, *, again: bool = False) -> Answered | None:
        """The answer to a question that is shown, read aloud, recorded; None where there was nothing."""
        if question.reason:
            put(self._console, question.reason)
            blank(self._console)
        if self._asks and question.prompt and not again:
            print_asks(self._console, question.prompt)
        if self._voice:
            read_aloud(self._console, self._voice, question.text)
        answered = answer(self._console, question)
        if answered and self._listens:
            self._do(listen_to, answered.take)
        return answered

    def show(self, reported: Reported, *, asks_next: bool = False) -> None:
        """Print what to do next and what was good; where nobody sits at a terminal, everything. `asks_next`:
        keys are offered after it.
        """
        console, take = self._console, reported.take
        if not at_a_terminal(console):
            self._show_all(reported)
            return
        blank(console)
        before, drill = reported.before(), reported.question.drill
        prompt = self._workspace.prompt_of(take)
        below = OF_MENU + (OF_RETAKE if before else 0) + (OF_DRILL if drill else 0)
        below += OF_LISTENING if prompt and prompt.good else 0
        title = take.question or f"Take {take.id}"
        print_first(console, reported.report, self._workspace.points_made(take), title=title, below=below)
        if prompt:
            print_what_to_listen_for(console, prompt)
        self._show_what_changed(reported)
        blank(console)
        kept = f"Take {take.id} is kept."
        more = f" `rehearse show {take.id} --full` shows every figure, `rehearse report {take.id}` its page."
        put(console, kept if asks_next else kept + more)

    def _show_all(self, reported: Reported) -> None:
        """Print the report, what the answer did for its question, and what changed since the one before."""
        console, take = self._console, reported.take
        blank(console)
        print_report(console, reported.report, title=take.question or f"Take {take.id}", take=take.id)
        print_coaching(console, reported.coaching(), take, self._workspace.prompt_of(take))
        self._show_what_changed(reported)
        say_kept(console, take)

    def _show_what_changed(self, reported: Reported) -> None:
        """Print what is other than in the take before, and how a drill went."""
        console, take, question = self._console, reported.take, reported.question
        before = reported.before()
        report_before = self._workspace.report(before) if before else None
        if before and report_before:
            answers = [(before, summary(report_before)), (take, summary(reported.report))]
            print_retake(console, first_and_last(answers))
        if question.drill:
            print_drill(console, reported.report, question.aim, report_before)

    def _following(self, answered: Answered, reported: Reported) -> Question | None:
        """What is practised after a take; None for the end."""
        while True:
            key = self._what_next(answered, reported)
            if key == "r":
                return reported.again()
            if key == "s":
                return reported.again(shorter_than(reported.question.drill))
            if key == "u":
                return reported.again(PAUSES)
            if key is None:
                return None
            if key == "f":
                if follow_up := self._follow_up(answered):
                    return follow_up
                continue
            try:
                return reported.another(self._filters)
            except PromptError:
                put(self._console, "No other question fits. `rehearse prompts` lists them all.")

    def _follow_up(self, answered: Answered) -> Question | None:
        """What is asked about an answer; None where there is nothing to ask, which is said."""
        with showing_progress() as progress:
            progress(CHOOSING, 0, 0)
            follow_up = answered.question.followed_by(answered.take)
        if follow_up is None:
            put(self._console, NOTHING_TO_ASK)
        return follow_up

    def _what_next(self, answered: Answered, reported: Reported) -> str | None:
        """The key that leads to another take; None for the end."""
        blank(self._console)
        while True:
            # Keys first, then what takes a moment: a key pressed meanwhile is not lost.
            with keys() as pressed:
                answered = answered.compress()
                key = ask(self._console, pressed, without=self._not_offered(answered.take))
            blank(self._console)
            if key == "d":
                self._show_all(reported)
            elif key == "t":
                print_text(self._console, reported.report)
            elif key in PLAYS:
                self._do(PLAYS[key], answered.take)
            else:
                return key
            blank(self._console)

    def _not_offered(self, take: Take) -> str:
        """The keys that lead nowhere after this take."""
        prompt = self._workspace.prompt_of(take)
        keys = "" if can_be_heard(take) else "lvp"
        keys += "" if take.kind == "story" else "s"
        keys += "" if can_follow_up(take, prompt) else "f"
        return keys + ("" if prompt and prompt.asks and take.heard and take.heard.words else "b")

    def _do(self, what: Plays, take: Take) -> None:
        """What plays a take; an error in it is a line and no reason to end the practice."""
        try:
            what(self._console, self._workspace, take)
        except RehearseError as error:
            say_error(error)


def can_follow_up(take: Take, prompt: Prompt | None) -> bool:
    """Whether there may be something to ask about a take."""
    has_words = take.heard is not None and bool(take.heard.words)
    return has_words and (take.kind == "story" or bool(prompt and prompt.follow_up))


def say_kept(console: Console, take: Take) -> None:
    """Say under which number a take is kept, and what can be done with it."""
    blank(console)
    put(
        console,
        f"Take {take.id} is kept. `rehearse play {take.id}` plays it, "
        f"`rehearse report {take.id}` opens its page, "
        f"`rehearse prompt {take.prompt_id}` asks again.",
    )
