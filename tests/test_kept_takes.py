"""The commands on kept takes whose words are known, as their users run them; no model is needed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from at_home import Home
from saying import say

TEN = "one two three four five six seven eight nine ten"
ENGLISH = say(f"So [um], {TEN}. {TEN} [uh] {TEN}.")
GERMAN = replace(say(f"Um acht war er da. {TEN}."), language="de")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_progress_leaves_takes_in_other_languages_out(home: Home) -> None:
    for heard in (ENGLISH, GERMAN, ENGLISH, GERMAN):
        home.keep(heard)
    read = json.loads(home.printed("progress", "--json"))
    assert [(day["takes"], day["words"]) for day in read["days"]] == [(2, 62)]
    assert read["comparison"]["before"] == {"events": 2, "words": 31, "takes": 1}
    assert read["other_languages"] == 2
    assert "2 takes are left out: fillers are judged for English only." in home.printed("progress")


def test_progress_on_other_languages_only(home: Home) -> None:
    home.keep(GERMAN)
    assert "1 take is left out: fillers are judged for English only." in home.printed("progress")


def test_show_of_a_long_take_shows_the_text_where_asked(home: Home) -> None:
    home.keep(say(f"{TEN}. " * 60 + "I [um] did."))
    short, full = home.printed("show"), home.printed("show", "1", "--full")
    assert "`rehearse show 1 --full` shows all 603 words" in " ".join(short.split())
    assert "[1 um]" in short and "[1 um]" in full
    assert " ".join(full.split()).count(TEN) >= 60 > " ".join(short.split()).count(TEN)
