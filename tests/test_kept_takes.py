"""The commands on kept takes whose words are known, as their users run them; no model is needed."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from at_home import NOON, Home, new_home
from saying import say, write

TEN = "one two three four five six seven eight nine ten"
ENGLISH = say(f"So [um], {TEN}. {TEN} [uh] {TEN}.")
GERMAN = replace(say(f"Um acht war er da. {TEN}."), language="de")


def test_progress_leaves_takes_in_other_languages_out(home: Home) -> None:
    for heard in (ENGLISH, GERMAN, ENGLISH, GERMAN):
        home.keep(heard)
    read = json.loads(home.printed("progress", "--json"))
    assert [(day["takes"], day["words"]) for day in read["days"]] == [(2, 62)]
    assert read["comparison"]["before"] == {"events": 2, "words": 31, "takes": 1}
    assert read["other_languages"] == 2
    assert "2 takes are left out: not in English, or not heard well enough." in home.printed("progress")


def test_progress_on_other_languages_only(home: Home) -> None:
    home.keep(GERMAN)
    assert "1 take is left out: not in English, or not heard well enough." in home.printed("progress")


def practised(home: Home) -> None:
    """Three days, on the last of which the "um"s are gone; one question answered twice."""
    for day in (0, 1):
        told = say(f"I mean, I like it. {TEN} [um] " * 30)
        home.keep(told, day=day, prompt_id="outage", question="What broke?")
        home.keep(say(f"I mean, {TEN} [um]. " * 30), day=day)
    for _ in range(4):
        home.keep(say(f"{TEN} {TEN}. " * 30), day=2, prompt_id="outage", question="What broke?")


def test_progress_tells_what_moved(home: Home) -> None:
    practised(home)
    shown = home.printed("progress")
    assert shown.startswith("You say fewer ums: 7.4 → 0.0 per 100 words over 8 answers, more than chance.\n")
    assert "2025-03-03      4   2400  0.0 (0.0 to 0.2)   150    4:00  0 of 4" in shown
    lines = " ".join(shown.split())
    assert "Your first 4 takes and your latest 4 takes, per 100 words" in lines
    assert '"I mean" 7.4 → 0.0 fewer, by more than chance' in lines
    assert "What broke? take 1 → 8; um/uh: fewer, by more than chance (6.7 → 0.0);" in lines
    read = json.loads(home.printed("progress", "--json"))
    assert read["says"] in lines
    assert [answer["id"] for answer in read["answers"]] == list(range(1, 9))
    assert read["answers"][0]["filled_pauses"] == 30


def test_progress_through_a_pipe_loses_nothing(home: Home) -> None:
    practised(home)
    assert home.printed("progress") == home.printed("progress", "--full")


def test_the_progress_links_to_the_pages_that_lie_beside_it(home: Home, tmp_path: Path) -> None:
    practised(home)
    home.printed("report", "2", "--no-open")
    home.printed("progress", "--html", "--no-open")
    assert '<a href="take-2.html">' in (home.folder / "pages" / "progress.html").read_text(encoding="utf-8")
    home.printed("progress", "--html", "--no-open", "--output", str(tmp_path / "for a coach.html"))
    assert "<a href=" not in (tmp_path / "for a coach.html").read_text(encoding="utf-8")


def test_progress_sums_up_anew_only_what_is_new(home: Home) -> None:
    practised(home)
    home.printed("progress")
    database = sqlite3.connect(home.folder / "history.db")
    database.execute(
        "UPDATE summaries SET summary = replace(summary, '\"filled_pauses\":30', '\"filled_pauses\":0')"
    )
    database.commit()
    assert "um/uh 0.0 → 0.0 too rare to tell" in " ".join(home.printed("progress").split())
    database.execute("UPDATE summaries SET measures = 0")
    database.commit()
    assert "You say fewer ums" in " ".join(home.printed("progress").split())


def test_progress_shows_the_latest_of_many_days(home: Home) -> None:
    for day in range(16):
        home.keep(ENGLISH, day=day)
    shown = home.printed("progress")
    assert "\n2025-03-02 " not in shown and "\n2025-03-16 " in shown
    assert "The latest 14 of 16 days; `--all` shows all." in shown
    assert "\n2025-03-01 " in home.printed("progress", "--all")


def test_show_of_a_long_take_shows_the_text_where_asked(home: Home) -> None:
    home.keep(say(f"{TEN}. " * 60 + "I [um] did."))
    short, full = home.printed("show"), home.printed("show", "1", "--full")
    assert "`rehearse show 1 --full` shows all 603 words" in " ".join(short.split())
    assert "[1 um]" in short and "[1 um]" in full
    assert " ".join(full.split()).count(TEN) >= 60 > " ".join(short.split()).count(TEN)


def test_the_latest_take_is_the_one_made_last_whatever_the_clock_said(home: Home) -> None:
    new_home(home.folder)
    home.keep(say("The clock stood wrong."), day=900, prompt_id="outage", question="What broke?")
    home.keep(say("It is right again."))
    assert "It is right again." in home.printed("show")
    assert "It is right again." in home.printed("export")
    assert home.printed("report", "--no-open").startswith("Take 2 is in ")
    assert "take 2 is gone" in home.run("play").stderr
    assert "The latest is take 2, 2025-03-01" in " ".join(home.printed().split())
    assert [line.split()[0] for line in home.printed("history").splitlines()] == ["Take", "1", "2"]
    again = home.run("prompt", "outage", "--answer", str(SOUND))
    assert "Since take 1" in again.stdout and "Take 3 is kept." in again.stdout
    assert "printer" in home.printed("show")


def test_compare_shows_two_takes_and_what_chance_says(home: Home) -> None:
    home.keep(say(f"{TEN} [um] " * 40))
    home.keep(say(f"{TEN} " * 40))
    shown = home.printed("compare", "1", "2")
    assert "um, uh" in shown
    assert "um/uh: fewer, by more than chance." in " ".join(shown.split())
    assert "They answer different questions" in " ".join(shown.split())
    read = json.loads(home.printed("compare", "1", "2", "--json"))
    assert read["takes"] == [1, 2]
    assert read["filled_pauses"]["change"] == "fewer"
    assert read["discourse_markers"]["change"] == "unclear"


def test_compare_calls_it_chance_where_all_answers_differ_so_much(home: Home) -> None:
    for ums in (40, 0, 40, 0):
        home.keep(say(f"{TEN} [um] " * ums + f"{TEN} " * (40 - ums)))
    assert "um/uh: no clear change." in " ".join(home.printed("compare", "1", "2").split())


def test_compare_with_another_language_counts_no_fillers(home: Home) -> None:
    home.keep(ENGLISH)
    home.keep(GERMAN)
    shown = home.printed("compare", "1", "2")
    assert "by chance" not in shown and "chance" not in shown
    assert "Words a minute" in shown


def test_compare_with_a_take_that_is_not_there_is_one_line(home: Home) -> None:
    home.keep(ENGLISH)
    run = home.run("compare", "1", "7")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "Error: There is no take 7. The latest is 1, `rehearse history` lists them all.\n"


def test_report_is_the_owners_alone_and_goes_with_its_take(home: Home) -> None:
    home.keep(ENGLISH)
    page = home.folder / "pages" / "take-1.html"
    assert home.printed("report", "--no-open") == f"Take 1 is in {page}\n"
    assert "seven" in page.read_text(encoding="utf-8").partition('id="text"')[2]
    if os.name == "posix":
        assert (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    home.printed("delete", "1", "--yes")
    assert not page.exists()


@pytest.mark.parametrize("command", [("report", "--no-open"), ("export", "--to", "srt")], ids=" ".join)
def test_output_where_nothing_can_be_written_is_one_line(home: Home, command: tuple[str, ...]) -> None:
    home.keep(ENGLISH)
    run = home.run(*command, "--output", str(home.folder / "no folder" / "file"))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert "cannot be written: No such file or directory. Choose another place: --output FILE." in run.stderr


def test_export_writes_where_it_is_told_or_prints(home: Home, tmp_path: Path) -> None:
    home.keep(ENGLISH)
    path = tmp_path / "take.srt"
    assert home.printed("export", "1", "--to", "SRT", "--output", str(path)) == f"Take 1 is in {path}\n"
    assert path.read_text(encoding="utf-8") == home.printed("export", "--to", "srt")


def test_export_of_a_written_answer_has_no_times(home: Home) -> None:
    home.keep(write("So I fixed it."))
    assert "So I fixed it." in home.printed("export")
    run = home.run("export", "--to", "textgrid")
    assert (run.returncode, run.stdout) == (1, "")
    assert "Take 1 is a written answer without times, which textgrid needs. Try --to markdown." in run.stderr


SOUND = Path(__file__).parent.parent / "samples" / "short-answer.flac"


def sounds(home: Home) -> set[str]:
    return {path.name for path in (home.folder / "takes").iterdir()}


def test_purge_shows_what_goes_and_asks(home: Home) -> None:
    home.keep(ENGLISH, sound=SOUND)
    home.printed("report", "--no-open")
    refused = home.run("purge", "--older-than", "30d")  # nobody answers
    assert refused.returncode == 1
    assert "take 1, 2025-03-01: no question" in refused.stdout
    assert sounds(home) == {SOUND.name}
    assert "Deleted 1 take, audio and words." in home.printed("purge", "--older-than", "30d", "--yes")
    assert sounds(home) == set()
    assert list((home.folder / "pages").iterdir()) == []
    assert "No takes yet" in home.printed("history")


def test_purge_of_the_sound_leaves_the_words(home: Home) -> None:
    home.keep(ENGLISH, sound=SOUND)
    home.keep(write("So I fixed it."))
    home.printed("report", "1", "--no-open")
    assert "Deleted the audio of 1 take." in home.printed("purge", "--older-than", "1y", "--sound", "--yes")
    assert sounds(home) == set()
    assert list((home.folder / "pages").iterdir()) == []
    assert TEN in " ".join(home.printed("show", "1").split())
    assert "No takes are that old." in home.printed("purge", "--older-than", "1y", "--sound", "--yes")
    assert home.run("play", "1").returncode == 1


def test_purge_spares_what_is_newer_and_what_waits_for_its_report(home: Home) -> None:
    home.keep(None, sound=SOUND)
    home.keep(ENGLISH)
    spared = " ".join(home.printed("purge", "--older-than", "99999y", "--yes").split())
    assert spared == "No takes are that old."
    shown = home.printed("purge", "--older-than", "1", "--yes")
    assert "1 take has no report yet and is kept. `rehearse recover` makes it." in " ".join(shown.split())
    assert "Deleted 1 take, audio and words." in shown
    assert sounds(home) == {SOUND.name}


@pytest.mark.parametrize("age", ["", "30 days", "-3d", "3q", "d"])
def test_purge_takes_no_age_for_another(home: Home, age: str) -> None:
    home.keep(ENGLISH)
    run = home.run("purge", f"--older-than={age}", "--yes")
    assert run.returncode == 2
    assert "is not an age such as 30d" in run.stderr
    assert "1" in home.printed("history")


def test_what_cannot_be_deleted_is_one_line_and_keeps_nobody_from_practising(home: Home) -> None:
    home.keep(ENGLISH)
    stuck = home.folder / "takes" / "gone.flac"
    stuck.mkdir()
    for command in (("delete", "1"), ("purge", "--older-than", "1"), ("config", "sound", "30d")):
        run = home.run(*command, "--yes")
        assert (run.returncode, run.stderr.count("\n")) == (1, 1), run.stderr
        assert f"Cannot be deleted: {stuck}" in run.stderr
    assert [json.loads(home.printed("history", "--json"))["take"]] == [1]
    run = home.run("prompt", "outage", "--answer", "there-is-none.wav")
    assert "There is no file there-is-none.wav" in run.stderr
    stuck.rmdir()
    assert "No takes yet" in home.printed("history")


def test_a_stray_that_was_never_deleted_is_still_found(home: Home) -> None:
    home.keep(ENGLISH, sound=SOUND)
    home.keep(ENGLISH)
    home.printed("delete", "1", "--yes")
    stray = home.folder / "takes" / "20250301-091500-4711-outage.wav"
    stray.write_bytes(b"no sound at all " * 100)
    os.utime(stray, (0, 0))
    assert (
        f"Found a recording without a take, {stray.name}, and saved it as take 3."
        in home.run("recover").stderr
    )


@pytest.mark.parametrize(
    "command",
    [
        ("show", "--json"),
        ("history", "--json"),
        ("recover", "1", "--json"),
        *(("export", "--to", to) for to in ("json", "csv", "markdown", "vtt", "srt", "textgrid", "audacity")),
        ("progress", "--json"),
        ("points", "outage", "--json"),
        ("compare", "1", "2", "--json"),
        ("prompts", "--json"),
    ],
    ids=" ".join,
)
def test_what_is_given_away_names_no_folder(home: Home, command: tuple[str, ...]) -> None:
    for _ in range(2):
        home.keep(ENGLISH, sound=SOUND, prompt_id="outage", question="What broke?")
    own = home.folder / "prompts"
    own.mkdir()
    bundled = Path(__file__).parent.parent / "prompts" / "help-desk.toml"
    text = bundled.read_text(encoding="utf-8").replace('id = "', 'id = "mine-')
    (own / "mine.toml").write_text(text, encoding="utf-8")
    given = home.printed(*command)
    assert str(home.folder) not in given
    if command[0] == "show":
        assert json.loads(given)["file"] == SOUND.name


def test_history_tells_which_takes_wait_for_their_report(home: Home) -> None:
    home.keep(ENGLISH)
    assert "no report yet" not in home.printed("history")
    home.keep(None, sound=SOUND)
    assert "1 take has no report yet. `rehearse recover` makes it." in home.printed("history")
    home.keep(None, sound=SOUND)
    assert "2 takes have no report yet. `rehearse recover` makes them." in home.printed("history")


def test_old_sound_goes_when_its_time_is_over_and_the_words_stay(home: Home) -> None:
    home.keep(ENGLISH, sound=SOUND)
    home.keep(None, sound=SOUND)  # waits for its report
    refused = home.run("config", "sound", "30d")  # nobody answers
    assert refused.returncode == 1
    assert "take 1, 2025-03-01: no question" in refused.stdout
    assert sounds(home) == {SOUND.name}
    assert "kept until you delete it" in home.printed("config")
    said = home.printed("config", "sound", "30d", "--yes")
    assert said == "Deleted the audio of 1 take.\nAudio is kept for 30 days, words until you delete them.\n"
    assert TEN in " ".join(home.printed("show", "1").split())
    assert json.loads(home.printed("config", "--json"))["sound_days"] == 30
    assert "kept until you delete it" in home.printed("config", "sound", "always")


def test_old_sound_goes_when_a_practice_begins(home: Home) -> None:
    home.printed("config", "sound", "8w")
    home.keep(ENGLISH, sound=SOUND)
    run = home.run("prompt", "outage", "--answer", "there-is-none.wav")
    assert "Deleted the audio of 1 take older than 56 days" in " ".join(run.stdout.split())
    assert sounds(home) == set()
    assert "was deleted" not in home.run("prompt", "outage", "--answer", "there-is-none.wav").stdout


@pytest.mark.parametrize("limit", ["0d", "soon", "-3"])
def test_no_age_is_no_time_to_keep_sound(home: Home, limit: str) -> None:
    assert home.run("config", "sound", "--", limit).returncode == 2


def test_without_a_command_it_says_where_one_stands_and_what_to_do(home: Home) -> None:
    first = " ".join(home.printed().split())
    assert "Next `rehearse check` tests your microphone, then `rehearse prompt` asks your first" in first
    assert "`rehearse web` does both in your browser." in first
    practised(home)
    stands = " ".join(home.printed().split())
    assert stands.startswith("You say fewer ums: 7.4 → 0.0 per 100 words over 8 answers, more than chance.")
    assert "The latest is take 8, 2025-03-03" in stands
    assert "days ago. A little often helps most: `rehearse prompt`." in stands
    home.keep(None, sound=SOUND)
    assert "Next 1 take has no report yet. `rehearse recover` makes it." in " ".join(home.printed().split())


def test_after_a_practice_its_own_advice_is_the_thing_to_do(home: Home) -> None:
    today = (datetime.now(UTC) - NOON).days
    home.keep(say("I fixed it."), day=today, prompt_id="outage", question="What broke?")
    next_thing = " ".join(home.printed().partition("Next")[2].split())
    assert next_thing.startswith('Tell more. You said "I fixed it"')
    assert "`rehearse prompt outage` asks that question again." in next_thing
