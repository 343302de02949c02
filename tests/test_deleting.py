"""What kills leave of a voice, at fixed steps of each command; benchmarks/deleting tries random moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from at_home import Home
from benchmarks.deleting.tries import CASES, Case, Outcome, count_steps, prepare, tried

EVERY = 7
"""So far apart are the steps that are tried, from a third of a command on."""
BEFORE_THE_END = {"report": range(8), "analyze --save": (1, 2, 7)}
"""Of commands that take their time, so far from their end: around the names and takes that they write."""


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.name)
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Case, Home, int]]:
    """A command, a home for it, and how many steps it has there."""
    case: Case = request.param
    if case.name == "analyze --save":  # what nobody speaks in needs no model, and is written the same way
        silent = tmp_path_factory.mktemp("silent") / "silent.flac"
        soundfile.write(silent, np.zeros(16_000 * 3), 16_000)
        case = replace(case, arguments=("analyze", "--save", str(silent)))
    home = prepare(tmp_path_factory.mktemp("prepared") / "home", case)
    steps, _ = count_steps(home, case, tmp_path_factory.mktemp("whole"))
    yield case, home, steps


def test_a_kill_leaves_the_whole_take_or_nothing_of_it(
    prepared: tuple[Case, Home, int], tmp_path: Path
) -> None:
    case, home, steps = prepared
    before = BEFORE_THE_END.get(case.name, range(0, steps * 2 // 3, EVERY))
    chosen = [steps - number for number in before]
    outcomes = {}
    for step in chosen:
        (tmp_path / str(step)).mkdir()
        outcomes[step] = tried(home, case, tmp_path / str(step), step=step)
    assert outcomes == dict.fromkeys(chosen, Outcome(ended=False, left=(), back=0, lost=()))
