"""What the pages of `rehearse web` say and keep, without a browser."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from at_home import Home
from rehearse.history import open_history
from rehearse.model.questions import Filters
from rehearse.settings import load
from saying import say
from serving import Served, served
from spoken_take import VOICE

STORY = "In spring the printer broke. I repaired it myself. After that it worked again."


def test_points_are_kept_and_too_many_are_refused_with_a_reason(server: Served, home: Home) -> None:
    assert server.post("points", question="outage", points="checked first\n\n told them \n").status == 303
    with open_history(home.folder) as history:
        assert history.points("outage") == ("checked first", "told them")
    assert "<li>told them</li>" in server.get("?question=outage").body
    refused = server.post("points", question="outage", points="\n".join("abcdefgh"))
    assert "more is a script" in refused.body
    with open_history(home.folder) as history:
        assert len(history.points("outage")) == 2


def test_who_spoke_says_which_sentence_shows_what_the_question_asks(server: Served, home: Home) -> None:
    take = home.keep(say(STORY), prompt_id="outage", question="What broke?")
    asked = server.get(f"takes/{take}/behind").body
    assert asked.count("<fieldset>") >= 2 and "I repaired it myself." in asked
    form = {"layer-0": "1", "layer-1": "none"}
    assert server.post(f"takes/{take}/behind", **form).status == 303
    again = server.get(f"takes/{take}/behind").body
    assert 'name="layer-0" value="1" checked' in again
    assert 'name="layer-1" value="none" checked' in again
    assert "I repaired it myself" in server.get(f"takes/{take}").body.split("The question asks for")[1]


@pytest.mark.parametrize("said", ["99", "-1", "x", ""])
def test_a_sentence_that_there_is_not_changes_nothing(server: Served, home: Home, said: str) -> None:
    take = home.keep(say(STORY), prompt_id="outage", question="What broke?")
    assert server.post(f"takes/{take}/behind", **{"layer-0": said}).status == 303
    assert 'name="layer-0" value="" checked' in server.get(f"takes/{take}/behind").body


def test_takes_are_found_by_the_words_of_their_question(server: Served, home: Home) -> None:
    for number in range(60):
        home.keep(say(STORY), question="What broke?" if number % 2 else "Whom did you help?", day=number)
    first = server.get("takes").body
    assert first.count('class="what"') == 50 and 'name="before" value="11"' in first
    assert server.get("takes?before=11").body.count('class="what"') == 10
    found = server.get("takes?q=BROKE").body
    assert found.count('class="what"') == 30 and "Whom did" not in found
    missed = server.get("takes?q=zebra").body
    assert "No take answers a question with these words." in missed and "Show all takes" in missed
    old = home.keep(None, sound=VOICE, question="Cut off", day=-1)
    assert f'takes/{old}">Take {old}</a>' in server.get("takes").body.split("without a report")[1]


def test_two_chosen_takes_are_compared_the_earlier_one_first(server: Served, home: Home) -> None:
    home.keep(say("[um] " * 40 + STORY * 20), prompt_id="outage", question="What broke?", day=1)
    home.keep(say(STORY * 20), prompt_id="outage", question="What broke?", day=2)
    home.keep(say(STORY), question="Whom did you help?", day=3)
    for asked in ("take=1&take=2", "take=2&take=1&q="):
        shown = server.get(f"compare?{asked}").body
        assert "um/uh: fewer, by more than chance." in shown
        assert '<th scope="row">um, uh</th><td>40</td><td>0</td>' in shown
        assert shown.index('takes/1">Take 1') < shown.index('takes/2">Take 2')
        assert "different questions" not in shown and "?question=outage" in shown
    assert "They answer different questions" in server.get("compare?take=1&take=3").body
    assert "Compare with take 1" in server.get("takes/2").body


def test_who_chose_one_take_is_told_to_choose_two_and_keeps_the_one(server: Served, home: Home) -> None:
    for day in range(2):
        home.keep(say(STORY), question="What broke?", day=day)
    listed = server.get("takes").body
    assert "Compare two takes" in listed and "tick the box" not in listed
    one = server.ask(server.get("compare?take=1").headers["location"]).body
    assert "tick the box beside each" in one and one.count("checked") == 1
    assert 'value="1" checked' in server.get("takes?take=1&q=nothing").body  # also where it is not listed
    assert server.get("compare?take=1&take=1").headers["location"].endswith("takes?take=1&compare=1")
    assert "There is no take 9" in server.get("compare?take=1&take=9").body
    unheard = home.keep(None, sound=VOICE, day=2)
    assert server.get(f"compare?take=1&take={unheard}").headers["location"].endswith(f"takes/{unheard}")


def test_nobody_who_begins_stands_before_an_empty_page(server: Served) -> None:
    assert "Practise now" in server.get("takes").body
    assert server.get("progress").status == 200
    assert server.get("interview").status == 303
    assert server.get("?question=nothing").status == 404
    assert "Another question" in server.get("?own=%20%20").body


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "9" * 5000])
def test_a_number_that_is_none_in_an_address_is_no_fault_of_ours(server: Served, number: str) -> None:
    for path in ("interview?steps=outage&at=", "interview?questions=", "takes?before="):
        assert server.get(path + number).status in (200, 303), path
    assert server.get(f"interview?steps=outage&at=1&takes={number}").status == 303


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("takes/9", "The page Takes lists them all."),
        ("?question=nothing", "The page Questions lists them all."),
        ("takes/2", "No speech was found in 1 s of audio. The page Microphone tests yours."),
        ("takes/1/listen", "Its report still shows its words."),
    ],
)
def test_a_page_leads_to_pages_and_names_no_commands(
    server: Served, home: Home, path: str, says: str
) -> None:
    home.keep(say(STORY), question="What broke?")
    home.keep(say(""), question="What broke?")
    body = server.get(path).body
    assert says in body and "`rehearse" not in body


def test_a_fault_of_ours_gets_a_page_and_is_printed(home: Home) -> None:
    code = "from rehearse.web import pages; pages.groupby = None; "
    code += "from rehearse.cli import main; main(['web', '--no-browser'])"
    with served(home.folder, program=["-c", code]) as server:
        server.enter()
        answer = server.get("questions")
        assert answer.status == 500 and "This is a fault in rehearse itself." in answer.body
        assert server.get("takes").status == 200
        server.process.terminate()
        assert server.process.stdout is not None
        assert "'NoneType' object is not callable" in server.process.stdout.read()


def test_who_has_no_progress_yet_is_led_to_a_question(server: Served) -> None:
    body = server.get("progress").body
    assert "Practise now" in body and "`rehearse" not in body


def test_who_changes_a_setting_is_told_that_it_is_kept(server: Served) -> None:
    kept = server.post("settings/phrases", phrase="in a sense")
    assert '<p class="good" role="status">Kept.</p>' in server.ask(kept.headers["location"]).body
    assert "Kept." not in server.get("settings").body


def test_who_begins_is_welcomed_once(server: Served, home: Home) -> None:
    assert "Try your microphone first" in server.get("").body
    home.keep(say(STORY), question="What broke?")
    assert "Try your microphone first" not in server.get("").body


def test_a_shorter_answer_is_asked_for_in_its_own_time(server: Served) -> None:
    shorter = server.get("?question=outage&drill=60").body
    assert "in at most 60 seconds" in shorter and "one to two minutes" not in shorter


def test_a_take_is_had_in_every_format_and_as_a_page_of_its_own(server: Served, home: Home) -> None:
    take = home.keep(say(STORY), question="What broke?", sound=VOICE)
    for kind in ("markdown", "csv", "json", "vtt", "srt", "textgrid", "audacity"):
        made = server.get(f"takes/{take}/export/{kind}")
        assert made.status == 200 and ("repaired" in made.body or kind == "audacity")
        assert made.headers["content-disposition"].startswith(f'attachment; filename="take-{take}.')
    assert json.loads(server.get(f"takes/{take}/export/json").body)["question"] == "What broke?"
    alone = server.get(f"takes/{take}/file").body
    assert "data:audio/mp4" in alone and server.root not in alone
    assert "data:audio/mp4" not in server.get(f"takes/{take}/file?voice=no").body


def test_the_sound_comes_in_the_part_that_a_browser_asks_for(server: Served, home: Home) -> None:
    take = home.keep(say(STORY), question="What broke?", sound=VOICE)
    part = server.get(f"takes/{take}/sound", "bytes=0-3")
    assert (part.status, part.body, part.headers["content-type"]) == (206, "fLaC", "audio/flac")
    whole = VOICE.stat().st_size
    assert part.headers["content-range"] == f"bytes 0-3/{whole}"
    assert server.get(f"takes/{take}/sound", "bytes=99999999-").status == 416
    assert server.get("takes/99/sound").status == 404


def test_hostile_words_are_text_on_every_page(server: Served, home: Home) -> None:
    hostile = "<script>alert(1)</script>\u202e\x1b[31m"
    take = home.keep(say(STORY), question=hostile)
    for path in ("takes", f"takes/{take}", f"takes/{take}/delete", f"?own={hostile}", f"takes?q={hostile}"):
        body = server.get(path.replace("<", "%3C").replace("\u202e", "").replace("\x1b", "%1b")).body
        assert "<script>alert" not in body, path
        assert "\u202e" not in body and "\x1b" not in body


def test_which_questions_are_asked_is_kept(server: Served, home: Home) -> None:
    kept = server.post("settings/questions", **{"theme-help-desk": "yes", "level": "entry", "role": ""})
    assert kept.status == 303
    assert load(home.folder).questions == Filters(("help-desk",), "entry", None)
    assert 'name="theme-help-desk" value="yes" checked' in server.get("settings").body
    assert server.post("settings/questions", **{"theme-nothing": "yes"}).status == 404
    assert load(home.folder).questions.themes == ("help-desk",)


def test_words_of_ones_own_are_added_and_removed(server: Served, home: Home) -> None:
    assert server.post("settings/phrases", phrase="at the  end of the day").status == 303
    assert load(home.folder).phrases == ("at the end of the day",)
    assert "counted as um/uh already" in server.post("settings/phrases", phrase="um").body
    assert server.post("settings/phrases", remove="at the end of the day").status == 303
    assert load(home.folder).phrases == ()


def test_old_audio_is_deleted_only_after_a_question(server: Served, home: Home) -> None:
    take = home.keep(say(STORY), question="What broke?", sound=VOICE)  # recorded long ago
    with open_history(home.folder) as history:
        audio = history.take(take).audio
    assert audio is not None
    assert "Delete old audio now?" in server.post("settings/keep/sound", days="30").body
    assert audio.exists() and load(home.folder).sound_days is None
    assert server.post("settings/keep/sound?days=30&sure=yes").status == 303
    assert not audio.exists() and load(home.folder).sound_days == 30
    assert "repaired" in server.get(f"takes/{take}").body
    assert server.post("settings/keep/sound", days="0").status == 400
    assert server.post("settings/keep/sound", days="").status == 303
    assert load(home.folder).sound_days is None


def test_how_long_is_kept_is_said_for_audio_and_video_apart(server: Served, home: Home) -> None:
    home.printed("config", "sound", "45d")
    assert server.post("settings/keep/video", days="7").status == 303
    assert server.post("settings/keep/sound", days="45").status == 303  # as it is
    kept = load(home.folder)
    assert (kept.sound_days, kept.video_days) == (45, 7)
    assert server.post("settings/keep/words", days="7").status == 404
    assert "Video          kept for 7 days" in home.printed("config")


def test_a_plan_is_made_followed_taken_away_and_forgotten(server: Served, home: Home) -> None:
    assert "When is your interview?" in server.get("plan").body
    until = datetime.now().astimezone().date() + timedelta(days=12)
    assert server.post("plan", day=until.isoformat(), minutes="8").status == 303
    page = server.get("plan").body
    assert "<h1>12 days until your interview on " in page and "10 practices, about 8 minutes each." in page
    assert 'href="' + server.root + '?question=about-yourself">Tell me about yourself.</a>' in page
    assert "From your plan." in server.get("").body
    file = server.get("plan/practice.ics")
    assert file.headers["content-type"].startswith("text/calendar") and "BEGIN:VCALENDAR" in file.body
    home.printed("plan", "--clear")
    assert server.get("plan/practice.ics").status == 404
    server.post("plan", day=until.isoformat(), minutes="8")
    assert server.post("plan", clear="yes").status == 303
    assert "When is your interview?" in server.get("plan").body


@pytest.mark.parametrize(
    "form",
    [
        {"day": "2020-01-01", "minutes": "8"},
        {"day": "9999-01-01", "minutes": "8"},
        {"day": "soon", "minutes": "8"},
        {"minutes": "8"},
        {"day": "tomorrow"},
    ],
)
def test_a_form_that_no_page_sends_makes_no_plan(server: Served, form: dict[str, str]) -> None:
    assert server.post("plan", **form).status == 400
    assert "When is your interview?" in server.get("plan").body


def test_stories_are_kept_changed_filed_and_deleted(server: Served, home: Home) -> None:
    assert "Your first story" in server.get("stories").body
    kept = server.post("stories", title="The ferry", text="It left without us.\nI found a <b>boat</b>.")
    assert kept.status == 303 and kept.headers["location"].endswith("stories/1")
    page = server.get("stories/1").body
    assert "<h1>The ferry</h1>" in page and "Not told aloud yet." in page
    assert "I found a &lt;b&gt;boat&lt;/b&gt;." in page
    assert server.post("stories/1", title="The boat", text="It left.").status == 303
    take = home.keep(say(STORY), prompt_id="outage", question="What broke?")
    assert f'name="take" value="{take}"' in server.get("stories").body
    assert server.post("stories/takes", take=str(take), story="1").status == 303
    listed = server.get("stories").body
    assert f'name="take" value="{take}"' not in listed and "Told once" in listed
    assert "Delete &#34;The boat&#34;?" in server.get("stories/1/delete").body
    assert server.post("stories/1/delete").status == 303
    assert server.get("stories/1").status == 404 and server.get(f"takes/{take}").status == 200


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("stories", {"title": "", "text": "x"}, 500),
        ("stories", {"title": "t" * 81, "text": "x"}, 500),
        ("stories/9", {"title": "t", "text": "x"}, 404),
        ("stories/9/delete", {}, 404),
        ("stories/takes", {"take": "x", "story": "1"}, 400),
        ("stories/takes", {"take": "1", "story": "9"}, 404),
    ],
)
def test_what_is_no_story_is_refused(server: Served, path: str, form: dict[str, str], status: int) -> None:
    assert server.post(path, **form).status in (status, 500 if status == 404 else status)
    assert "Your first story" in server.get("stories").body
