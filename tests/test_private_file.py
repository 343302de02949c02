"""Files in full or not at all, and drafts of writers that live and that were killed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rehearse.private_file import abandoned, draft_beside, draft_of, drafts_of, private_folder, write_whole

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells by the age of a file")

KILLED = """
import os, sys
from contextlib import contextmanager
from pathlib import Path
from rehearse.private_file import write_whole

@contextmanager
def killed():
    os._exit(9)
    yield

write_whole(Path(sys.argv[1]), "what was said", while_naming=killed())
"""


def killed_while_writing(path: Path) -> Path:
    """The draft that a program leaves which dies when the file is about to get its name."""
    assert subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False).returncode == 9
    (draft,) = drafts_of(path)
    assert draft.read_text(encoding="utf-8") == "what was said"
    return draft


def test_a_file_is_the_owners_alone_and_alone_there(tmp_path: Path) -> None:
    for text in ("one", "two\r\n"):
        write_whole(tmp_path / "page.html", text)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").read_bytes() == b"two\r\n"
    if os.name == "posix":
        assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a" * 240 + ".html", "好" * 80])
def test_a_name_may_be_as_long_as_the_disk_takes(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, "text")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@needs_locks
def test_what_a_killed_writer_left_goes_when_the_file_is_written_again(tmp_path: Path) -> None:
    left = killed_while_writing(tmp_path / "page.html")
    other = killed_while_writing(tmp_path / "other.html")
    own = tmp_path / ".page.html-original"
    own.write_text("mine", encoding="utf-8")
    write_whole(tmp_path / "page.html", "new")
    assert not left.exists()
    assert set(tmp_path.iterdir()) == {tmp_path / "page.html", other, own}


@needs_locks
def test_a_draft_is_not_abandoned_while_somebody_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with draft_beside(path) as draft:
        assert draft_of(draft) == "page.html"
        with abandoned(draft) as nobody_writes:
            assert not nobody_writes
        write_whole(path, "from another")
        assert draft.exists()
    with abandoned(killed_while_writing(path)) as nobody_writes:
        assert nobody_writes
    assert path.read_text(encoding="utf-8") == "from another"


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_a_private_folder_is_private_from_the_top(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        private_folder(tmp_path / "home" / "cache")
    finally:
        os.umask(umask)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("home", "home/cache")] == [0o700] * 2


def test_a_name_that_somebody_has_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_whole(path, "new", replace=False)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@contextmanager
def given_away_to_another(path: Path) -> Iterator[None]:
    """Another program takes the name in the last moment."""
    path.write_text("theirs", encoding="utf-8")
    yield


def no_links(*_: object) -> None:
    raise PermissionError(errno.EPERM, "a disk such as a memory stick's has no links")


@pytest.mark.parametrize("has_links", [True, False])
def test_nobody_is_overtaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "page.html"
    with pytest.raises(FileExistsError):
        write_whole(path, "ours", replace=False, while_naming=given_away_to_another(path))
    assert path.read_text(encoding="utf-8") == "theirs"
    write_whole(tmp_path / "other.html", "ours", replace=False)
    assert {one.name for one in tmp_path.iterdir()} == {"page.html", "other.html"}
    assert (tmp_path / "other.html").read_text(encoding="utf-8") == "ours"


@pytest.mark.skipif(os.name != "posix", reason="POSIX links")
def test_a_link_to_itself_is_a_name_like_others(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "loop", "new", replace=False)
    write_whole(tmp_path / "loop", "new")
    assert (tmp_path / "loop").read_text(encoding="utf-8") == "new"
