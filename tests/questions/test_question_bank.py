from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from rehearse import folders
from rehearse.errors import PromptError
from rehearse.model.questions import KINDS, Filters, Prompt
from rehearse.questions.bank import LEVELS, Bank, Theme, check, find, fitting, search_all
from rehearse.questions.choosing import Choice, Practised, choose
from rehearse.questions.reading import load
from rehearse.questions.search import search

GOOD = '[[prompt]]\nid = "good"\nquestion = "What went well?"\n'
KEYS = ("id", "question", "asks", "level", "role", "follow_up", "good", "red_flag")
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def bundled() -> Bank:
    return load([folders.bundled("prompts")])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of questions in a home of its own, so that messages show it as ~/mine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    mine = tmp_path / "mine"
    mine.mkdir()
    return mine


def at_home(*parts: str) -> str:
    return str(Path("~", *parts))


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def prompt(id_: str, question: str = "What happened?", **changed: Any) -> Prompt:
    values: dict[str, Any] = {"theme": "learning", "level": "any", "role": "any", "follow_up": ""} | changed
    return Prompt(id=id_, question=question, asks=(), source=Path("some.toml"), **values)


def ids(prompts: Sequence[Prompt]) -> list[str]:
    return [each.id for each in prompts]


# The bundled questions


def test_the_bundled_questions_are_many_and_nothing_is_wrong_with_them(bundled: Bank) -> None:
    assert bundled.problems == ()
    assert len(bundled.prompts) >= 160
    assert len({each.id for each in bundled.prompts}) == len(bundled.prompts)


def test_every_bundled_theme_is_described_and_has_questions_enough(bundled: Bank) -> None:
    per_theme = Counter(each.theme for each in bundled.prompts)
    assert list(per_theme) == [theme.slug for theme in bundled.themes]
    assert min(per_theme.values()) >= 5
    for theme in bundled.themes:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", theme.slug)
        assert theme.title.replace(" ", "").isalpha()
        assert theme.about.endswith(".")


def test_bundled_ids_are_easy_to_type(bundled: Bank) -> None:
    for each in bundled.prompts:
        assert re.fullmatch(r"[a-z]+(-[a-z]+){0,3}", each.id), each.id
        assert len(each.id) <= 20, each.id
        assert each.id not in {theme.slug for theme in bundled.themes}


def test_every_bundled_question_says_what_it_asks(bundled: Bank) -> None:
    for each in bundled.prompts:
        if each.kind == "asking":
            assert not each.asks and each.good.endswith(".") and each.red_flag.endswith("."), each.id
            continue
        assert not each.good and not each.red_flag, each.id
        assert 2 <= len(each.asks) <= 4, each.id
        assert len({layer for layer, _ in each.asks}) == len(each.asks), each.id
        for layer, means in each.asks:
            assert layer == layer.lower(), each.id
            assert re.fullmatch(r"[A-Z][^.?!]+\.", means), (each.id, means)


def test_what_a_question_asks_is_its_own(bundled: Bank) -> None:
    sentences = Counter(means for each in bundled.prompts for _, means in each.asks)
    assert [means for means, count in sentences.items() if count > 1] == []


def test_bundled_questions_can_be_said_aloud(bundled: Bank) -> None:
    for each in bundled.prompts:
        assert (each.follow_up == "") == (each.kind == "asking"), each.id
        for said in filter(None, (each.question, each.follow_up)):
            assert said[0].isupper(), each.id
            assert said[-1] in ".?", each.id
            assert 3 <= len(said.split()) <= 25, each.id
    follow_ups = [each.follow_up for each in bundled.prompts if each.follow_up]
    assert len({*follow_ups}) == len(follow_ups)


def test_bundled_questions_suit_every_level_and_many_lines_of_work(bundled: Bank) -> None:
    roles = Counter(each.role for each in bundled.prompts)
    assert roles["any"] >= 100
    assert len(roles) >= 19 and min(roles.values()) >= 8
    levels = Counter(each.level for each in bundled.prompts)
    assert {*levels} == {*LEVELS} and min(levels.values()) >= 20
    assert {each.kind for each in bundled.prompts} == {*KINDS}


