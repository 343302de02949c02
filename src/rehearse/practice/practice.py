"""A practice as a sequence of states: a question, its recording, the hearing of it, its report, and what is
next.

Each state offers what can be done in it, and that leads to the next. Nothing here prints, and nothing waits
for keys: a terminal drives it (`screen.practising`), and a page can.

    Question.record() -> Recording.hear() -> Hearing.finish() -> Answered.report() -> Reported.again()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import TracebackType

from rehearse.analysis.coaching import Coaching
from rehearse.audio.microphone import devices, find_device
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.audio.recording import LOST_AFTER_S, Recorded
from rehearse.audio.source import Source
from rehearse.hearing.live import Listener
from rehearse.model.kept import Take
from rehearse.model.questions import Filters, Prompt
from rehearse.model.report import Report
from rehearse.practice.choosing import pick_prompt, pick_prompts
from rehearse.practice.drills import aim_of
from rehearse.practice.planning import planned_next
from rehearse.practice.recording import LIMIT_S, Recorder
from rehearse.progress import Progress
from rehearse.takes.coaching import get_ready
from rehearse.takes.keeping import (
    Compressing,
    begin_take,
    compress,
    finish_listened,
    is_by_mistake,
    new_take_path,
)
from rehearse.takes.summaries import keep_summary
from rehearse.words.jobs import rests_on
from rehearse.words.recording import Aim
from rehearse.workspace import Workspace


class LeftError(Exception):
    """Somebody left in the middle of a take; it is kept without its report. None where nothing was."""

    def __init__(self, take: Take | None) -> None:
        super().__init__(take)
        self.take = take


def _nobody_left() -> bool:
    return False


@dataclass(slots=True)
class Practice:
    """What all questions of one practice have in common. Without a `source` nothing can be recorded; one that
    gives nothing for `patience_s` seconds is lost.
    """

    workspace: Workspace
    model: str
    max_seconds: float = LIMIT_S
    source: Source | None = None
    patience_s: float = LOST_AFTER_S

    def choose_microphone(self, device: str | None) -> None:
        """Record from the microphone of that name; from the usual one for None.

        WeightsError or MicrophoneError before anybody speaks in vain.
        """
        Listener(self.model).check()
        with quiet_native_messages():
            self.source = find_device(devices(), device)

    def question(
        self,
        prompt_id: str | None,
        filters: Filters,
        *,
        drill: str | None = None,
        but: Sequence[str] = (),
    ) -> Question:
        """The question with that id, or one to practise next but none of `but`: of the job where `filters`
        name one, else of the plan where no other filters are set than the usual. PromptError for none.
        """
        workspace = self.workspace
        among = self._for_job(filters) if prompt_id is None else None
        chosen = None
        if prompt_id is None and filters == workspace.asked_for(Filters()):
            chosen = planned_next(workspace, but=but)
        if chosen is None:
            chosen = pick_prompt(workspace.bank, workspace.history, prompt_id, filters, but=but, among=among)
        reason = self._why(chosen.prompt, filters) if among else None
        return Question(self, chosen.prompt, chosen.prompt.question, reason or chosen.reason, drill)

    def interview(self, filters: Filters, *, count: int) -> list[Question]:
        """So many questions of different kinds. PromptError for none."""
        workspace, among = self.workspace, self._for_job(filters)
        prompts = pick_prompts(workspace.bank, workspace.history, filters, count=count, among=among)
        return [Question(self, prompt, prompt.question) for prompt in prompts]

    def follow_up(self, take: Take) -> Question | None:
        """What is asked about a take; None where there is nothing to ask."""
        asked = self.workspace.follow_up(take)
        return Question(self, None, asked.question, follows=take.id) if asked else None

    def _for_job(self, filters: Filters) -> tuple[Prompt, ...] | None:
        """The questions for the job that is asked for."""
        return None if filters.job is None else self.workspace.prompts_for(filters.job)

    def _why(self, prompt: Prompt, filters: Filters) -> str | None:
        """The words of the advertisement that a question rests on, unless it says them itself."""
        found = self.workspace.for_job(filters.job or "").chosen
        return next((f"{rests_on(one)}." for one in found if one.prompt == prompt and not one.is_made), None)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked: `text`, which is not `prompt`'s own where it is a follow-up. `reason` says
    why it was chosen, None where its user named it; `follows` is the number of the take that it follows up.
    """

    practice: Practice
    prompt: Prompt | None
    text: str
    reason: str | None = None
    drill: str | None = None
    follows: int | None = None

    @property
    def aim(self) -> Aim:
        """What the answer aims for."""
        return aim_of(self.drill)

    def followed_by(self, take: Take | None) -> Question | None:
        """What is asked after the answer `take`, and where there is none, what was prepared; None for
        nothing.
        """
        if take is not None:
            return self.practice.follow_up(take)
        own = self.prompt.follow_up if self.prompt else ""
        return Question(self.practice, None, own) if own else None

    def record(self, *, is_left: Callable[[], bool] = _nobody_left) -> Recording:
        """Begin a take. `is_left` says whether somebody went away meanwhile, which raises LeftError."""
        practice, history = self.practice, self.practice.workspace.history
        assert practice.source is not None
        listener = Listener(practice.model)
        listener.check()
        listener.start()
        if self.prompt:
            get_ready()
        if is_left():
            listener.leave()
            raise LeftError(None)
        audio = new_take_path(history, prompt_id=self.prompt.id if self.prompt else None, suffix=".wav")
        take = begin_take(history, self.prompt, audio, question=self.text, follows=self.follows)
        recorder = Recorder(
            audio, practice.source, practice.max_seconds, listener.voice, patience_s=practice.patience_s
        )
        return Recording(self, take, recorder, listener)


