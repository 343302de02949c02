"""What the program works with: the user's settings, the questions, the takes, and what is found in them.

Each part is opened where it is first asked for, once, and closed at the end; no take is analysed twice.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from types import TracebackType

from rehearse.analysis import advised, examined
from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.corrections import said_of
from rehearse.errors import HistoryError
from rehearse.folders import config_folder, data_folder
from rehearse.hearing.loading import WhisperLoading
from rehearse.history import History, open_history
from rehearse.history.glance import glance_at_jobs
from rehearse.jobs import find_job, for_job, with_made
from rehearse.language.nearness import nearness
from rehearse.model.heard import Heard, Span
from rehearse.model.jobs import ForJob
from rehearse.model.kept import Job, LayerCheck, Take
from rehearse.model.questions import Filters, Kind, Prompt
from rehearse.model.report import Report
from rehearse.progress import Progress
from rehearse.questions.bank import Bank, check
from rehearse.questions.folders import misplaced, question_folders
from rehearse.questions.reading import load as load_bank
from rehearse.questions.search import search
from rehearse.settings import Settings
from rehearse.settings import load as load_settings
from rehearse.takes.coaching import before_of, coaching, fit_of, layers_of, recitation
from rehearse.takes.recovery import resume
from rehearse.words.follow_up import FollowUp, follow_up, prepared


class Workspace:
    """A context: what was opened is closed at its end."""

    def __init__(self) -> None:
        self._opened = ExitStack()
        self._answers: dict[int, Answer] = {}
        self._reports: dict[int, Report] = {}
        self._coached: dict[int, Coaching | None] = {}
        self._for_jobs: dict[str, ForJob] = {}

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    @cached_property
    def settings(self) -> Settings:
        """As they were when first asked for. SettingsError where they cannot be read."""
        return load_settings(config_folder())

    @cached_property
    def bank(self) -> Bank:
        """The questions that come with the program, the user's own, and those made for the jobs they keep."""
        own = load_bank(question_folders(), misplaced=misplaced())
        return with_made(own, (advertisement for _, advertisement in glance_at_jobs(data_folder())))

    def for_job(self, name: str) -> ForJob:
        """The questions for a kept job, and what is uncovered. JobError where there is none of that name."""
        job = find_job(self.history.jobs(), name)
        if job.name not in self._for_jobs:
            self._for_jobs[job.name] = for_job(job, self.bank.prompts, self.history.stories())
        return self._for_jobs[job.name]

    def prompts_for(self, job_name: str) -> tuple[Prompt, ...]:
        """The questions for a kept job, the most fitting first. JobError where there is none of that name."""
        return tuple(one.prompt for one in self.for_job(job_name).chosen)

    def keep_job(self, job: Job) -> None:
        """Keep a job, in place of one of the same name; its questions are in the bank from then on."""
        self.history.keep_job(job)
        self._forget_jobs()

    def delete_job(self, name: str) -> None:
        """Forget a job, and the questions that were made for it. The takes of these stay."""
        self.history.delete_job(name)
        self._forget_jobs()

    def _forget_jobs(self) -> None:
        self._for_jobs.clear()
        self.__dict__.pop("bank", None)

    def found(
        self, words: str, *, theme: str | None = None, level: str | None = None, role: str | None = None
    ) -> tuple[Prompt, ...]:
        """The questions for some words, the best first: by their words, by other names, by their meaning."""
        return search(self.bank, words, theme=theme, level=level, role=role, nearness=nearness)

    @cached_property
    def history(self) -> History:
        """HistoryError where it cannot be opened."""
        return self._opened.enter_context(open_history(data_folder()))

    def analysed(self, heard: Heard, prompt: Prompt | None = None) -> Report:
        """What an answer shows that is in no history; to `prompt`, where that is known."""
        return self._examined(Answer(heard), prompt, kind=prompt.kind if prompt else "story")

    def follow_up_to(self, report: Report, prompt: Prompt | None = None) -> FollowUp | None:
        """What is asked after an answer that is in no history; None where there is nothing to ask."""
        answer, own = Answer(report.heard), prompt.follow_up if prompt else ""
        return follow_up(answer, report, layers_of(prompt, answer) if report.star else (), own=own)

    def follow_up(self, take: Take) -> FollowUp | None:
        """What is asked after a take, for what it lacks or as its question has it; None where there is
        nothing to ask. Without its words it is what the question has.
        """
        prompt = self.prompt_of(take)
        own = prompt.follow_up if prompt else ""
        if take.heard is None:
            return prepared(own)
        report = self.report(take)
        coached = self.coaching(take) if report.star else None
        return follow_up(self.answer(take), report, coached.layers if coached else (), own=own)

    def report(self, take: Take) -> Report:
        """What a take shows. HistoryError where it has no words yet."""
        if take.id not in self._reports:
            prompt = self.prompt_of(take)
            self._reports[take.id] = self._examined(self.answer(take), prompt, kind=take.kind)
        return self._reports[take.id]

    def _examined(self, answer: Answer, prompt: Prompt | None, *, kind: Kind) -> Report:
        return examined(
            answer,
            phrases=self.settings.phrases,
            kind=kind,
            follow_up=prompt.follow_up if prompt else "",
            fit=fit_of(prompt, answer) if kind == "story" else None,
        )

    def answer(self, take: Take) -> Answer:
        """What was heard of a take, prepared for measuring. HistoryError where it has no words yet."""
        if take.heard is None:
            raise HistoryError(f"Take {take.id} has no report yet. `rehearse show {take.id}` makes it.")
        if take.id not in self._answers:
            self._answers[take.id] = Answer(take.heard)
        return self._answers[take.id]

    def coaching(self, take: Take) -> Coaching | None:
        """What a take does for its question; None where there is nothing to say of it."""
        if take.id not in self._coached:
            self._coached[take.id] = coaching(self.history, self.prompt_of(take), take, self.answer(take))
        return self._coached[take.id]

    def points_made(self, take: Take) -> Coaching | None:
        """What a take does for its question, where its user wrote down points for that; None where not."""
        prompt = self.prompt_of(take)
        return self.coaching(take) if prompt and self.history.points(prompt.id) else None

    def advised(self, take: Take) -> Report:
        """What a take shows, its one advice given in the light of the user's points and earlier takes too.

        Where there are no points nothing is read for it: the report is waited for.
        """
        prompt, answer = self.prompt_of(take), self.answer(take)
        coached = self.points_made(take) or recitation(self.history, prompt, take, answer)
        follow_up = prompt.follow_up if prompt else ""
        return advised(answer, self.report(take), coached, follow_up=follow_up)

    def report_before(self, take: Take) -> Report | None:
        """What the take before of the same question shows; None where there is none."""
        before = before_of(self.history, take)
        return self.report(before) if before else None

    def keep_layer_check(self, take: Take, check: LayerCheck) -> None:
        """Keep what its speaker says of a layer of a take's question."""
        self.history.keep_layer_check(take.id, check)
        self._coached.pop(take.id, None)

    def correct(self, take: Take, span: Span, *, is_one: bool) -> Take:
        """Keep what the speaker of a take says of a stretch: that an um/uh is there, or that none is. Where
        the opposite had been said, that is taken back. All that is shown of the take counts by it from then
        on.
        """
        said = self.history.corrections(take.id)
        self.history.keep_corrections(take.id, said_of(said, span, is_one=is_one))
        corrected = self.history.take(take.id)
        self._answers.pop(take.id, None)
        self.answer(corrected)  # known from now on, also to who has the take as it was
        self._reports.pop(take.id, None)
        self._coached.pop(take.id, None)
        return corrected

    def prompt_of(self, take: Take) -> Prompt | None:
        """The question of a take, as long as it is in the bank."""
        return next((prompt for prompt in self.bank.prompts if prompt.id == take.prompt_id), None)

    def take(self, take_id: int | None) -> Take:
        """A take; for None the one that was made last. HistoryError where there is none."""
        return self.history.take(take_id)

    def finished(self, take_id: int | None, model: str, *, progress: Progress) -> Take:
        """A take with its words; one that was cut off before its report is heard now."""
        _ = self.settings  # in disorder they are said before anything is heard
        take = self.take(take_id)
        if take.heard is not None:
            return take
        return resume(self.history, take, WhisperLoading(model), progress=progress)

    def with_sound(self, take_id: int | None) -> Take:
        """A take whose recording is there. HistoryError where it is not."""
        take = self.take(take_id)
        if take.audio is None:
            raise HistoryError(f"Take {take.id} is a written answer. `rehearse show {take.id}` shows it.")
        if not take.audio.exists():
            raise HistoryError(
                f"The audio of take {take.id} is gone: there is no file {take.audio}. "
                f"`rehearse show {take.id}` still shows its words."
            )
        return take

    def asked_for(self, wanted: Filters) -> Filters:
        """Which questions are wanted; what is left open is as in the settings. PromptError for a theme, a
        level or a role that there is not. For a job the settings do not matter; JobError where there is none.
        """
        check(self.bank, wanted)
        if wanted.job is not None:
            return replace(wanted, job=find_job(self.history.jobs(), wanted.job).name)
        usual = self.settings.questions
        return Filters(wanted.themes or usual.themes, wanted.level or usual.level, wanted.role or usual.role)
