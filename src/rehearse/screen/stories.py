"""The user's own stories: all of them, one, and those that could answer a question."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rehearse.practice.stories import FRESH, MOST_OFFERED
from rehearse.screen.layout import blank, heading, put
from rehearse.words.stories import NONE_FITS, NOTHING, answers_line, themes_line, told_line, unfiled_line
from rehearse.words.text import capitalized

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.kept import Story
    from rehearse.model.questions import Prompt
    from rehearse.practice.stories import StoryBank

INDENT = 5
"""Columns that a number takes."""


def print_stories(console: Console, bank: StoryBank, *, now: datetime) -> None:
    """Print each with how it was told and how many questions it answers, then what has no story."""
    if not bank.stories:
        put(console, NOTHING)
        return
    tellings, answers = bank.tellings, bank.answers
    for story in bank.stories:
        put(console, story.title, label=f"{story.id:>3}", indent=INDENT)
        told = tellings[story.id]
        said = told_line(told.times, told.last, told.weakness, now=now, fresh=FRESH)
        put(console, f"{said}; {answers_line(len(answers[story.id]))}", indent=INDENT)
    blank(console)
    if uncovered := bank.uncovered():
        put(console, themes_line([theme.title for theme in uncovered]))
    for take, near in bank.unfiled():
        put(console, unfiled_line(take.id, take.question, near))
    put(console, "`rehearse stories show N` shows one, with the questions that it could answer.")


def print_story(console: Console, bank: StoryBank, story: Story, *, now: datetime) -> None:
    """Print one with all that is known of it."""
    heading(console, story.title)
    for line in story.text.split("\n"):
        if line:
            put(console, line, indent=2)
    blank(console)
    told = bank.tellings[story.id]
    said = told_line(told.times, told.last, told.weakness, now=now, fresh=FRESH)
    takes = f" ({', '.join(f'take {number}' for number in story.take_ids)})" if story.take_ids else ""
    put(console, f"{capitalized(said)}{takes}.")
    prompts = bank.answers[story.id]
    blank(console)
    heading(
        console, "Questions that it could answer" if prompts else "No question that it is your best story for"
    )
    for prompt in prompts:
        put(console, prompt.question, indent=2)
        put(console, f"`rehearse prompt {prompt.id}`", indent=4)


def print_fitting(console: Console, bank: StoryBank, prompt: Prompt) -> None:
    """Print the stories that could answer a question, the best first."""
    heading(console, prompt.question)
    if not bank.stories:
        put(console, NOTHING)
        return
    fits = bank.fitting([prompt])[prompt.id][:MOST_OFFERED]
    if not fits:
        put(console, NONE_FITS)
    for fit in fits:
        put(console, fit.story.title, label=f"{fit.story.id:>3}", indent=INDENT)
