"""The progress in a terminal: what changed, a chart on real dates and the takes on one screen."""

from __future__ import annotations

import io
import itertools

import pytest
from rich.console import Console

from progressing import counted, progress
from rehearse.analysis.course import moments
from rehearse.analysis.progress import Progress
from rehearse.screen.progress import LINES, print_first, print_progress
from rehearse.screen.progress_chart import print_chart

LONG = "Tell me about a time something important stopped working and people were waiting on you."
HISTORIES = {
    "none": progress([]),
    "one": progress([counted(3)]),
    "six": progress([counted(3)] * 6),
    "better": progress([counted(6, markers={"like": 4, "so": 4})] * 20 + [counted(2)] * 20),
    "worse": progress([counted(2)] * 20 + [counted(6, markers={"like": 4, "so": 4})] * 20),
    "a day": progress([counted(3)] * 40, days=[0] * 40),
}


def shown(over: Progress, *, columns: int = 80) -> list[str]:
    paper = io.StringIO()
    print_first(Console(file=paper, width=columns), over)
    return paper.getvalue().splitlines()


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
@pytest.mark.parametrize("over", HISTORIES.values(), ids=HISTORIES)
def test_it_fits_a_terminal_with_the_prompt_that_follows(over: Progress, columns: int) -> None:
    lines = shown(over, columns=columns)
    if columns >= 50:
        assert len(lines) < LINES
    assert max(map(len, lines)) <= columns


def test_what_changed_stands_first_and_the_latest_take_on_top() -> None:
    lines = shown(HISTORIES["better"])
    assert lines[0] == "You say fewer ums: 6.0 → 2.0 per 100 words over 40 answers, more than chance."
    (head,) = [at for at, line in enumerate(lines) if line.startswith("Take")]
    assert lines[head + 1].split()[:3] == ["40", "2025-04-09", "2.0"]
    assert "`rehearse show 40`" in " ".join(lines[-2:])


def test_a_break_is_as_wide_as_it_was_long() -> None:
    over = progress([counted(8, words=1200)] * 5, days=[0, 10, 20, 60, 70])
    paper = io.StringIO()
    assert print_chart(Console(file=paper, width=80), moments(over)) == len(paper.getvalue().splitlines())
    rows = [line for line in paper.getvalue().splitlines() if "|" in line]
    (dotted,) = [line for line in rows if "o" in line]
    at = [column for column, char in enumerate(dotted) if char == "o"]
    gaps = [after - before for before, after in itertools.pairwise(at)]
    assert gaps == pytest.approx([10, 10, 40, 10], rel=0.1)
    assert dotted.endswith("o 0.7")
    assert "2025-03-01" in paper.getvalue() and "2025-05-10" in paper.getvalue()


def test_heights_are_the_rates() -> None:
    over = progress([counted(ums, words=1200) for ums in (72, 36, 12, 12, 0)])
    paper = io.StringIO()
    print_chart(Console(file=paper, width=80), moments(over))
    rows = [line for line in paper.getvalue().splitlines() if "|" in line]
    heights = {column: len(rows) - 1 - at for at, row in enumerate(rows) for column in find(row, "o")}
    assert [heights[column] for column in sorted(heights)] == [6, 3, 1, 1, 0]
    assert [row.split("|")[0].strip() for row in rows] == ["6", "", "4", "", "2", "", "0"]


def find(text: str, char: str) -> list[int]:
    return [at for at, one in enumerate(text) if one == char]


@pytest.mark.parametrize("over", [progress([counted(3)] * 4), HISTORIES["a day"]])
def test_few_takes_and_a_single_day_have_no_chart(over: Progress) -> None:
    assert not [line for line in shown(over) if "|" in line]


def test_all_of_it_has_the_days_the_words_and_the_questions() -> None:
    paper = io.StringIO()
    print_progress(Console(file=paper, width=80), HISTORIES["better"])
    text = " ".join(paper.getvalue().split())
    assert text.startswith("You say fewer ums")
    assert "40 answers on 40 days, 1 Mar 2025 to 9 Apr 2025." in text
    for said in (
        '"like"',
        "Range in brackets",
        "take 1 → 40",
        "2.0 (0.2 to 7.2)",
        "latest 14 of 40 days",
    ):
        assert said in text
