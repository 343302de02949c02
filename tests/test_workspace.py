"""What a command works with is opened once, and no take is analysed twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from at_home import NOON
from rehearse.analysis import examined
from rehearse.errors import HistoryError, PromptError, SettingsError
from rehearse.history import History
from rehearse.model.heard import Heard, Span
from rehearse.model.kept import NewTake, Take
from rehearse.model.questions import Filters
from rehearse.progress import no_progress
from rehearse.settings import add_phrase, keep_questions
from rehearse.takes.summaries import summed_up
from rehearse.workspace import Workspace
from saying import say, write

ANSWER = say("It was [um] late. So I called the shop, you know, and it held.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    with Workspace() as opened:
        yield opened


def keep(history: History, heard: Heard | None, *, prompt_id: str | None = None) -> Take:
    audio = history.takes_folder / "take.flac" if heard is None or heard.is_spoken else None
    new = NewTake(NOON, prompt_id=prompt_id, question=None, audio=audio, version="0")
    return history.begin(new) if heard is None else history.add(heard, new)


def test_a_take_is_analysed_once_with_the_phrases_of_its_user(
    workspace: Workspace, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_phrase(home, "the shop")
    calls = []

    def counted(*args: object, **values: object) -> object:
        calls.append(args)
        return examined(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr("rehearse.workspace.examined", counted)
    take = keep(workspace.history, ANSWER)
    report = workspace.report(take)
    assert [own.text for own in report.fillers.own_phrases] == ["the shop"]
    assert workspace.report(workspace.take(take.id)) is report and len(calls) == 1
    assert workspace.answer(take) is workspace.answer(take)


def test_a_corrected_take_counts_by_its_correction_at_once_and_everywhere(workspace: Workspace) -> None:
    take = keep(workspace.history, ANSWER)

    def counts() -> tuple[int, int]:
        [(_, summed)] = summed_up(workspace.history, progress=no_progress)
        return len(workspace.report(workspace.take(take.id)).fillers.filled_pauses), summed.filled_pauses

    assert counts() == (1, 1)
    [um] = workspace.report(take).fillers.filled_pauses
    assert um.span
    take = workspace.correct(take, um.span, is_one=False)
    assert take.heard and take.heard.corrections and counts() == (0, 0)
    before = take
    take = workspace.correct(take, Span(3.0, 3.4), is_one=True)
    assert counts() == (1, 1)
    assert len(workspace.report(before).fillers.filled_pauses) == 1  # who had it already sees it too
    take = workspace.correct(take, um.span, is_one=True)  # which takes it back
    assert counts() == (2, 2) and take.heard and len(take.heard.corrections) == 1


def test_a_take_without_words_has_no_report_and_one_without_sound_none_to_hear(workspace: Workspace) -> None:
    waiting = keep(workspace.history, None)
    with pytest.raises(HistoryError, match=f"`rehearse show {waiting.id}` makes it"):
        workspace.report(waiting)
    with pytest.raises(HistoryError, match="The audio of take 1 is gone"):
        workspace.with_sound(waiting.id)
    written = keep(workspace.history, write("I fixed it."))
    with pytest.raises(HistoryError, match="Take 2 is a written answer"):
        workspace.with_sound(None)
    assert workspace.finished(None, "base", progress=no_progress) == written


def test_settings_in_disorder_are_said_before_anything_is_heard(workspace: Workspace, home: Path) -> None:
    keep(workspace.history, None)
    (home / "settings.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError):
        workspace.finished(None, "no such model", progress=no_progress)


def test_what_is_not_asked_for_is_as_in_the_settings(workspace: Workspace, home: Path) -> None:
    keep_questions(home, Filters(("learning",), "entry", "nursing"))
    assert workspace.asked_for(Filters()) == Filters(("learning",), "entry", "nursing")
    assert workspace.asked_for(Filters(("help-desk",), level="senior")) == Filters(
        ("help-desk",), "senior", "nursing"
    )
    with pytest.raises(PromptError, match="There is no role 'astronaut'"):
        workspace.asked_for(Filters(role="astronaut"))


def test_the_question_of_a_take_is_found_while_it_is_there(workspace: Workspace) -> None:
    known, gone = (keep(workspace.history, ANSWER, prompt_id=name) for name in ("outage", "gone"))
    prompt = workspace.prompt_of(known)
    assert prompt and prompt.id == "outage"
    assert workspace.prompt_of(gone) is None and workspace.coaching(gone) is None


def test_questions_are_found_by_words_other_names_and_meaning(workspace: Workspace) -> None:
    assert workspace.found("nurse")[0].role == "nursing"
    assert workspace.found("I lost my temper with a workmate", level="junior")[0].level in ("any", "entry")
    assert workspace.found("") == workspace.bank.prompts
