"""Which question comes next, by what the history knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from at_home import NOON
from rehearse.errors import PromptError
from rehearse.folders import bundled
from rehearse.history import History, open_history
from rehearse.model.heard import Heard
from rehearse.model.kept import NewTake
from rehearse.model.questions import Filters
from rehearse.practice.choosing import pick_prompt, pick_prompts, practised
from rehearse.progress import no_progress
from rehearse.questions.reading import load
from rehearse.settings import Settings
from rehearse.takes.retention import forget_old, old_takes
from rehearse.takes.summaries import summed_up
from saying import say

BANK = load([bundled("prompts")])
STORY = "It was late in the shop. I carried the wet paint up the stairs. "


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path) as opened:
        yield opened


def keep(history: History, prompt_id: str, heard: Heard | None, *, day: int = 0) -> None:
    audio = history.takes_folder / f"{prompt_id}-{day}.flac"
    audio.touch()
    new = NewTake(NOON + timedelta(days=day), prompt_id=prompt_id, question=None, audio=audio, version="0")
    if heard:
        history.add(heard, new)
    else:
        history.begin(new)


def test_what_was_answered_weakly_is_known_once_it_is_summed_up(history: History) -> None:
    keep(history, "outage", say("[um] so " * 30))
    keep(history, "all-urgent", say(STORY * 8), day=1)
    keep(history, "all-urgent", None, day=2)
    assert {name: was.weakness for name, was in practised(history).items()} == {
        "outage": None,
        "all-urgent": None,
    }
    assert len(summed_up(history, progress=no_progress)) == 2
    was = practised(history)
    assert was["outage"].weakness == "your answer had 30 um/uh in 30 words"
    assert was["all-urgent"].at == NOON + timedelta(days=2)
    chosen = pick_prompt(BANK, history, None, Filters(themes=("troubleshooting-under-pressure",)))
    assert chosen.prompt.id == "outage" and "30 um/uh" in (chosen.reason or "")


def test_a_question_that_is_named_is_taken_whatever_was_answered(history: History) -> None:
    assert pick_prompt(BANK, history, "OUTAGE").prompt.id == "outage"
    with pytest.raises(PromptError, match="No question fits"):
        fitting = Filters(themes=("learning",))
        every = [prompt.id for prompt in BANK.prompts]
        pick_prompt(BANK, history, None, fitting, but=every)


def test_an_interview_goes_through_as_many_themes_as_there_are(history: History) -> None:
    asked = pick_prompts(BANK, history, Filters(), count=6)
    assert len({prompt.theme for prompt in asked}) == len({prompt.id for prompt in asked}) == 6
    few = pick_prompts(BANK, history, Filters(themes=("learning",)), count=50)
    assert len(few) == sum(prompt.theme == "learning" for prompt in BANK.prompts)
    with pytest.raises(PromptError):
        pick_prompts(BANK, history, Filters(themes=("no such theme",)), count=2)


def test_a_video_goes_when_its_time_is_over_and_the_sound_stays(history: History) -> None:
    keep(history, "outage", say(STORY))
    keep(history, "outage", say(STORY), day=1)
    recordings = [take.audio for take in history.takes(newest_first=False)]
    for recording in recordings:
        assert recording is not None
        recording.write_bytes(b"sound")
    video = recordings[0].with_suffix(".webm")  # type: ignore[union-attr]
    video.write_bytes(b"video")
    now = NOON + timedelta(days=31)
    old, _ = old_takes(history, before=now - timedelta(days=7), part="video")
    assert [take.id for take in old] == [1]
    assert forget_old(history, Settings(), "video", now=now) == 0
    assert forget_old(history, Settings(video_days=7), "video", now=now) == 1
    assert not video.exists()
    assert all(recording and recording.exists() for recording in recordings)


def test_an_interview_begins_as_interviews_do_and_goes_on_with_stories(history: History) -> None:
    for filters in (Filters(), Filters(role="nursing"), Filters(level="senior")):
        opening, *others = pick_prompts(BANK, history, filters, count=4)
        assert opening.id == "about-yourself"
        assert {prompt.kind for prompt in others} == {"story"}
    (alone,) = pick_prompts(BANK, history, Filters(), count=1)
    assert alone.kind == "story"
    cases = pick_prompts(BANK, history, Filters(themes=("what-would-you-do",)), count=3)
    assert {prompt.kind for prompt in cases} == {"scenario"}
    assert pick_prompt(BANK, history, None).prompt.kind == "story"


def test_sound_goes_when_its_time_is_over_and_words_stay(history: History) -> None:
    keep(history, "outage", say(STORY))
    keep(history, "outage", None, day=1)
    keep(history, "outage", say(STORY), day=30)
    now = NOON + timedelta(days=31)
    old, waiting = old_takes(history, before=now - timedelta(days=7), part="sound")
    assert ([take.id for take in old], [take.id for take in waiting]) == ([1], [2])
    assert forget_old(history, Settings(), "sound", now=now) == 0
    assert forget_old(history, Settings(sound_days=7), "sound", now=now) == 1
    assert forget_old(history, Settings(sound_days=7), "sound", now=now) == 0
    assert [take.audio is None for take in history.takes(newest_first=False)] == [True, False, False]
    assert history.take(1).heard == say(STORY)
