"""The report on the answer that comes with the program, by the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from at_home import Home, new_home
from rehearse.folders import bundled
from rehearse.questions.reading import load


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = new_home(tmp_path)
    return Home(folder, {"REHEARSE_HOME": str(folder)})


def test_the_demo_reports_on_an_answer_to_its_question_and_keeps_nothing(home: Home) -> None:
    before = sorted(home.folder.rglob("*"))
    said = " ".join(home.printed("demo").split())
    question = next(one.question for one in load([bundled("prompts")]).prompts if one.id == "outage")
    at = [said.index(one) for one in (question, "Next time", "um, uh 7", "Now you: `rehearse prompt`.")]
    assert at == sorted(at)
    assert sorted(home.folder.rglob("*")) == before
