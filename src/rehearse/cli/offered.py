"""The takes, the jobs and the topics that a shell offers, by the names of what they are offered for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rehearse.cli import COMMANDS
from rehearse.folders import data_folder
from rehearse.history.glance import glance, glance_at_jobs
from rehearse.words.guide import TOPICS


def take() -> Mapping[str, str]:
    """The numbers of the takes, each with its day and question."""
    return _takes(unfinished=False)


def unfinished() -> Mapping[str, str]:
    """Of those without a report."""
    return _takes(unfinished=True)


def job() -> Mapping[str, str]:
    """The names of the jobs, without a line."""
    return {name: "" for name, _ in glance_at_jobs(data_folder())}


def topic() -> Mapping[str, str]:
    """What can be explained, each with a line on it."""
    topics = {name: topic.about for name, topic in TOPICS.items()}
    return topics | {name: listed.help for name, listed in COMMANDS.items()}


def _takes(*, unfinished: bool) -> Mapping[str, str]:
    takes = glance(data_folder(), unfinished=unfinished)
    return {str(number): _about(recorded_at, question) for number, recorded_at, question in takes}


def _about(recorded_at: str, question: str | None) -> str:
    day = datetime.fromisoformat(recorded_at).astimezone().date()
    return f"{day}: {question}" if question else f"{day}"
