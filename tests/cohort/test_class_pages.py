"""The pages and tables of a class, from results of known truth: what is said, of whom, and what is not."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rehearse.analysis import analyse
from rehearse.cohort.class_page import class_page, lead
from rehearse.cohort.handed import Handed, Person
from rehearse.cohort.hearing import GONE, Filed
from rehearse.cohort.jobs import Job, Outcome
from rehearse.cohort.looking import looks
from rehearse.cohort.people import Class, owners, people
from rehearse.cohort.results import Results
from rehearse.cohort.rubric import Criterion, Review, Reviews, Rubric
from rehearse.cohort.tables import COLUMNS
from rehearse.cohort.writing import Out, Shown
from rehearse.model.heard import Heard, Span
from rehearse.progress import no_progress
from saying import say, write

STORY = (
    "Last autumn our booking site went down on a Friday. My job was to bring it back. I called the twelve "
    "hotels and I moved the bookings by hand. In the end nobody lost a room, and we were back in two hours."
)
LONG = " ".join([STORY, "I wrote down what we had learned, and I showed it to the whole team."] * 2)
RUBRIC = Rubric((Criterion("structure", "Structure", 4), Criterion("voice", "Voice", 2)))


class Folder:
    """A class whose answers a test says."""

    def __init__(self, folder: Path) -> None:
        self.out = Out(folder)
        self.results = Results(self.out.results)
        self.files: list[Filed] = []

    def hand_in(
        self,
        name: str,
        file: str,
        heard: Heard | None,
        *,
        number: str = "",
        error: str | None = None,
        question: str = "site down",
    ) -> str:
        """A file with what came of it, nothing for one that is not there; the id of the take."""
        handed = Handed(Person(name, number, "A"), file, Path(file), question, "2026-12-01")
        if heard is None and error is None:
            self.files.append(Filed(handed, reason=GONE))
            return ""
        digest = hashlib.sha256((heard.text if heard else file).encode()).hexdigest()
        job = Job(Path(file), digest, is_text=file.endswith("txt"), model="base")
        self.files.append(Filed(handed, job))
        self.results.keep(Outcome(job.key, heard, error))
        return digest[:16]

    def write(
        self, reviews: Reviews | None = None, *, numbers_only: bool = False
    ) -> tuple[list[dict[str, str]], str]:
        known = people(self.files, secret=self.out.secret(), numbers_only=numbers_only)
        self.known = {one.person.name: one for one in known}
        of = Class({}, self.results, RUBRIC, reviews or {}, {}, owners(known))
        self.out.write(known, of, Shown(numbers_only, without_audio=True), progress=no_progress)
        with (self.out.folder / "takes.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file)), (self.out.folder / "index.html").read_text(encoding="utf-8")

    def pages(self) -> list[str]:
        return sorted(path.stem for path in (self.out.folder / "people").glob("*.html"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


def test_it_says_whom_to_look_at_first_and_why(folder: Folder) -> None:
    folder.hand_in("Good", "good.wav", say(LONG))
    folder.hand_in("Two", "two.wav", replace(say(f"{LONG} It held."), others=(Span(3.0, 6.0),)))
    folder.hand_in("German", "german.wav", replace(say(f"{LONG} Ja."), language="de"))
    folder.hand_in("Short", "short.wav", say("I fixed it and it held."))
    folder.hand_in("Bad", "bad.mp3", None, error="The file cannot be read as audio.")
    folder.hand_in("Gone", "gone.mp3", None)
    folder.hand_in("Same", "same.wav", say(LONG))
    rows, html = folder.write()
    assert {row["name"]: row["look_at"] for row in rows} == {
        "Good": "same",
        "Two": "voices",
        "German": "language",
        "Short": "short",
        "Bad": "not read",
        "Gone": "not there",
        "Same": "same",
    }
    first = re.findall(r'<li><a href="[^"]+">(\w+), take 1</a>: ([^<]+)</li>', html)
    assert [name for name, _ in first] == ["Gone", "Bad", "German", "Two", "Good", "Same", "Short"]
    assert dict(first)["Two"] == "A second voice is heard at 0:03."
    assert dict(first)["Good"] == "Same handed in the very same file."


def test_where_nobody_was_asked_anything_there_is_no_column_for_it(folder: Folder) -> None:
    folder.hand_in("Ann", "ann.wav", say(LONG), question="")
    assert ">Question</th>" not in folder.write()[1]
    folder.hand_in("Bea", "bea.wav", say(f"{LONG} It held."))
    assert ">Question</th>" in folder.write()[1]


def test_a_table_has_a_row_for_each_take_with_what_was_measured(folder: Folder) -> None:
    folder.hand_in("=Anna", "a.wav", say("So [um] I [uh] fixed it. " * 12))
    folder.hand_in("Ben", "b.txt", write(STORY))
    rows, _ = folder.write()
    assert tuple(rows[0]) == COLUMNS
    anna, ben = rows
    assert (anna["name"], anna["um_uh"], anna["words"], anna["group"]) == ("'=Anna", "24", "48", "A")
    assert (ben["length_s"], ben["words_a_minute"], ben["second_voice"], ben["model"]) == ("", "", "", "")
    assert {row["points"] for row in rows} == {""}
    documents = (folder.out.folder / "takes.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["name"] for one in documents] == ["=Anna", "Ben"]
    assert len(json.loads(documents[0])["fillers"]["filled_pauses"]) == 24


def test_a_gradebook_has_points_only_where_the_coach_gave_all(folder: Folder) -> None:
    takes = {
        name: folder.hand_in(name, f"{name}.txt", write(f"{STORY} {name}"))
        for name in ("Anna", "Ben", "Carl")
    }
    folder.write()
    given = {
        "Anna": Review({"structure": 3, "voice": 1.5}, "=good\nend", "reviewed"),
        "Ben": Review({"structure": 3}),
    }
    folder.write({(folder.known[name].id, takes[name]): review for name, review in given.items()})
    text = (folder.out.folder / "gradebook.csv").read_text(encoding="utf-8")
    assert list(csv.reader(text.splitlines())) == [
        ["name", "number", "group", "site down", "site down note"],
        ["Anna", "", "A", "4.5", "'=good end"],
        ["Ben", "", "A", "", ""],
        ["Carl", "", "A", "", ""],
    ]


def test_without_names_no_name_stands_anywhere(folder: Folder) -> None:
    folder.hand_in("Zebedee", "Zebedee-1.txt", write(STORY))
    folder.hand_in("Yolanda", "Yolanda.txt", None, error="It cannot be read.", number="4711")
    folder.hand_in("Xaver", "Xaver.txt", write(STORY))
    folder.write()
    assert folder.pages() == ["Xaver", "Yolanda", "Zebedee"]
    folder.write(numbers_only=True)
    shown = [path for path in folder.out.folder.rglob("*") if path.is_file()]
    for name in ("Zebedee", "Yolanda", "Xaver"):
        assert [path for path in shown if name in path.name or name.encode() in path.read_bytes()] == []
    assert "4711" in folder.pages()
    before = folder.pages()
    folder.files.insert(0, folder.files.pop())
    folder.write(numbers_only=True)
    assert folder.pages() == before


def test_names_that_make_one_page_have_two(folder: Folder) -> None:
    for number, name in enumerate(("Ann Lee", "Ann-Lee", "ann lee!", "CON")):
        folder.hand_in(name, f"{number}.txt", write(f"{STORY} {name}"))
    folder.write()
    assert len(folder.pages()) == 4
    assert len({page.casefold() for page in folder.pages()}) == 4


def test_a_page_is_written_again_only_where_something_on_it_changed(folder: Folder) -> None:
    take = folder.hand_in("Anna", "a.txt", write(STORY))
    folder.hand_in("Ben", "b.txt", write(LONG))
    folder.write()
    paths = [folder.out.folder / "people" / f"{name}.html" for name in ("Anna", "Ben")]
    before = [path.stat().st_mtime_ns for path in paths]
    folder.write({(folder.known["Anna"].id, take): Review({"voice": 1})})
    anna, ben = (path.stat().st_mtime_ns for path in paths)
    assert anna > before[0] and ben == before[1]


def test_takes_of_one_question_are_compared(folder: Folder) -> None:
    folder.hand_in("Anna", "1.wav", say(f"So [um] I [um] think. {LONG}"))
    folder.hand_in("Anna", "2.wav", say(LONG))
    folder.write()
    html = (folder.out.folder / "people" / "Anna.html").read_text(encoding="utf-8")
    assert "2 takes: site down" in html
    assert re.search(r'<th scope="row">um, uh</th><td>2</td><td>0</td>', html)
    assert "repeats take 1 word for word" in html or "Told or recited" not in html


def test_somebody_elses_files_in_the_folder_stay(folder: Folder) -> None:
    folder.hand_in("Anna", "a.txt", write(STORY))
    folder.write()
    mine = folder.out.folder / "people" / "mine.html"
    mine.write_text("mine")
    folder.files.clear()
    folder.hand_in("Ben", "b.txt", write(STORY))
    folder.write()
    assert folder.pages() == ["Ben", "mine"]


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Sequence[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</template><b>", "{{ x }}"],
)
def test_what_others_wrote_is_text_on_both_pages(tmp_path: Path, hostile: str) -> None:
    found = []
    for at, said in enumerate(("Harmless", hostile)):
        folder = Folder(tmp_path / str(at))
        take = folder.hand_in(said, f"{said}.txt", write(f"{LONG} {said}"), number=said)
        folder.hand_in(said, f"{said}.mp3", None, number=said, error=said)
        folder.write()
        (known,) = folder.known.values()
        _, html = folder.write({(known.id, take): Review({"voice": 1}, said, "in review")})
        page = (folder.out.folder / "people" / f"{known.page}.html").read_text(encoding="utf-8")
        found.append((Elements(html).found, Elements(page).found))
        assert "default-src &#39;none&#39;" in html and "default-src &#39;none&#39;" in page
    assert found[0] == found[1]


def test_an_empty_class_says_so() -> None:
    assert lead([]).startswith("0 people, 0 takes.")
    assert "Your class" in class_page([])


def test_whom_to_look_at_first_stands_by_reason_and_names_eight_of_each(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for number in range(10):
        folder.hand_in(f"Person {number}", f"{number}.txt", write(f"Only a few words, {number}."))
    folder.hand_in("Gone", "gone.mp3", None, error="It is damaged.")
    folder.write()
    page = " ".join((folder.out.folder / "index.html").read_text(encoding="utf-8").split())
    first = re.sub(r"<[^>]+>", "", page.partition("Look at these first")[2].partition("All takes")[0])
    reasons = re.findall(r"(Cannot be read|Very short) (\d+)", first)
    assert reasons == [("Cannot be read", "1"), ("Very short", "10")]
    assert first.count("Only 5 words.") == 8
    assert "2 more: choose &#34;Very short&#34; below." in first


def test_what_could_not_be_heard_is_told_to_the_coach_and_not_to_its_speaker() -> None:
    heard = say(" ".join(["gone"] * 60))
    report = analyse(replace(heard, words=tuple(replace(word, probability=0.2) for word in heard.words)))
    (look,) = looks(report, asked=True)
    assert (look.kind, look.says) == ("not heard", "Too many words were unclear to judge this answer.")
