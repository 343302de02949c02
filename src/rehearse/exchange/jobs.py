"""Jobs as the JSON that other programs read."""

from __future__ import annotations

from typing import Any

from rehearse.model.jobs import ForJob
from rehearse.model.kept import Job


def job_as_json(job: Job) -> dict[str, Any]:
    """A job in the list of those that are kept."""
    return {"name": job.name, "added_at": job.added_at.isoformat(), "cv": job.cv is not None}


def for_job_as_json(found: ForJob) -> dict[str, Any]:
    """The questions for a job, and what is uncovered; `cv` is null where none was given."""
    return {
        "name": found.name,
        "title": found.advertisement.title,
        "demands": [{"words": one.words, "kind": one.kind} for one in found.advertisement.demands],
        "questions": [
            {"id": one.prompt.id, "question": one.prompt.question, "words": one.words, "made": one.is_made}
            for one in found.chosen
        ],
        "uncovered": [one.words for one in found.uncovered],
        "cv": [{"demand": one.demand.words, "words": one.words} for one in found.in_cv] or None,
    }
