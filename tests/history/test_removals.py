"""Deleting that is cut off, or that the disk refuses: the next opening goes on where it ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.audio.take_file import TakeFile
from rehearse.errors import HistoryError
from rehearse.history import History, open_history
from rehearse.model.kept import NewTake, Take
from rehearse.private_file import draft_beside
from rehearse.takes.keeping import compress
from saying import say

HEARD = say("So I fixed it. It held.")
DRAFT = "-abcd1234.part"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "rehearse"


@pytest.fixture
def history(folder: Path) -> Iterator[History]:
    with open_history(folder) as opened:
        yield opened


def add(history: History, name: str = "one.flac", *, there: bool = True) -> Take:
    """A take whose recording has this name."""
    if there:
        (history.takes_folder / name).write_bytes(b"sound")
    return history.add(
        HEARD,
        NewTake(
            recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
            prompt_id=None,
            question=None,
            audio=history.takes_folder / name,
            version="0.1.0",
        ),
    )


def stuck(history: History, name: str) -> Path:
    """A file that cannot be deleted: a folder in its place."""
    path = history.takes_folder / name
    path.unlink(missing_ok=True)
    path.mkdir()
    return path


def decided(folder: Path, take_id: int, *, whole: bool = True) -> None:
    """What stands in the history where a program was killed just after the removal was decided."""
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.execute("INSERT INTO removals VALUES (?, ?)", (take_id, whole))
        connection.commit()


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.parent != folder}


def pending(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM removals").fetchone()[0])


def page(folder: Path, name: str) -> None:
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / name).write_text("a voice", encoding="utf-8")


def test_what_was_decided_is_done_when_the_history_is_opened(folder: Path) -> None:
    with open_history(folder) as history:
        for name in ("one.wav", "two.flac", "three.flac"):
            add(history, name)
    (folder / "takes" / "one.flac").write_bytes(b"what one.wav was being compressed to")
    for name in ("take-1.html", "take-2.html", "take-3.html", "progress.html"):
        page(folder, name)
    decided(folder, 1)
    decided(folder, 2, whole=False)
    with open_history(folder) as history:
        assert [(take.id, take.audio) for take in history.takes(newest_first=False)] == [
            (2, None),
            (3, folder / "takes" / "three.flac"),
        ]
        assert history.take(2).heard == HEARD
    assert files(folder) == {"takes/three.flac", "pages/take-3.html"}
    assert pending(folder) == 0


def test_a_recording_that_stays_is_named_and_keeps_its_take_until_it_goes(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
        path = stuck(history, "one.flac")
        named = (
            rf"^Cannot be deleted: {path} \(Is a directory\)\. Until that works, take 1 stays in the history"
        )
        for _ in range(2):
            with pytest.raises(HistoryError, match=named):
                history.delete(1)
    with open_history(folder) as history:
        assert history.take(1).heard == HEARD
    path.rmdir()
    with open_history(folder) as history:
        assert history.takes() == ()


def test_of_many_those_that_can_go_do(history: History) -> None:
    for name in ("one.flac", "two.flac", "three.flac"):
        add(history, name)
    stuck(history, "two.flac")
    with pytest.raises(HistoryError, match=r"two\.flac .* take 2 stays .* The other 2 are deleted\.$"):
        history.delete(1, 2, 3)
    assert [take.id for take in history.takes()] == [2]


def test_sound_that_stays_is_named_and_stays_the_takes(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
        path = stuck(history, "one.flac")
        with pytest.raises(HistoryError, match="the audio of take 1 stays in the history"):
            history.drop_sound(1)
        assert history.take(1).audio == path
    path.rmdir()
    with open_history(folder) as history:
        assert (history.take(1).audio, history.take(1).heard) == (None, HEARD)


def test_a_page_that_stays_keeps_its_take_and_not_the_sound(folder: Path) -> None:
    with open_history(folder) as history:
        take = add(history)
        (folder / "pages" / "take-1.html").mkdir(parents=True)
        with pytest.raises(HistoryError, match=r"take-1\.html"):
            history.delete(1)
        assert take.audio and not take.audio.exists()
        assert [take.id for take in history.takes()] == [1]


def test_deleting_one_of_several_that_are_not_all_there_deletes_none(history: History) -> None:
    add(history)
    with pytest.raises(HistoryError, match="There is no take 7"):
        history.delete(1, 7)
    assert history.take(1).audio == history.takes_folder / "one.flac"
    assert (history.takes_folder / "one.flac").exists()


def test_a_recording_that_another_take_has_stays(history: History) -> None:
    add(history, "one.wav")
    add(history, "one.flac")
    history.delete(1)
    assert [path.name for path in history.takes_folder.iterdir()] == ["one.flac"]


def test_drafts_of_killed_programs_go_and_those_of_others_stay(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
    for name in (f".two.flac{DRAFT}", f".of-an-older-version{DRAFT}", ".hidden.wav", "notes.txt"):
        (folder / "takes" / name).write_bytes(b"half a FLAC")
    for name in (f".take-1.html{DRAFT}", ".take-1.html.abcd1234", ".progress.html.abcd1234", ".mine"):
        page(folder, name)
    with draft_beside(folder / "takes" / "three.flac") as growing:
        open_history(folder).close()
        assert files(folder) == {
            "takes/one.flac",
            "takes/.hidden.wav",
            "takes/notes.txt",
            f"takes/{growing.name}",
            "pages/.mine",
        }


def test_a_complete_recording_that_a_take_names_gets_its_name(folder: Path) -> None:
    with open_history(folder) as history:
        add(history, there=False)
    (folder / "takes" / f".one.flac{DRAFT}").write_bytes(b"all of it")
    with open_history(folder) as history:
        audio = history.take(1).audio
    assert audio and audio.read_bytes() == b"all of it"
    assert files(folder) == {"takes/one.flac"}


def test_a_draft_beside_the_recording_that_a_take_names_goes(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
    (folder / "takes" / f".one.flac{DRAFT}").write_bytes(b"half of it")
    open_history(folder).close()
    assert (folder / "takes" / "one.flac").read_bytes() == b"sound"
    assert files(folder) == {"takes/one.flac"}


def test_a_take_that_is_being_recorded_loses_nothing(history: History) -> None:
    add(history)
    audio = history.takes_folder / "two.wav"
    history.begin(NewTake(datetime(2025, 3, 1, tzinfo=UTC), None, None, audio, "0.1.0"))
    audio.with_suffix(".webm").write_bytes(b"a face")
    growing = TakeFile(audio, 16_000)
    growing.write(b"\1\0" * 16_000)
    for remove in (history.delete, history.drop_sound, history.drop_video):
        with pytest.raises(HistoryError, match=r"^Take 2 is being recorded\. Stop it first\.$"):
            remove(1, 2)
    assert (len(history.takes()), pending(history.folder)) == (2, 0)
    assert {path.name for path in history.takes_folder.iterdir()} == {"one.flac", "two.wav", "two.webm"}
    growing.close()
    history.delete(2, 1)
    assert list(history.takes_folder.iterdir()) == []


def test_nothing_is_written_for_a_take_that_was_deleted_meanwhile(folder: Path, history: History) -> None:
    take, silent = add(history), add(history, "two.flac")
    with open_history(folder) as other:
        other.delete(take.id)
        other.drop_sound(silent.id)
    for changed in (take, silent):
        with pytest.raises(HistoryError), history.unchanged(changed):
            pytest.fail("it has changed")
    with history.unchanged(history.take(silent.id)):  # a page without sound may be written
        pass


def test_a_take_deleted_while_it_is_compressed_leaves_no_recording(history: History) -> None:
    growing = TakeFile(history.takes_folder / "one.wav", 16_000)
    growing.write(b"\1\0" * 16_000)
    growing.close()
    take = add(history, "one.wav", there=False)
    history._connection.execute("DELETE FROM takes")  # its files were gone through just before
    with pytest.raises(HistoryError, match="No takes yet"):
        compress(history, take)
    assert list(history.takes_folder.iterdir()) == []


def test_while_another_writes_the_history_opens_and_what_is_pending_waits(folder: Path) -> None:
    with open_history(folder) as history:
        add(history)
    decided(folder, 1)
    with closing(sqlite3.connect(folder / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("rehearse.history.database.BUSY_S", 0.1)
            open_history(folder).close()
        other.execute("COMMIT")
    assert pending(folder) == 1
    with open_history(folder) as history:
        assert history.takes() == ()
    assert files(folder) == set()
