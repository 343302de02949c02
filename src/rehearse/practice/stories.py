"""The user's own stories: how each was told, and which questions each could answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from rehearse.analysis.summary import MEASURES, weakness
from rehearse.history import History
from rehearse.language.encoder import meanings
from rehearse.language.fits import fit_reader, story_text
from rehearse.model.kept import Story, Take
from rehearse.model.questions import Prompt
from rehearse.questions.bank import Bank, Theme, search_all
from rehearse.takes.stories import words_of

if TYPE_CHECKING:
    from rehearse.language.encoder import Array

FRESH = timedelta(weeks=3)
"""What was told longer ago is not at hand any more."""
FITS_FROM = 0.32
"""By benchmarks/stories; what fits less is not offered."""
MOST_OFFERED = 3
MOST_UNFILED = 3
SAME_FROM = 0.6
"""Cosine of what was said and a story, from which it may be that story."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story was told: how often, when last, and what was weak then, as the end of a sentence; `last` is
    None where it never was.
    """

    times: int
    last: datetime | None
    weakness: str | None


@dataclass(frozen=True, slots=True)
class Fit:
    """A story that could answer a question, and how well: a cosine."""

    story: Story
    prompt: Prompt
    value: float


class StoryBank:
    """The stories, and all that is known of them; the questions are those that ask for stories."""

    def __init__(self, history: History, bank: Bank) -> None:
        self._history = history
        self._bank = bank
        self.stories = history.stories()
        self.prompts = search_all(bank, None)

    @cached_property
    def tellings(self) -> Mapping[int, Telling]:
        """How each story was told, by its number."""
        known = {take.id: (take, summary) for take, summary in self._history.summaries(MEASURES)}
        found = {}
        for story in self.stories:
            told = [known[take_id] for take_id in story.take_ids if take_id in known]
            take, summary = max(told, key=lambda one: one[0].recorded_at) if told else (None, None)
            found[story.id] = Telling(
                len(told), take.recorded_at if take else None, weakness(summary) if summary else None
            )
        return found

    def fitting(self, prompts: Sequence[Prompt]) -> dict[str, list[Fit]]:
        """For each question the stories that could answer it, the best first."""
        values = fit_reader().read(self._texts, prompts).T.tolist() if self.stories else [[]] * len(prompts)
        found = {}
        for prompt, row in zip(prompts, values, strict=True):
            fits = [Fit(story, prompt, value) for story, value in zip(self.stories, row, strict=True)]
            found[prompt.id] = sorted(
                (one for one in fits if one.value >= FITS_FROM), key=lambda one: -one.value
            )
        return found

    @cached_property
    def _texts(self) -> list[str]:
        return [story_text(story.title, words_of(self._history, story)) for story in self.stories]

    @cached_property
    def _meanings(self) -> Array:
        return meanings(self._texts)

    @cached_property
    def _fitting(self) -> dict[str, list[Fit]]:
        return self.fitting(self.prompts)

    @cached_property
    def answers(self) -> dict[int, list[Prompt]]:
        """For each story the questions to which it is the one to tell, the best first."""
        found: dict[int, list[Fit]] = {story.id: [] for story in self.stories}
        for fits in self._fitting.values():
            for best in fits[:1]:
                found[best.story.id].append(best)
        return {
            number: [one.prompt for one in sorted(fits, key=lambda one: -one.value)]
            for number, fits in found.items()
        }

    def for_untold(self) -> list[Prompt]:
        """For each story that was never told the question that it answers best, where there is one."""
        untold = [story.id for story in self.stories if not story.take_ids]
        answers = self.answers if untold else {}
        return [answers[number][0] for number in untold if answers[number]]

    def uncovered(self) -> tuple[Theme, ...]:
        """The themes of which no question has a story."""
        covered = {fits[0].prompt.theme for fits in self._fitting.values() if fits}
        asked = {prompt.theme for prompt in self.prompts}
        return tuple(
            theme for theme in self._bank.themes if theme.slug in asked and theme.slug not in covered
        )

    def unfiled(self) -> list[tuple[Take, Story | None]]:
        """The latest takes of stories that tell none of these, each with the one that it may tell."""
        filed = {take_id for story in self.stories for take_id in story.take_ids}
        takes = (
            take for take in self._history.takes_heard() if take.kind == "story" and take.id not in filed
        )
        return [(take, self._told_in(take)) for take in islice(takes, MOST_UNFILED)]

    def _told_in(self, take: Take) -> Story | None:
        """The story whose words mean most nearly what was said, if any is near."""
        if not (take.heard and take.heard.words and self.stories):
            return None
        said = " ".join(word.text for word in take.heard.words)
        near = (self._meanings @ meanings([said])[0]).tolist()
        best = max(range(len(near)), key=near.__getitem__)
        return self.stories[best] if near[best] >= SAME_FROM else None
