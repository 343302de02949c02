"""Lists of questions: text with one on each line, Markdown; what is left out is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rehearse.folders import bundled
from rehearse.model.questions import KINDS, Kind
from rehearse.questions.folders import misplaced
from rehearse.questions.kinds import likely_kind
from rehearse.questions.lists import in_markdown, in_text
from rehearse.questions.reading import load

TWO = ["Tell me about a mistake.", "Why us?"]


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about a mistake.\nWhy us?",
        "\n  Tell me about a mistake.  \n\n\n\tWhy us?\n\n",
        "# for Tuesday\n- Tell me about a mistake.\n* Why us?",
        "1. Tell me about a mistake.\n2) Why us?",
        "(1) Tell me about a mistake.\n• Why us?",
        "- [ ] Tell me about a mistake.\n- [x] Why us?",
    ],
)
def test_a_text_has_a_question_on_each_line(text: str) -> None:
    title, lines = in_text(text)
    assert title == "" and [line.question for line in lines] == TWO


def test_the_lines_are_counted_from_one() -> None:
    assert [line.number for line in in_text("\nWhy us?\n\nWhy you?\n")[1]] == [2, 4]
    assert [line.number for line in in_markdown("---\na: b\n---\n<!--\n-->\n- Why us?\n")[1]] == [6]


MARKDOWN = {
    "items": "- Tell me about a mistake.\n- Why us?",
    "numbered": "1. Tell me about a mistake.\n\n2. Why us?",
    "headings": "## Tell me about a mistake.\n\nThe backup.\n\n## Why us?\n\nThe mission.",
    "headings with notes": "# Tell me about a mistake.\n- the backup\n- Anna\n\n# 2. Why us? #\n- mission",
    "items under headings": "## Stories\n- Tell me about a mistake.\n## About me\n- Why us?",
    "notes below items": "- Tell me about a mistake.\n  - the backup\n  more\n- Why us?\n    1. mission",
    "marks": "- **Tell me** about a _mistake_.\n- [Why us?](https://example.org)",
    "code and comments": "<!-- - Who? -->\n```\n- What?\n```\n- Tell me about a mistake.\n- Why us?\n",
    "what other programs write on top": "---\ntags: [a]\n---\n\n- Tell me about a mistake.\n- Why us?",
    "prose": "Some words first.\n\n- Tell me about a mistake.\n- Why us?\n\nSome words last.",
    "plain headings": "# Tell me about a mistake.\n# Why us?",
}


@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown_has_them_as_items_or_as_headings(text: str) -> None:
    title, lines = in_markdown(text)
    assert title == "" and [line.question for line in lines] == TWO


@pytest.mark.parametrize("name", ["items", "headings", "items under headings", "prose"])
def test_the_first_heading_is_the_title_where_it_asks_nothing(name: str) -> None:
    title, lines = in_markdown(f"# Tuesday's interview\n\n{MARKDOWN[name]}")
    assert title == "Tuesday's interview" and [line.question for line in lines] == TWO


@pytest.mark.parametrize("text", ["", "Only words.\n", "# Only a title\n\nand words", "snake_case * 3 * 4"])
def test_markdown_without_questions_has_none(text: str) -> None:
    assert [line.question for line in in_markdown(text)[1] if text.count("#") == 0] == []


def test_a_list_is_a_theme_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "my-interview.md").write_text("# On Tuesday\r\n\r\n- Why us?\r\n", encoding="utf-8-sig")
    (tmp_path / "tomorrow.TXT").write_text("Tell me about a time you failed.\nWhy us?\n", encoding="utf-8")
    bank = load([tmp_path])
    assert bank.problems == ()
    assert [(one.theme, one.id, one.kind) for one in bank.prompts] == [
        ("my-interview", "why", "introduction"),
        ("tomorrow", "failed", "story"),
        ("tomorrow", "why-2", "introduction"),
    ]
    assert [theme.title for theme in bank.themes] == ["On Tuesday", "Tomorrow"]


def test_an_id_that_is_taken_is_counted_on_and_no_question_is_lost(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Salary?\nSalary?\nOutage?\n", encoding="utf-8")
    bank = load([bundled("prompts"), tmp_path])
    assert bank.problems == ()
    assert [one.id for one in bank.prompts if one.source.parent == tmp_path] == [
        "salary-2",
        "salary-3",
        "outage-2",
    ]


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("a.txt", "", "line 1: there is no question here. Write each on a line of its own."),
        ("a.md", "Only words.", "line 1: there is no question here. Write each as an item of a list."),
        ("a.txt", "Why us?\n???\n", "line 2: there are no words in this question."),
        ("a.txt", "Why us?\n" + "word " * 61, "line 2: this line has more than 60 words."),
        ("a.txt", "Why us?\n\x1b[2J now\n", "line 2: 'question' contains a character that cannot be shown."),
        ("a.txt", "Caf\xe9?".encode("latin-1"), "line 1: the text is not UTF-8. Save the file as UTF-8."),
        (
            "a.docx",
            "Why us?",
            ": this kind of file is not read. Questions are read from .txt, .md and .toml files.",
        ),
        ("noend", "Why us?", ": this kind of file is not read."),
    ],
)
def test_what_is_left_out_is_said_and_the_rest_works(
    tmp_path: Path, name: str, text: str | bytes, wrong: str
) -> None:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "whole.txt").write_text("Why not?\n", encoding="utf-8")
    bank = load([tmp_path])
    (problem,) = bank.problems
    assert name in problem and wrong in problem and problem.isprintable()
    assert "Why not?" in [one.question for one in bank.prompts]


def test_a_folder_within_is_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").write_text("Why us?\n", encoding="utf-8")
    bank = load([tmp_path])
    (problem,) = bank.problems
    assert bank.prompts == () and "folders in this folder are not read. Move its files up." in problem


def test_a_file_beside_the_folder_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearse.questions.folders.config_folder", lambda: tmp_path)
    assert misplaced() == []
    for name in ("tomorrow.txt", "settings.json", "settings.lock"):
        (tmp_path / name).write_text("Why us?\n", encoding="utf-8")
    (tmp_path / "prompts").mkdir()
    assert misplaced() == [tmp_path / "tomorrow.txt"]
    bank = load([tmp_path / "prompts"], misplaced=misplaced())
    (problem,) = bank.problems
    assert bank.prompts == () and "this file is in the wrong place. Move it to " in problem
    monkeypatch.setattr("rehearse.questions.folders.config_folder", lambda: tmp_path / "absent")
    assert misplaced() == []


# What kind of answer is asked for


KIND_OF: dict[str, Kind] = {
    "Tell me about a time you failed.": "story",
    "Describe a situation where you had to adapt.": "story",
    "What was your biggest failure?": "story",
    "Have you ever missed a deadline?": "story",
    "Give an example of a goal you reached.": "story",
    "How did you deal with a difficult customer?": "story",
    "Can you describe a challenge you faced?": "story",
    "Tell me about yourself.": "introduction",
    "Walk me through your CV.": "introduction",
    "What are your strengths and weaknesses?": "introduction",
    "How do you handle conflict?": "introduction",
    "Describe your management style.": "introduction",
    "Describe your typical day.": "introduction",
    "Tell me about your current role.": "introduction",
    "Why do you want to work here?": "introduction",
    "Have you used Kubernetes?": "introduction",
    "How would you calm an angry guest?": "scenario",
    "Imagine that the till is short. What do you do?": "scenario",
    "Design a chess clock.": "technical",
    "How would you test a lift?": "technical",
    "Explain recursion to a child.": "explaining",
    "Ask what the team is like.": "asking",
}


@pytest.mark.parametrize(("question", "kind"), KIND_OF.items())
def test_the_words_of_a_question_tell_what_kind_of_answer_it_wants(question: str, kind: Kind) -> None:
    assert likely_kind(question) == kind in KINDS


def test_hardly_anything_is_taken_for_a_story_that_is_none() -> None:
    told = Counter(
        (one.kind == "story")
        for one in load([bundled("prompts")]).prompts
        if likely_kind(one.question) == "story"
    )
    assert told[True] >= 120 and told[False] <= 0.02 * told.total()


def test_a_dash_within_a_question_stays() -> None:
    _, lines = in_text("- Tell me about a time - any time - you failed.\n2) Why 1. here and 2. now?")
    assert [line.question for line in lines] == [
        "Tell me about a time - any time - you failed.",
        "Why 1. here and 2. now?",
    ]
    _, (line,) = in_text("Tell me about a time - any time - you failed.")
    assert line.question == "Tell me about a time - any time - you failed."
    _, (item,) = in_markdown("- Why * here - and now?")
    assert item.question == "Why * here - and now?"
