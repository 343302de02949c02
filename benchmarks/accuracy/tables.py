"""The tables of docs/accuracy.md on um and uh. Pure but for `voices`, which measures pitch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from benchmarks.accuracy.conditions import CONDITIONS
from benchmarks.accuracy.events import (
    AS_RECORDED,
    BY_HAND,
    COLUMNS,
    CONVERSATIONS,
    NOTHING,
    TALLY_COLUMNS,
    TIMED,
    Event,
    Recording,
    Score,
    markdown,
)
from benchmarks.accuracy.voices import voices

REAL = {
    CONVERSATIONS: "conversations",
    BY_HAND: "timed by hand",
    "human, counted": "counted by hand",
    "machine, two of three Whisper passes agree": "Whisper passes",
    NOTHING: NOTHING,
}
"""The groups of real recordings, and how the tables call them."""
PEOPLE = "human"
"""Who marked an event, as truth.json says it."""
SPOKEN = "spoken, "
"""How the groups of synthetic answers begin."""

Known = dict[Path, Recording]
Found = dict[str, dict[Path, Sequence[Event]]]
"""Of each program what it found in each file that it heard."""


def tables(known: Known, found: Found, unjudged: Set[Path]) -> dict[str, str]:
    """By their titles: real voices first, the synthetic ones last; none without recordings.

    `unjudged` are the files of which rehearse says that it could not hear the words, and counts nothing.
    """
    made = {
        "Real voices": real(known, found),
        "Real voices in bad sound": bad_sound(known, found, unjudged),
        "Every voice": voices(known, found["rehearse"], found["faster-whisper"], of=TIMED),
        "Synthetic voices": synthetic(known, found),
    }
    return {title: markdown(columns, rows) for title, (columns, rows) in made.items() if rows}


def printed(made: dict[str, str]) -> str:
    return "\n\n".join(f"### {title}\n\n{table}" for title, table in made.items())


def rewritten(text: str, made: dict[str, str]) -> str:
    """A document in which the first table under each title is the new one; ValueError where there is none.

    >>> rewritten("### A\\n\\nOf people.\\n\\n| old |\\n| row |\\n\\nMore.\\n", {"A": "| new |"})
    '### A\\n\\nOf people.\\n\\n| new |\\n\\nMore.\\n'
    """
    for title, table in made.items():
        old = re.compile(rf"(^### {re.escape(title)}\n(?:(?![|#]).*\n)*)(?:\|.*\n)+", re.MULTILINE)
        places = list(old.finditer(text))
        if len(places) != 1:
            raise ValueError(f"{len(places)} tables under {title!r}")
        text = f"{text[: places[0].end(1)]}{table}\n{text[places[0].end() :]}"
    return text


Table = tuple[Sequence[str], list[Sequence[str]]]


def real(known: Known, found: Found) -> Table:
    rows: list[Sequence[str]] = []
    for group, name in REAL.items():
        scores = scored(_of(known, group), found)
        rows += [(name, program, *score.cells()) for program, score in scores.items()]
        if group == CONVERSATIONS:
            rows += written_down(_of(known, group), found)
    return ("recordings", "program", *COLUMNS), rows


def written_down(known: Known, found: Found) -> Iterator[Sequence[str]]:
    """How many are found of those that people wrote down; they left most out, so only R can be told."""
    marked = {file: _by_people(one) for file, one in known.items()}
    for program, score in scored(marked, found).items():
        true, _, _, recall, *_ = score.cells()
        yield ("of these, written by people", program, true, "-", "-", recall, *["-"] * (len(COLUMNS) - 4))


def _by_people(one: Recording) -> Recording:
    marked = tuple(event for event in one.events or () if event.how == PEOPLE)
    return replace(one, count=len(marked), events=marked)


def bad_sound(known: Known, found: Found, unjudged: Set[Path]) -> Table:
    """Without times, which are those of the table before but for hundredths."""
    rows: list[Sequence[str]] = []
    for group in (*TIMED, NOTHING):
        for condition in (AS_RECORDED, *CONDITIONS):
            ours = _of(known, group, condition)
            scores = scored(ours, found)
            silent = {"rehearse": f"{len(ours.keys() & unjudged)} of {len(ours)}"}
            rows += [
                (
                    REAL[group],
                    condition,
                    program,
                    *score.cells()[: len(TALLY_COLUMNS) + 1],
                    silent.get(program, "-"),
                )
                for program, score in scores.items()
                if program == "rehearse" or (program == "faster-whisper" and group != NOTHING)
            ]
    in_conditions = any(one.condition != AS_RECORDED for one in known.values())
    head = ("recordings", "sound", "program", *COLUMNS[: len(TALLY_COLUMNS) + 1], "not judged")
    return head, rows if in_conditions else []


def synthetic(known: Known, found: Found) -> Table:
    spoken = {file: one for file, one in known.items() if one.group.startswith(SPOKEN)}
    rows: list[Sequence[str]] = []
    for group in dict.fromkeys(one.group for one in spoken.values()):
        scores = scored(_of(known, group), found)
        rows += [(group.removeprefix(SPOKEN), name, *score.cells()) for name, score in scores.items()]
    everything = [("all", name, *score.cells()) for name, score in scored(spoken, found).items()]
    return ("recordings", "program", *COLUMNS), [*everything, *rows]


def scored(known: Known, found: Found) -> dict[str, Score]:
    """The score of each program that heard all the recordings; none where there are none."""
    scores = {}
    for program, heard in found.items():
        if known and known.keys() <= heard.keys():
            scores[program] = Score()
            for file, one in known.items():
                scores[program].add(one, heard[file])
    return scores


def _of(known: Known, group: str, condition: str = AS_RECORDED) -> Known:
    return {file: one for file, one in known.items() if (one.group, one.condition) == (group, condition)}