class Recording:
    """An answer while it is given: a context, which begins to record and has ended it when it is left."""

    def __init__(self, question: Question, take: Take, recorder: Recorder, listener: Listener) -> None:
        assert take.audio is not None
        self.question = question
        self.recorder = recorder
        self.recorded: Recorded | None = None
        self._take = take
        self._audio = take.audio
        self._listener = listener

    def __enter__(self) -> Recording:
        self._listener.follow(self._audio)
        self.recorder.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.recorded = self.recorder.end()
        except BaseException:
            self._forget_what_is_not_there()
            raise
        if error is not None:
            self._forget_what_is_not_there()

    @property
    def take_id(self) -> int:
        return self._take.id

    @property
    def problem(self) -> str | None:
        """Why its words cannot be written down now, as soon as that is known; the recording goes on."""
        return self._listener.problem

    @cached_property
    def is_by_mistake(self) -> bool:
        """Whether it was ended at once, by hand, and nobody speaks in it."""
        recorded = self.recorded
        if recorded is None or not recorded.duration_s or recorded.reason not in ("stopped", "interrupted"):
            return False
        return is_by_mistake(self._audio, recorded.duration_s)

    def hear(self) -> Hearing | None:
        """Go on to its words; None where there is nothing to keep. LeftError where it was interrupted."""
        assert self.recorded is not None
        history = self.question.practice.workspace.history
        interrupted = self.recorded.reason == "interrupted"
        nothing = not self.recorded.duration_s or self.is_by_mistake
        if nothing or interrupted:
            self._listener.leave()
        if nothing:
            history.delete(self._take.id, recorded_here=True)
        if interrupted:
            raise LeftError(None if nothing else compress(history, self._take))
        return None if nothing else Hearing(self.question, self._take, self._listener)

    def _forget_what_is_not_there(self) -> None:
        if not self._audio.exists():
            self.question.practice.workspace.history.delete(self._take.id, recorded_here=True)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A take that is complete, while its words are written down."""

    question: Question
    take: Take
    listener: Listener

    def finish(self, *, progress: Progress) -> Answered:
        """Wait for the words. Whatever is raised, the take stays."""
        practice = self.question.practice
        take = finish_listened(
            practice.workspace.history, self.take, self.listener, practice.model, progress=progress
        )
        return Answered(self.question, take)

    def leave(self) -> LeftError:
        """Nobody waits for the words any more; the take is kept without."""
        self.listener.leave()
        return LeftError(self.take)


@dataclass(frozen=True, slots=True)
class Answered:
    """A take with its words, of which nothing was shown yet."""

    question: Question
    take: Take

    def report(self) -> Reported:
        """What it shows; the numbers that the progress needs are kept beside it."""
        workspace = self.question.practice.workspace
        report = workspace.report(self.take)
        keep_summary(workspace.history, self.take, report)
        return Reported(self.question, self.take, workspace.advised(self.take))

    def compress(self, begun: Compressing | None = None) -> Answered:
        """With its sound in less room, which nobody should wait for; perhaps that was `begun` before."""
        history = self.question.practice.workspace.history
        take = begun.keep(history, self.take) if begun else compress(history, self.take)
        return replace(self, take=take)


@dataclass(frozen=True, slots=True)
class Reported:
    """A take and what it shows."""

    question: Question
    take: Take
    report: Report

    def coaching(self) -> Coaching | None:
        """What it does for its question."""
        return self.question.practice.workspace.coaching(self.take)

    def before(self) -> Take | None:
        """The take of the same question before it, where the two can be compared."""
        take = self.take
        if take.prompt_id is None or take.heard is None or not take.heard.is_english:
            return None
        history = self.question.practice.workspace.history
        latest, *before = history.takes_heard(prompt_id=take.prompt_id, limit=2, as_kept=True)
        if latest.id != take.id:
            return None
        return next((one for one in before if one.heard and one.heard.is_english), None)

    def again(self, drill: str | None = None) -> Question:
        """The same question once more."""
        return replace(self.question, reason=None, drill=drill)

    def another(self, filters: Filters) -> Question:
        """Another question. PromptError where there is none."""
        prompt = self.question.prompt
        return self.question.practice.question(None, filters, but=[prompt.id] if prompt else [])