def test_bundled_questions_begin_in_many_ways(bundled: Bank) -> None:
    beginnings = Counter(tuple(each.question.split()[:3]) for each in bundled.prompts)
    assert max(beginnings.values()) <= len(bundled.prompts) * 0.2


def test_no_two_bundled_questions_are_alike(bundled: Bank) -> None:
    said = {each.id: telling_words(each.question) for each in bundled.prompts}
    alike = [(a, b) for a, b in combinations(said, 2) if share_in_common(said[a], said[b]) > 0.34]
    assert alike == []


def test_the_measure_of_likeness_sees_a_question_reworded() -> None:
    one = telling_words("Tell me about a time you missed a deadline at work.")
    other = telling_words("Describe a time when you missed an important deadline.")
    assert share_in_common(one, other) > 0.34


def telling_words(question: str) -> set[str]:
    common = """
        a about an and at describe did do does example give have how i'd in is it like me of or
        someone something take tell that the their them they through time to walk was were what when
        which who with you your
    """
    return set(re.findall(r"[a-z'-]+", question.lower())) - set(common.split())


def share_in_common(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def test_the_questions_are_found_in_the_package_or_beside_its_checkout(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "rehearse"
    package.mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "folders.py"):
        shutil.copy(Path(folders.__file__).parent / name, package / name)
    lost = ask_for_the_folder(package.parent)
    assert lost.endswith("prompts is missing. It comes with rehearse: install it again.")
    (tmp_path / "prompts").mkdir()
    assert Path(ask_for_the_folder(package.parent)) == tmp_path / "prompts"
    (package / "prompts").mkdir()
    assert Path(ask_for_the_folder(package.parent)) == package / "prompts"


def ask_for_the_folder(site_packages: Path) -> str:
    script = """if True:
        import sys
        sys.path.insert(0, sys.argv[1])
        from rehearse import errors, folders
        try:
            print(folders.bundled("prompts"))
        except errors.InstallationError as error:
            print(error)
    """
    command = [sys.executable, "-X", "utf8", "-c", script, str(site_packages)]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()


# Files that users wrote


def test_a_question_needs_only_an_id_and_its_words(folder: Path) -> None:
    path = write(folder, "night-shift.toml", GOOD)
    bank = load([folder])
    assert bank.problems == ()
    assert bank.prompts == (
        Prompt(
            id="good",
            question="What went well?",
            theme="night-shift",
            asks=(),
            level="any",
            role="any",
            follow_up="",
            source=path,
        ),
    )
    assert bank.themes == (Theme("night-shift", "Night shift", ""),)


def test_a_question_may_say_everything(folder: Path) -> None:
    text = """
        title = "Mine"
        about = "My own."
        [[prompt]]
        id = "Größe-2"
        question = \"\"\"
            Said over
            two lines?\"\"\"
        level = "senior"
        role = "nursing"
        follow_up = "And then?"
        [[prompt.asks]]
        layer = "pressure"
        means = "Whether it holds."
    """
    write(folder, "mine.toml", "\ufeff" + text.replace("\n", "\r\n"))
    bank = load([folder])
    assert bank.problems == ()
    (read,) = bank.prompts
    assert (read.id, read.question) == ("Größe-2", "Said over two lines?")
    assert read.asks == (("pressure", "Whether it holds."),)
    assert (read.level, read.role, read.follow_up) == ("senior", "nursing", "And then?")
    assert bank.themes == (Theme("mine", "Mine", "My own."),)


BROKEN_FILES = {
    "no equals sign": ('[[prompt]]\nid = "a"\nquestion\n', 3, "this is not valid TOML: Expected '='"),
    "a quote left open": (
        '[[prompt]]\nid = "a\nquestion = "b"\n',
        2,
        "this is not valid TOML: Illegal character",
    ),
    "ends too early": ('[[prompt]]\nid = "a"\nasks = [\n', 3, "this is not valid TOML"),
    "a key twice": ('[[prompt]]\nid = "a"\nid = "b"\n', 3, "this is not valid TOML"),
    "not UTF-8": (
        '[[prompt]]\nid = "a"\nquestion = "Caf\xe9?"\n'.encode("latin-1"),
        3,
        "the text is not UTF-8",
    ),
    "UTF-16": (GOOD.encode("utf-16"), 1, "the text is not UTF-8. Save the file as UTF-8."),
    "a zip by another name": (b"PK\x03\x04\x00\x00", 1, "this is not valid TOML"),
    "a key of many parts": (".".join("a" * 20_000) + " = 1", 1, "a key has too many parts"),
    "an endless number": ("x = " + "9" * 5000, None, "a value in it is too large"),
    "empty": ("", 1, "there is no question here. Write [[prompt]] above each entry."),
    "only a title": ('title = "Mine"\n', 1, "there is no question here"),
    "one bracket": ('title = "Mine"\n[prompt]\nid = "a"\n', 2, "Write [[prompt]], with two brackets"),
    "a key like another": ('title = "Mine"\ntit = 1\n', 2, "'tit' is unknown; did you mean 'title'?"),
    "not a table": ('prompt = "a"\n', 1, "'prompt' is not a list of entries"),
    "another table": (
        'title = "Mine"\n[[prompts]]\nid = "a"\n',
        2,
        "'prompts' is unknown; did you mean 'prompt'?",
    ),
}


@pytest.mark.parametrize(("text", "line", "wrong"), BROKEN_FILES.values(), ids=BROKEN_FILES.keys())
def test_a_broken_file_is_named_with_its_line_and_the_others_work(
    folder: Path, text: str | bytes, line: int | None, wrong: str
) -> None:
    write(folder, "broken.toml", text)
    write(folder, "whole.toml", GOOD)
    bank = load([folder])
    place = at_home("mine", "broken.toml") + (f", line {line}: " if line else ": ")
    assert ids(bank.prompts) == ["good"]
    assert len(bank.problems) == 1
    assert bank.problems[0].startswith(place)
    assert wrong in bank.problems[0]
    assert bank.problems[0].isprintable()


def test_brackets_nested_without_end_are_a_problem_and_no_traceback(folder: Path) -> None:
    write(folder, "broken.toml", "x = " + "[" * 20_000)
    write(folder, "whole.toml", GOOD)
    bank = load([folder])
    assert ids(bank.prompts) == ["good"]
    assert len(bank.problems) == 1


BAD_ENTRIES = {
    "no id": ('question = "b"', "question number 2: the key 'id' is missing."),
    "no question": ('id = "bad"', "question 'bad': the key 'question' is missing."),
    "id is a number": ('id = 7\nquestion = "b"', "question number 2: 'id' must be text in quotes."),
    "id is empty": ('id = ""\nquestion = "b"', "question number 2: 'id' is empty."),
    "id of two words": ('id = "so bad"\nquestion = "b"', "question 'so bad': use letters"),
    "id like an option": ('id = "--bad"\nquestion = "b"', "question '--bad': use letters"),
    "id without end": (f'id = "{"x" * 61}"\nquestion = "b"', "the id is longer than 60 characters."),
    "question is blank": ('id = "bad"\nquestion = "  "', "question 'bad': 'question' is empty."),
    "question is a list": ('id = "bad"\nquestion = ["b"]', "question 'bad': 'question' must be text"),
    "terminal codes": (
        'id = "bad"\nquestion = "\\u001b[2J"',
        "'question' contains a character that cannot be shown.",
    ),
    "unknown level": (
        'id = "bad"\nquestion = "b"\nlevel = "junior"',
        "question 'bad': the level 'junior' is not one of any, entry, mid, senior.",
    ),
    "role is a list": ('id = "bad"\nquestion = "b"\nrole = ["any"]', "'role' must be text in quotes."),
    "follow-up is a date": (
        'id = "bad"\nquestion = "b"\nfollow_up = 2025-01-01',
        "'follow_up' must be text",
    ),
    "key misspelt": (
        'id = "bad"\nquestion = "b"\nfolow_up = "c"',
        "question 'bad': the key 'folow_up' is unknown; did you mean 'follow_up'?",
    ),
    "key unheard of": (
        'id = "bad"\nquestion = "b"\n"a\\nb" = 1',
        f"the key 'a b' is unknown; the keys are {', '.join(KEYS)}.",
    ),
    "asks is text": (
        'id = "bad"\nquestion = "b"\nasks = "pressure"',
        "'asks' must be a list such as [{ layer =",
    ),
    "asks holds text": ('id = "bad"\nquestion = "b"\nasks = ["pressure"]', "'asks' must be a list such as"),
    "an ask without meaning": (
        'id = "bad"\nquestion = "b"\nasks = [{ layer = "x", means = "y" }, { layer = "x" }]',
        "question 'bad': number 2 of 'asks': the key 'means' is missing.",
    ),
    "an ask with more": (
        'id = "bad"\nquestion = "b"\nasks = [{ layer = "x", means = "y", mean = "z" }]',
        "number 1 of 'asks': the key 'mean' is unknown; did you mean 'means'?",
    ),
    "an ask of a number": (
        'id = "bad"\nquestion = "b"\nasks = [{ layer = 1, means = "y" }]',
        "number 1 of 'asks': 'layer' must be text in quotes.",
    ),
    "id taken": (
        'id = "Good"\nquestion = "b"',
        f"'Good': this id is already taken ({at_home('mine', 'mixed.toml')}, line 1). Choose another.",
    ),
}


@pytest.mark.parametrize(("entry", "wrong"), BAD_ENTRIES.values(), ids=BAD_ENTRIES.keys())
def test_a_bad_entry_is_named_with_its_line_and_the_others_stay(folder: Path, entry: str, wrong: str) -> None:
    last = '[[prompt]]\nid = "last"\nquestion = "And then?"\n'
    write(folder, "mixed.toml", f"{GOOD}\n[[prompt]]\n{entry}\n\n{last}")
    bank = load([folder])
    assert ids(bank.prompts) == ["good", "last"]
    assert len(bank.problems) == 1
    assert bank.problems[0].startswith(f"{at_home('mine', 'mixed.toml')}, line 5: question ")
    assert wrong in bank.problems[0]
    assert bank.problems[0].isprintable()


def test_everything_wrong_with_an_entry_is_told_at_once(folder: Path) -> None:
    write(folder, "mine.toml", "[[prompt]]\nrole = 1\ncolour = 2\n")
    wrongs = [problem.split("question number 1: ")[1] for problem in load([folder]).problems]
    assert wrongs == [
        "the key 'id' is missing.",
        "the key 'question' is missing.",
        f"the key 'colour' is unknown; the keys are {', '.join(KEYS)}.",
        "'role' must be text in quotes.",
    ]


def test_a_bad_title_is_told_and_costs_no_question(folder: Path) -> None:
    write(folder, "my_theme.toml", f'about = "Mine."\ntitle = 3\ncolour = "red"\n{GOOD}')
    bank = load([folder])
    place = at_home("mine", "my_theme.toml")
    assert ids(bank.prompts) == ["good"]
    assert bank.themes == (Theme("my_theme", "My theme", "Mine."),)
    assert bank.problems == (
        f"{place}, line 3: the key 'colour' is unknown; the keys are title, about, kind, prompt.",
        f"{place}, line 2: 'title' must be text in quotes.",
    )


LINES = {
    "a header inside a text": (
        '[[prompt]]\nid = "a"\nquestion = """\n[[prompt]]\n"""\n [[ "prompt" ]] #\nid = 1\nquestion = "b"\n',
        6,
    ),
    "entries as one array": ('title = "Mine"\nprompt = [\n  { id = 1, question = "b" },\n]\n', 2),
    "a commented entry before it": ('# [[prompt]]\n# id = "a"\n[[prompt]]\nid = 1\nquestion = "b"\n', 3),
}


@pytest.mark.parametrize(("text", "line"), LINES.values(), ids=LINES.keys())
def test_the_line_is_that_of_the_entry(folder: Path, text: str, line: int) -> None:
    write(folder, "mine.toml", text)
    (problem,) = load([folder]).problems
    assert f"mine.toml, line {line}: question number" in problem


def test_of_two_folders_the_first_keeps_its_id(folder: Path) -> None:
    first, second = folder / "first", folder / "second"
    first.mkdir()
    second.mkdir()
    write(first, "b.toml", GOOD)
    write(second, "a.toml", f'[[prompt]]\nid = "other"\nquestion = "b"\n{GOOD}')
    bank = load([first, second])
    assert ids(bank.prompts) == ["good", "other"]
    assert bank.prompts[0].source == first / "b.toml"
    assert bank.problems == (
        f"{at_home('mine', 'second', 'a.toml')}, line 4: question 'good': this id is already taken"
        f" ({at_home('mine', 'first', 'b.toml')}, line 1). Choose another.",
    )


def test_the_first_file_of_a_theme_names_it(folder: Path) -> None:
    first, second = folder / "first", folder / "second"
    first.mkdir()
    second.mkdir()
    write(first, "learning.toml", f'title = "Learning"\n{GOOD}')
    write(second, "learning.toml", 'title = "Mine"\n[[prompt]]\nid = "other"\nquestion = "b"\n')
    bank = load([first, second])
    assert [each.theme for each in bank.prompts] == ["learning", "learning"]
    assert bank.themes == (Theme("learning", "Learning", ""),)


def test_a_folder_named_twice_is_read_once(folder: Path) -> None:
    write(folder, "mine.toml", GOOD)
    assert load([folder, folder / ".." / "mine"]) == load([folder])


def test_no_folder_and_an_empty_folder_hold_nothing(folder: Path) -> None:
    assert load([]) == load([folder]) == load([folder / "absent"]) == Bank((), ())


def test_files_are_read_in_the_order_of_their_names_and_hidden_ones_are_not(folder: Path) -> None:
    write(folder, "b.toml", '[[prompt]]\nid = "b"\nquestion = "b"\n')
    write(folder, "a.TOML", '[[prompt]]\nid = "a"\nquestion = "a"\n')
    write(folder, "._a.toml", b"\x00\x05\x16\x07")
    write(folder, "c.txt", "c\n")
    write(folder, ".notes.txt", b"\xff")
    bank = load([folder])
    assert ids(bank.prompts) == ["a", "b", "c"]
    assert bank.problems == ()


def test_a_folder_named_like_a_file_is_a_problem(folder: Path) -> None:
    (folder / "x.toml").mkdir()
    write(folder, "whole.toml", GOOD)
    bank = load([folder])
    assert ids(bank.prompts) == ["good"]
    (problem,) = bank.problems
    assert problem.startswith(f"{at_home('mine', 'x.toml')}: this is not a file. Move it out")


def test_a_file_where_a_folder_should_be_is_a_problem(folder: Path) -> None:
    path = write(folder, "mine.toml", GOOD)
    (problem,) = load([path]).problems
    assert problem.startswith(f"{at_home('mine', 'mine.toml')}: this folder of questions cannot be read (")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
def test_links_to_nothing_links_to_themselves_and_pipes_are_problems(folder: Path) -> None:
    (folder / "a.toml").symlink_to(folder / "absent")
    (folder / "b.toml").symlink_to(folder / "b.toml")
    os.mkfifo(folder / "c.toml")
    write(folder, "whole.toml", GOOD)
    bank = load([folder])
    assert ids(bank.prompts) == ["good"]
    a, b, c = bank.problems
    assert "a.toml: the file cannot be read (no such file" in a
    assert "b.toml: the file cannot be read (" in b
    assert "c.toml: this is not a file" in c


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """To root nothing is forbidden: meanwhile be a user to whom things are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are something else there")
def test_a_file_that_may_not_be_read_is_a_problem() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, "secret.toml", GOOD).chmod(0)
        with as_nobody():
            (problem,) = load([folder]).problems
    assert "secret.toml: the file cannot be read (permission denied)" in problem


# Finding one


@pytest.mark.parametrize("typed", ["outage", "Outage", " outage "])
def test_a_question_is_found_by_its_id(typed: str) -> None:
    bank = Bank((prompt("other"), prompt("outage")), ())
    assert find(bank, typed).id == "outage"


UNKNOWN = {
    "misspelt": ("outag", "Did you mean 'outage'? "),
    "near to two": ("two-boss", "Did you mean 'two-bosses' or 'two-losses'? "),
    "a word of the question": ("deadline", "Did you mean 'running-late'? "),
    "words of many": ("happened", "Did you mean 'outage', 'two-bosses' or 'two-losses'? "),
    "a theme": ("help desk", "Did you mean 'angry-caller'? "),
    "nothing like it": ("xyzzy", ""),
    "nothing at all": ("", ""),
}


@pytest.mark.parametrize(("typed", "hint"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_an_unknown_id_is_answered_with_what_may_have_been_meant(typed: str, hint: str) -> None:
    bank = Bank(
        (
            prompt("outage"),
            prompt("two-bosses"),
            prompt("two-losses"),
            prompt("running-late", "When did you miss a deadline?"),
            prompt("angry-caller", theme="help-desk"),
        ),
        (),
    )
    with pytest.raises(PromptError) as raised:
        find(bank, typed)
    assert str(raised.value) == f"There is no question '{typed}'. {hint}`rehearse prompts` lists them all."


# Searching


def searchable() -> Bank:
    asked = Prompt(
        id="own-mistake",
        question="What’s a mistake that was yours?",
        theme="mistakes",
        asks=(("ownership", "Whether you say so."),),
        level="any",
        role="any",
        follow_up="Who noticed?",
        source=Path("mistakes.toml"),
    )
    caller = prompt(
        "angry-caller", "Who was most upset?", theme="help-desk", level="entry", role="it support"
    )
    owner = prompt(
        "falling-behind", "Whose work was slipping?", theme="leadership", level="mid", role="manager"
    )
    return Bank((asked, caller, owner), ())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["own-mistake", "angry-caller", "falling-behind"]),
        ("MISTAKE", ["own-mistake"]),
        ("what's", ["own-mistake"]),
        ("ownership", ["own-mistake"]),
        ("say so", ["own-mistake"]),
        ("upset angry", ["angry-caller"]),
        ("upset mistake", []),
        ("help-desk", ["angry-caller"]),
        ("desk help", ["angry-caller"]),
        ("manager", ["falling-behind"]),
        ("slip", ["falling-behind"]),
        ("noticed", []),
    ],
)
def test_searching_by_words(words: str, found: list[str]) -> None:
    assert ids(search(searchable(), words)) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"level": "entry"}, ["own-mistake", "angry-caller"]),
        ({"level": "senior"}, ["own-mistake"]),
        ({"level": "any"}, ["own-mistake"]),
        ({"role": "Manager"}, ["own-mistake", "falling-behind"]),
        ({"role": "it-support"}, ["own-mistake", "angry-caller"]),
        ({"role": "manager", "level": "entry"}, ["own-mistake"]),
        ({"theme": "help desk"}, ["angry-caller"]),
        ({"theme": "Help-Desk", "role": "manager"}, []),
        ({"theme": "help"}, []),
    ],
)
def test_searching_by_filters(filters: dict[str, str], found: list[str]) -> None:
    assert ids(fitting(searchable(), **filters)) == found


def test_an_accent_typed_in_one_way_finds_the_other() -> None:
    bank = Bank((prompt("one", theme="fu\N{COMBINING DIAERESIS}hrung"),), ())
    assert ids(fitting(bank, theme="f\N{LATIN SMALL LETTER U WITH DIAERESIS}hrung")) == ["one"]


# Choosing the next


WEAK = "no result was heard in your answer"
LONG_AFTER = NOON + timedelta(days=100)


def practised(*prompts: Prompt, weak: Sequence[Prompt] = ()) -> dict[str, Practised]:
    """Each a day after the one before it."""
    return {
        each.id: Practised(NOON + timedelta(days=day), WEAK if each in weak else None)
        for day, each in enumerate(prompts)
    }


def offered(prompts: Sequence[Prompt], was: dict[str, Practised], *, turn: int = 0) -> list[str]:
    """What there was to choose from."""
    seen: list[str] = []

    def remember(choices: Sequence[Prompt]) -> Prompt:
        seen.extend(ids(choices))
        return choices[-1]

    chosen = choose(prompts, was, turn=turn, now=LONG_AFTER, pick=remember).prompt.id
    assert not seen or chosen == seen[-1]
    return seen or [chosen]


@pytest.mark.parametrize("turn", [0, 1])
def test_questions_never_practised_come_first_where_none_went_weakly(turn: int) -> None:
    a, b, c, d = (prompt(letter) for letter in "abcd")
    assert offered([a, b, c, d], {}, turn=turn) == ["a", "b", "c", "d"]
    assert offered([a, b, c, d], practised(a, c), turn=turn) == ["b", "d"]


def test_every_other_turn_is_for_what_went_weakly_longest_ago() -> None:
    a, b, c, d = (prompt(letter) for letter in "abcd")
    was = practised(c, a, b, weak=[a, b])
    assert offered([a, b, c, d], was, turn=1) == ["a"]
    assert offered([a, b, c, d], was, turn=2) == ["d"]
    assert offered([a, b, c], was, turn=2) == ["a"]


def test_a_weak_answer_rests_for_some_hours() -> None:
    a, b = prompt("a"), prompt("b")
    was = practised(a, weak=[a])
    soon, later = NOON + timedelta(hours=1), NOON + timedelta(hours=9)
    assert choose([a, b], was, turn=1, now=soon).prompt == b
    assert choose([a, b], was, turn=1, now=later) == Choice(a, f"Earlier today {WEAK}.")


@pytest.mark.parametrize(("count", "quarter"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_then_comes_the_quarter_practised_longest_ago(count: int, quarter: int) -> None:
    prompts = [prompt(f"q{count - number}") for number in range(count)]
    assert offered(prompts[::-1], practised(*prompts)) == ids(prompts[:quarter])


def test_it_says_why() -> None:
    a, b = prompt("a"), prompt("b")

    def reason(prompts: Sequence[Prompt], was: dict[str, Practised], turn: int = 0) -> str | None:
        return choose(prompts, was, turn=turn, now=LONG_AFTER).reason

    assert reason([a, b], {}) is None
    assert reason([a, b], practised(a)) == "You have not answered this one yet."
    assert reason([a], practised(a)) == "You last answered this one 100 days ago."
    assert reason([a], practised(a, weak=[a])) == f"100 days ago {WEAK}."


def test_questions_practised_but_no_longer_there_do_not_matter() -> None:
    gone, stays = prompt("gone"), prompt("stays")
    assert offered([stays], practised(gone, stays)) == ["stays"]


def test_chance_decides_where_nobody_else_does() -> None:
    prompts = [prompt("a"), prompt("b")]
    assert {choose(prompts, {}, turn=0, now=NOON).prompt.id for _ in range(64)} == {"a", "b"}


def test_there_is_nothing_to_choose_from_nothing() -> None:
    with pytest.raises(PromptError, match="No question fits"):
        choose([], {}, turn=0, now=NOON)


def test_several_themes_may_be_asked_for() -> None:
    bank = searchable()
    themes = sorted({each.theme for each in bank.prompts})[:2]
    found = search_all(bank, Filters(themes=tuple(themes)))
    assert {each.theme for each in found} == set(themes)
    assert search_all(bank, None) == bank.prompts
    assert ids(search_all(bank, Filters(role="manager", level="entry"))) == ["own-mistake"]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Filters(role="astronaut"), "There is no role 'astronaut'. There are: any, "),
        (Filters(role="Nursng"), "Did you mean 'nursing'?"),
        (
            Filters(themes=("learning", "help desc")),
            "There is no theme 'help desc'. Did you mean 'help-desk'?",
        ),
        (Filters(level="seniour"), "Did you mean 'senior'?"),
        (Filters(level="\x1b[2J"), "There are: any, entry, mid, senior."),
    ],
)
def test_what_there_is_not_is_said_with_what_was_meant(wanted: Filters, says: str) -> None:
    with pytest.raises(PromptError, match=re.escape(says)) as raised:
        check(load([folders.bundled("prompts")]), wanted)
    assert str(raised.value).isprintable()


def test_what_there_is_passes_in_any_spelling() -> None:
    check(load([folders.bundled("prompts")]), Filters(("Help Desk", "LEARNING"), "Entry", "IT-support"))
    check(load([folders.bundled("prompts")]), Filters())
