"""The settings file: what is kept, what is refused, and that nothing in it is ever lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from at_home import Home
from rehearse.analysis.filled_pauses import SURE_OF_SOUND
from rehearse.errors import SettingsError
from rehearse.folders import bundled
from rehearse.history import open_history
from rehearse.model.heard import Correction, Hesitation, Span
from rehearse.model.questions import Filters
from rehearse.questions.bank import find
from rehearse.questions.reading import load as load_bank
from rehearse.settings import (
    FILE_NAME,
    LONGEST_PHRASE,
    MOST_PHRASES,
    MOST_WORDS,
    Settings,
    add_phrase,
    keep_for,
    keep_questions,
    load,
    remove_phrase,
)
from saying import say, write

PHRASE = "at the end of the day"


def test_without_a_file_there_are_no_phrases(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == Settings(phrases=())
    assert not (tmp_path / "nowhere").exists()


def test_phrases_are_kept_in_their_order(tmp_path: Path) -> None:
    for phrase in ("Maybe", f"  {PHRASE.replace(' ', '  ')} ", "to be\nhonest", "naïve"):
        assert add_phrase(tmp_path / "new", phrase)
    assert load(tmp_path / "new").phrases == ("Maybe", PHRASE, "to be honest", "naïve")
    remove_phrase(tmp_path / "new", "AT the end, of the day")
    assert load(tmp_path / "new").phrases == ("Maybe", "to be honest", "naïve")


def test_a_phrase_is_kept_once(tmp_path: Path) -> None:
    assert add_phrase(tmp_path, "maybe")
    assert not add_phrase(tmp_path, "Maybe,")
    assert load(tmp_path).phrases == ("maybe",)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "needs at least one word"),
        (" \t\n", "needs at least one word"),
        ("...", "needs at least one word"),
        ("um", '"um" is counted as um/uh'),
        ("well, um", '"um" is counted as um/uh'),
        ("x" * (LONGEST_PHRASE + 1), "too long"),
        ("x " * (MOST_WORDS + 1), "too long"),
        ("x" * 10_000_000, "too long"),
        ("red \x1b[31m", "cannot be shown"),
        ("null \x00", "cannot be shown"),
        ("turned \u202e", "cannot be shown"),
        ("half \ud800", "cannot be shown"),
    ],
)
def test_what_is_no_phrase_is_refused(tmp_path: Path, phrase: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        add_phrase(tmp_path, phrase)
    assert len(str(error.value)) < 300
    assert load(tmp_path) == Settings()


def test_the_questions_to_practise_are_kept_and_dropped(tmp_path: Path) -> None:
    wanted = Filters(("help-desk", "learning"), "entry", "nursing")
    keep_questions(tmp_path, wanted)
    add_phrase(tmp_path, PHRASE)
    assert load(tmp_path) == Settings(phrases=(PHRASE,), questions=wanted)
    keep_questions(tmp_path, Filters())
    assert load(tmp_path) == Settings(phrases=(PHRASE,))


@pytest.mark.parametrize(
    "kept", ['["help-desk"]', '{"themes": "help-desk"}', '{"themes": [1]}', '{"role": ["nursing"]}']
)
def test_damaged_questions_are_named_and_left_as_they_are(tmp_path: Path, kept: str) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(f'{{"questions": {kept}}}', encoding="utf-8")
    for read in (lambda: load(tmp_path), lambda: keep_questions(tmp_path, Filters(role="nursing"))):
        with pytest.raises(SettingsError, match=re.escape(f"Fix {file}")):
            read()
    assert file.read_text(encoding="utf-8") == f'{{"questions": {kept}}}'


def test_there_is_an_end_to_phrases(tmp_path: Path) -> None:
    for number in range(MOST_PHRASES):
        add_phrase(tmp_path, f"phrase {number}")
    with pytest.raises(SettingsError, match="Remove one first"):
        add_phrase(tmp_path, "one more")
    assert not add_phrase(tmp_path, "phrase 1")


@pytest.mark.parametrize("phrase", ["maybe", "", "um", "x" * 10_000])
def test_only_what_is_there_can_be_removed(tmp_path: Path, phrase: str) -> None:
    add_phrase(tmp_path, PHRASE)
    with pytest.raises(SettingsError, match="is not one of your phrases") as error:
        remove_phrase(tmp_path, phrase)
    assert len(str(error.value)) < 300
    assert load(tmp_path).phrases == (PHRASE,)


DAMAGED = {
    "empty": b"",
    "cut off": b'{"phrases": ["at the',
    "no JSON": b"phrases = maybe",
    "no object": b'["maybe"]',
    "no list": b'{"phrases": "maybe"}',
    "no texts": b'{"phrases": ["maybe", 3]}',
    "no phrase": b'{"phrases": ["\\u001b[31m"]}',
    "no UTF-8": b'{"phrases": ["\xff"]}',
    "deep": b"[" * 100_000,
    "long number": b'{"other": ' + b"9" * 5000 + b"}",
    "large": b'{"phrases": []}' + b" " * 1_000_000,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    said = re.escape(f"Fix {file}, or move it away to start fresh.")
    with pytest.raises(SettingsError, match=said):
        load(tmp_path)
    for change in (add_phrase, remove_phrase):
        with pytest.raises(SettingsError, match=said):
            change(tmp_path, PHRASE)
    assert file.read_bytes() == content


def test_what_other_versions_keep_stays(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"colour": "\\ud800", "phrases": ["maybe"], "more": {"a": [1]}}')
    add_phrase(tmp_path, PHRASE)
    assert json.loads((tmp_path / FILE_NAME).read_text()) == {
        "colour": "\ud800",
        "phrases": ["maybe", PHRASE],
        "more": {"a": [1]},
    }


@pytest.mark.skipif(os.name != "posix", reason="links need no permission there")
def test_a_file_that_is_linked_stays_linked(tmp_path: Path) -> None:
    (tmp_path / "kept elsewhere.json").write_text('{"phrases": ["maybe"]}')
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "kept elsewhere.json")
    add_phrase(tmp_path, PHRASE)
    assert (tmp_path / FILE_NAME).is_symlink()
    assert json.loads((tmp_path / "kept elsewhere.json").read_text())["phrases"] == ["maybe", PHRASE]


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"cannot be written: .* Check its folder"):
        add_phrase(tmp_path / "file", PHRASE)


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_the_file_is_the_users_own(tmp_path: Path) -> None:
    add_phrase(tmp_path / "new", PHRASE)
    for path in (tmp_path / "new").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_phrase(tmp_path, PHRASE)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="cannot be written: No space left on device"):
        add_phrase(tmp_path, "maybe")
    assert load(tmp_path).phrases == (PHRASE,)
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME, "settings.lock"]


def test_two_programs_at_once_both_add(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from rehearse.settings import add_phrase;"
        "[add_phrase(Path(sys.argv[1]), f'{sys.argv[2]} {number}') for number in range(12)]"
    )
    names = ("one", "two", "three", "four")
    adding = [subprocess.Popen([sys.executable, "-c", code, tmp_path, name]) for name in names]
    assert [program.wait() for program in adding] == [0] * len(names)
    assert set(load(tmp_path).phrases) == {f"{name} {number}" for name in names for number in range(12)}


def test_commands_add_list_and_remove(home: Home) -> None:
    assert "adds a phrase" in home.printed("config", "phrases")
    assert home.printed("config", "phrases", "add", PHRASE).startswith(f'Added "{PHRASE}".')
    assert "already" in home.printed("config", "phrases", "add", PHRASE.upper())
    home.printed("config", "phrases", "add", "maybe")
    assert home.printed("config", "phrases") == f"{PHRASE}\nmaybe\n"
    assert json.loads(home.printed("config", "phrases", "--json")) == {"phrases": [PHRASE, "maybe"]}
    assert home.printed("config", "phrases", "remove", "Maybe") == 'Removed "Maybe".\n'
    assert home.printed("config", "phrases") == f"{PHRASE}\n"


def test_config_shows_the_settings_and_their_places(home: Home) -> None:
    assert "Your phrases   none" in home.printed("config")
    home.printed("config", "phrases", "add", PHRASE)
    shown = json.loads(home.printed("config", "--json"))
    assert shown == {
        "sound_days": None,
        "video_days": None,
        "phrases": [PHRASE],
        "practised": {"themes": [], "level": None, "role": None},
        "learned": {"word": 0.0, "sound": 0.0},
        "settings": str(home.folder / FILE_NAME),
        "questions": str(home.folder / "prompts"),
        "takes": str(home.folder),
    }
    assert f'Your phrases   "{PHRASE}"' in home.printed("config")


def test_what_corrections_taught_is_shown_and_forgotten(home: Home) -> None:
    assert home.printed("config", "learning").startswith("Learned nothing yet. Correct the um/uh of a take")
    unsure = Hesitation(Span(1.0, 1.5), SURE_OF_SOUND + 0.02)
    heard = replace(say("(3) Then it held."), hesitations=(unsure,))
    for _ in range(2):
        take = home.keep(heard)
        with open_history(home.folder) as history:
            history.keep_corrections(take, [Correction(unsure.span, is_one=False)])
    said = "from 2 corrected takes: a sound must be clearer to count (+0.05), in new takes."
    assert said in " ".join(home.printed("config").split())
    assert json.loads(home.printed("config", "learning", "--json")) == {
        "learned": {"word": 0.0, "sound": 0.05},
        "corrected_takes": 2,
    }
    assert home.printed("config", "learning", "--forget").startswith(
        "Forgotten: new takes are judged as usual"
    )
    assert "nothing yet" in home.printed("config", "learning")
    assert "You corrected this count: 1 taken out." in home.printed("show", "2", "--full")


def test_where_the_history_cannot_be_read_the_settings_are_shown_all_the_same(home: Home) -> None:
    home.keep(say("It held."))
    (home.folder / "history.db").write_bytes(b"no history" * 100)
    shown = home.printed("config")
    assert "Learned        unknown: the history cannot be read." in shown and "settings.json" in shown


def test_old_takes_show_phrases_that_were_added_later(home: Home) -> None:
    home.keep(say("So at the end [um] of the day it held, maybe."))
    assert "Your phrases" not in home.printed("show")
    for phrase in (PHRASE, "simply"):
        home.printed("config", "phrases", "add", phrase)
    text = " ".join(home.printed("show").split())
    assert "*at the end [1 um] of the day* it held" in text
    assert f'Your phrases "{PHRASE}" once, 10.0 per 100 words, at 0:00' in text
    assert 'not found: "simply"' in text
    (own,) = json.loads(home.printed("show", "--json"))["fillers"]["own_phrases"]
    assert own == {"text": PHRASE, "start_s": 0.9, "end_s": 3.75}


def test_written_answers_are_searched_too(home: Home, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(f"I did it, {PHRASE}.")
    home.printed("config", "phrases", "add", PHRASE)
    assert f"*{PHRASE}*." in home.printed("analyze", "--text", str(tmp_path / "draft.txt"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("config",),
        ("config", "phrases"),
        ("config", "phrases", "add", PHRASE),
        ("analyze", "--text", "none.txt"),
        ("prompt", "--answer", "none.wav"),
    ],
    ids=" ".join,
)
def test_settings_in_disorder_are_one_line(home: Home, arguments: tuple[str, ...]) -> None:
    home.keep(write("I did."))
    (home.folder / FILE_NAME).write_text("{")
    run = home.run(*arguments)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert "Fix " in run.stderr


def test_a_phrase_is_one_argument(home: Home) -> None:
    run = home.run("config", "phrases", "add", "at", "the", "end")
    assert (run.returncode, load(home.folder)) == (2, Settings())


def test_sound_is_kept_as_long_as_is_chosen(tmp_path: Path) -> None:
    assert load(tmp_path).sound_days is None
    add_phrase(tmp_path, "to be fair")
    keep_for(tmp_path, "sound", 30)
    assert load(tmp_path) == Settings(phrases=("to be fair",), sound_days=30)
    keep_for(tmp_path, "sound", None)
    assert load(tmp_path).sound_days is None


@pytest.mark.parametrize("days", ["0", "-3", "true", '"30"', "1e99", "[30]"])
def test_a_number_of_days_that_is_none_is_named(tmp_path: Path, days: str) -> None:
    (tmp_path / FILE_NAME).write_text(f'{{"sound_days": {days}}}', encoding="utf-8")
    with pytest.raises(SettingsError, match="sound_days"):
        load(tmp_path)


def test_practice_keeps_to_the_questions_that_were_chosen(home: Home, tmp_path: Path) -> None:
    home.printed("config", "questions", "--theme", "help-desk", "--theme", "learning")
    asked = "Questions theme help-desk or theme learning"
    assert asked in " ".join(home.printed("config").split())
    bank = load_bank([bundled("prompts")])
    answer = tmp_path / "silence.wav"  # no model is needed for it
    soundfile.write(answer, np.zeros(32_000), 16_000)
    for options, themes in (((), {"help-desk", "learning"}), (("--theme", "leadership"), {"leadership"})):
        home.printed("prompt", "--answer", str(answer), *options)
        with open_history(home.folder) as history:
            take = history.take()
        assert find(bank, take.prompt_id or "").theme in themes
    home.printed("config", "questions", "--any")
    assert json.loads(home.printed("config", "questions", "--json"))["practised"]["themes"] == []


def test_questions_that_there_are_not_are_not_kept(home: Home) -> None:
    none = home.run("config", "questions", "--theme", "no such theme")
    assert (none.returncode, none.stderr.count("\n")) == (1, 1)
    assert "There is no theme 'no such theme'" in none.stderr
    both = home.run("config", "questions", "--any", "--theme", "learning")
    assert (both.returncode, load(home.folder)) == (2, Settings())
