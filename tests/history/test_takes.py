"""Takes in and out of a real SQLite file: what is kept, in which order, and what deleting leaves."""

import gc
import os
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import History, open_history
from rehearse.history.stored import words_from_text
from rehearse.model.heard import Damage, Heard, Hesitation, Reading, Sound, Span, Whole, Word
from rehearse.model.kept import NewTake, Summary, Take
from rehearse.words.takes import NO_TAKES
from saying import say, write

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
HEARD = say("So [um] I, you know, fixed it. (2.5) It held.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "some where" / "rehearse"


@pytest.fixture
def history(folder: Path) -> Iterator[History]:
    with open_history(folder) as opened:
        yield opened


def add(
    history: History,
    *,
    heard: Heard = HEARD,
    hours: float = 0,
    prompt_id: str | None = "conflict",
    audio: Path | None = None,
) -> Take:
    return history.add(
        heard,
        NewTake(
            recorded_at=NOON + timedelta(hours=hours),
            prompt_id=prompt_id,
            question="Tell me about a conflict.",
            audio=audio,
            version="0.1.0",
        ),
    )


def begin(history: History, *, hours: float = 0, audio: Path | None = None) -> Take:
    return history.begin(
        NewTake(
            recorded_at=NOON + timedelta(hours=hours),
            prompt_id="conflict",
            question="Tell me about a conflict.",
            audio=audio,
            version="0.1.0",
        )
    )


ANSWERS = [
    HEARD,
    say(""),
    write("I fixed it, and it held."),
    Heard(
        words=(Word('"Ça"—\n\\ 好', Span(0.1 + 0.2, 1 / 3), 0.9999999, 1e-7), Word("", Span(0.5, 0.5), 0.0)),
        speech=(Span(1e-9, 12345.678),),
        hesitations=(Hesitation(Span(1e-9, 0.1 + 0.2), 2 / 3),),
        readings=(Reading(0, 2, (-1e-9, -1 / 3, -2.5, -0.1, -12345.678)),),
        whole=Whole((-1e-9, -1 / 3, -2.5, -0.1, -12345.678), (-1 / 3, -1e-9, -9.0, -2.5)),
        duration_s=12345.678,
        engine="openai-whisper",
        model="tiny",
        language="fr",
        damage=Damage(2 / 3, 4, 12345.678, (Span(0.1, 0.1 + 0.2), Span(1.0, 12345.678))),
        track=2,
        sound=Sound(1 / 3, -0.1),
        english=2 / 3,
        others=(Span(0.1, 1 / 3), Span(1.0, 12345.678)),
    ),
]


@pytest.mark.parametrize("heard", ANSWERS, ids=["spoken", "silent", "written", "odd"])
def test_what_was_heard_comes_back_to_the_last_bit(folder: Path, heard: Heard) -> None:
    with open_history(folder) as history:
        added = add(history, heard=heard, audio=history.takes_folder / "a take.flac")
    with open_history(folder) as history:
        assert history.take(added.id) == added
        assert list(history.takes_heard()) == [added]
    assert added == Take(
        id=1,
        recorded_at=NOON,
        prompt_id="conflict",
        question="Tell me about a conflict.",
        audio=folder / "takes" / "a take.flac",
        heard=heard,
        version="0.1.0",
    )


def test_a_take_needs_neither_question_nor_recording(history: History) -> None:
    added = history.add(
        HEARD, NewTake(recorded_at=NOON, prompt_id=None, question=None, audio=None, version="0.1.0")
    )
    assert (added.prompt_id, added.question, added.audio) == (None, None, None)
    assert history.take(added.id) == added


def test_times_come_back_in_utc(history: History) -> None:
    east = datetime(2025, 3, 1, 22, 0, 0, 123456, tzinfo=timezone(timedelta(hours=10)))
    take = history.begin(
        NewTake(recorded_at=east, prompt_id=None, question=None, audio=None, version="0.1.0")
    )
    assert take.recorded_at == east
    assert take.recorded_at.utcoffset() == timedelta(0)


def test_a_time_without_its_zone_is_a_bug(history: History) -> None:
    with pytest.raises(ValueError, match="time zone"):
        history.add(
            HEARD,
            NewTake(recorded_at=datetime(2025, 3, 1), prompt_id=None, question=None, audio=None, version="0"),
        )
    assert history.takes() == ()


def test_a_recording_elsewhere_is_a_bug(history: History, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        begin(history, audio=tmp_path / "elsewhere.wav")


def test_a_folder_that_moves_keeps_its_recordings(folder: Path, tmp_path: Path) -> None:
    with open_history(folder) as history:
        add(history, audio=history.takes_folder / "1.flac")
    moved = folder.rename(tmp_path / "moved")
    with open_history(moved) as history:
        assert history.take(1).audio == moved / "takes" / "1.flac"


def test_a_take_exists_before_it_is_analysed(folder: Path) -> None:
    with open_history(folder) as history:
        begun = begin(history, audio=history.takes_folder / "1.wav")
    with open_history(folder) as history:
        assert history.unfinished() == (begun,)
        assert history.take(begun.id) == begun
        assert begun.heard is None
        assert list(history.takes_heard()) == []
        finished = history.finish(begun.id, HEARD)
        assert finished.heard == HEARD
        assert history.take(begun.id) == finished
        assert history.unfinished() == ()


def test_an_answer_without_a_word_is_finished(history: History) -> None:
    history.finish(begin(history).id, say(""))
    assert history.unfinished() == ()
    assert history.take(1).heard == say("")


def test_finishing_again_replaces_what_was_heard(history: History) -> None:
    take = add(history, heard=say("I mixed it."))
    assert history.finish(take.id, HEARD).heard == HEARD
    assert [entry.words for entry in history.listed()] == [len(HEARD.words)]


def test_unfinished_takes_are_listed_oldest_first(history: History) -> None:
    later, earlier, _ = begin(history, hours=2), begin(history, hours=1), add(history)
    assert history.unfinished() == (earlier, later)


def test_a_wav_becomes_a_flac(history: History) -> None:
    take = begin(history, audio=history.takes_folder / "1.wav")
    assert (
        history.set_audio(take.id, history.takes_folder / "1.flac").audio == history.takes_folder / "1.flac"
    )
    assert history.take(take.id).audio == history.takes_folder / "1.flac"
    assert history.set_audio(take.id, None).audio is None


def test_lists_are_in_the_order_of_time(history: History) -> None:
    for hours in (5, 1, 9, 1):
        add(history, hours=hours)
    assert [take.id for take in history.takes()] == [3, 1, 4, 2]
    assert [take.id for take in history.takes(newest_first=False)] == [2, 4, 1, 3]
    assert [take.id for take in history.takes(limit=2)] == [3, 1]
    assert [take.id for take in history.takes(limit=1, newest_first=False)] == [2]
    assert [take.id for take in history.takes(limit=0)] == []
    assert [take.id for take in history.takes_heard(limit=3)] == [3, 1, 4]


def test_time_zones_do_not_disturb_the_order(history: History) -> None:
    def at(hour: int, east: int) -> datetime:
        return datetime(2025, 3, 1, hour, tzinfo=timezone(timedelta(hours=east)))

    # By the clock on the wall the first is the latest; in truth it is the earliest.
    for moment in (at(12, 10), at(4, 0), at(0, -8)):
        history.add(
            HEARD, NewTake(recorded_at=moment, prompt_id=None, question=None, audio=None, version="0.1.0")
        )
    assert [take.id for take in history.takes()] == [3, 2, 1]


def test_lists_can_keep_to_one_question(history: History) -> None:
    for prompt_id in ("conflict", "failure", None, "conflict"):
        add(history, prompt_id=prompt_id)
    assert [take.id for take in history.takes(prompt_id="conflict")] == [4, 1]
    assert [take.id for take in history.takes_heard(prompt_id="failure")] == [2]
    assert history.takes(prompt_id="leadership") == ()


def test_a_list_shows_words_and_length(history: History) -> None:
    add(history, hours=2)
    add(history, heard=write("I fixed it."), hours=1)
    begin(history)
    shown = [(entry.words, entry.duration_s, entry.take.heard) for entry in history.listed()]
    assert shown == [(len(HEARD.words), HEARD.duration_s, None), (3, None, None), (None, None, None)]


def test_a_list_tells_what_was_wrong_with_a_file(history: History) -> None:
    damage = Damage(3.0, 0, 4.0)
    for heard in (HEARD, replace(HEARD, damage=damage)):
        add(history, heard=heard)
    assert [entry.damage for entry in history.listed(newest_first=False)] == [None, damage]


def test_the_latest_take_is_the_one_kept_last_whatever_the_clock_said(history: History) -> None:
    add(history, hours=9000)
    add(history, hours=1)
    assert history.take().id == 2
    with pytest.raises(HistoryError, match="The latest is 2"):
        history.take(7)
    assert [take.id for take in history.takes_heard(as_kept=True)] == [2, 1]
    assert [take.id for take in history.takes()] == [1, 2]  # lists stay in the order of time
    history.delete(2)
    assert history.take().id == 1


def test_last_practised_is_the_newest_of_each_question(history: History) -> None:
    for hours, prompt_id in ((1, "conflict"), (4, "conflict"), (2, "conflict"), (3, "failure"), (9, None)):
        add(history, hours=hours, prompt_id=prompt_id)
    begin(history, hours=6)
    assert history.last_practised() == {
        "conflict": NOON + timedelta(hours=6),
        "failure": NOON + timedelta(hours=3),
    }


def test_no_takes_yet(history: History) -> None:
    assert (history.takes(), history.unfinished(), history.last_practised()) == ((), (), {})
    for asked in (None, 7):
        with pytest.raises(HistoryError, match=f"^{re.escape(NO_TAKES)}$"):
            history.take(asked)


def test_an_unknown_take_is_named_and_the_latest_beside_it(history: History) -> None:
    add(history)
    sentence = r"^There is no take 12\. The latest is 1, `rehearse history` lists them all\.$"
    with pytest.raises(HistoryError, match=sentence):
        history.take(12)
    with pytest.raises(HistoryError, match=sentence):
        history.finish(12, HEARD)
    with pytest.raises(HistoryError, match=sentence):
        history.set_audio(12, None)
    with pytest.raises(HistoryError, match=sentence):
        history.delete(12)
    assert len(history.takes()) == 1


def test_a_number_never_comes_to_mean_another_take(folder: Path) -> None:
    with open_history(folder) as history:
        assert [add(history).id, add(history).id] == [1, 2]
        history.delete(2)
        history.delete(1)
    with open_history(folder) as history:
        assert add(history).id == 3


def test_deleting_removes_the_recording_and_no_other(history: History) -> None:
    recordings = [history.takes_folder / name for name in ("1.flac", "2.flac")]
    for recording in recordings:
        recording.write_bytes(b"sound")
        add(history, audio=recording)
    history.delete(1)
    assert [recording.exists() for recording in recordings] == [False, True]
    assert [take.id for take in history.takes()] == [2]


def test_deleting_a_take_whose_recording_is_gone_is_fine(history: History) -> None:
    add(history, audio=history.takes_folder / "gone.flac")
    history.delete(1)
    assert history.takes() == ()


def test_deleting_leaves_no_word_in_any_file(history: History, folder: Path) -> None:
    # Lengths on both sides of every boundary SQLite knows: within a page, over several, over many.
    lengths = [3, 40, 90, 100, 250, 700, 5000]
    takes = [add(history, heard=_marked(number, length)) for number, length in enumerate(lengths * 4)]
    unwanted = random.Random(3).sample(takes, len(takes) // 2)
    assert all(_mark(take) in _bytes_of(folder) for take in takes)
    for take in unwanted:
        history.delete(take.id)
    left = _bytes_of(folder)
    assert [take.id for take in unwanted if _mark(take) in left] == []
    kept = {take.id for take in takes} - {take.id for take in unwanted}
    assert {take.id for take in history.takes_heard() if _mark(take) in left} == kept


@pytest.mark.filterwarnings("error")
def test_a_list_read_in_part_does_not_outlive_the_history(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
        add(history)
        takes = history.takes_heard()
        next(takes)
    del takes
    gc.collect()


def test_deleting_while_reading_works_and_leaves_no_word_once_closed(folder: Path) -> None:
    with open_history(folder) as history:
        takes = [add(history, heard=_marked(number, 300)) for number in range(4)]
        for take in history.takes_heard():
            history.delete(take.id)
        assert history.takes() == ()
    assert not any(_mark(take) in _bytes_of(folder) for take in takes)


def test_words_of_a_list_are_not_even_read(history: History) -> None:
    add(history)
    begin(history)
    read: set[tuple[str, str]] = set()

    def watch(action: int, table: str | None, column: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add((str(table), str(column)))
        return sqlite3.SQLITE_OK

    history._connection.set_authorizer(watch)
    history.takes()
    history.listed(prompt_id="conflict", limit=3)
    history.unfinished()
    history.last_practised()
    assert {table for table, _ in read} == {"takes"}
    next(history.takes_heard())
    assert ("heard", "words") in read


def test_ten_thousand_takes_are_listed_without_their_words(history: History) -> None:
    add(history)
    # Words that cannot be read: a list that loaded one would fail.
    with history._connection as connection:
        connection.executescript(
            """
            BEGIN;
            WITH RECURSIVE counted (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM counted LIMIT 9999)
            INSERT INTO takes
            SELECT number, recorded_at, prompt_id, question, audio, version, word_count, duration_s, engine,
                   model, language, source, kind, damage, track, sound, english,
                   others, follows
            FROM counted, takes WHERE takes.id = 1;
            INSERT INTO heard SELECT id, '[["broken"', '[]', NULL, NULL, NULL, NULL FROM takes WHERE id > 1;
            COMMIT;
            """
        )
    listed = history.listed()
    assert len(listed) == 10_000
    assert {(entry.words, entry.take.heard) for entry in listed} == {(len(HEARD.words), None)}
    with pytest.raises(HistoryError, match="damaged"):
        history.take(5_000)


def test_takes_with_words_are_loaded_one_at_a_time(history: History) -> None:
    add(history)
    add(history, hours=1)
    history._connection.execute("UPDATE heard SET words = '[[' WHERE take_id = 2")
    takes = history.takes_heard(newest_first=False)
    assert next(takes).heard == HEARD
    with pytest.raises(HistoryError, match="damaged"):
        next(takes)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_everything_created_is_private(folder: Path) -> None:
    umask = os.umask(0)
    try:
        with open_history(folder) as history:
            add(history)
            modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(umask)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert modes == {"history.db": 0o600, "history.db-wal": 0o600, "history.db-shm": 0o600, "takes": 0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_folder_that_exists_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_history(tmp_path).close()
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "takes").stat().st_mode & 0o777 == 0o700


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rehearse.history import open_history
from rehearse.model.heard import Heard, Word
from rehearse.model.kept import NewTake
for number in range(20):
    with open_history(Path(sys.argv[1])) as history:
        history.add(
            Heard((Word(f"{sys.argv[2]}-{number}"),)),
            NewTake(datetime.now(UTC), prompt_id=None, question=None, audio=None, version="0.1.0"),
        )
"""


def test_several_processes_write_at_once_from_the_first_moment_on(folder: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(folder)]
    writers = [
        subprocess.Popen([*command, str(writer)], stderr=subprocess.PIPE, text=True) for writer in range(3)
    ]
    assert [writer.communicate()[1] for writer in writers] == ["", "", ""]
    with open_history(folder) as history:
        said = sorted(take.heard.text for take in history.takes_heard() if take.heard)
    assert said == sorted(f"{writer}-{number}" for writer in range(3) for number in range(20))


def test_two_may_read_and_write_side_by_side(folder: Path) -> None:
    with open_history(folder) as one, open_history(folder) as other:
        add(one)
        add(one)
        reading = one.takes_heard()
        next(reading)
        assert add(other).id == 3
        assert len(list(reading)) == 1
        assert [take.id for take in one.takes()] == [3, 2, 1]


def _marked(number: int, length: int) -> Heard:
    return say(" ".join(f"secret{number:03}" for _ in range(length)))


def _mark(take: Take) -> bytes:
    assert take.heard is not None
    return take.heard.words[0].text.encode()


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_words_of_an_older_version_lack_their_chance_of_a_hesitation() -> None:
    assert words_from_text('[["So,", 0.8, 1.0, 0.93]]') == (Word("So,", Span(0.8, 1.0), 0.93),)


SUMMARY = Summary(9, True, 2, {"like": 1, "you know": 2}, 4.25, None, frozenset({"action", "result"}), None)
EMPTY = Summary(0, False, 0, {}, None, 0.0, None, "result")


def test_summaries_come_back_as_they_were_the_oldest_take_first(history: History) -> None:
    late, early, unread = add(history, hours=2), add(history), add(history, hours=3)
    begin(history, hours=1)
    history.keep_summaries(1, {early.id: SUMMARY, late.id: EMPTY})
    kept = history.summaries(1)
    assert [(take.id, summary) for take, summary in kept] == [
        (early.id, SUMMARY),
        (late.id, EMPTY),
        (unread.id, None),
    ]


def test_summaries_by_other_measures_are_none(history: History) -> None:
    take = add(history)
    history.keep_summaries(1, {take.id: SUMMARY})
    assert history.summaries(2) == [(history.takes()[0], None)]
    history.keep_summaries(2, {take.id: EMPTY})
    assert history.summaries(2)[0][1] == EMPTY


def test_a_take_that_is_heard_again_loses_its_summary(history: History) -> None:
    take = add(history)
    history.keep_summaries(1, {take.id: SUMMARY})
    history.finish(take.id, say("Something else."))
    assert history.summaries(1)[0][1] is None


def test_summaries_of_takes_deleted_since_are_left_out(history: History) -> None:
    gone, stays = add(history), add(history, hours=1)
    history.keep_summaries(1, {gone.id: SUMMARY})
    history.delete(gone.id)
    history.keep_summaries(1, {gone.id: SUMMARY, stays.id: EMPTY})
    assert [(take.id, summary) for take, summary in history.summaries(1)] == [(stays.id, EMPTY)]


def test_a_follow_up_knows_its_take_until_that_is_deleted(history: History) -> None:
    first = add(history)
    new = NewTake(NOON, None, "How many were there?", None, "0.1.0", follows=first.id)
    follow_up = history.begin(new)
    assert (first.follows, follow_up.follows) == (None, first.id)
    assert history.finish(follow_up.id, HEARD).follows == first.id
    history.delete(first.id)
    assert history.take(follow_up.id).follows is None
