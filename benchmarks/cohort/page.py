"""How soon the page over a class of thousands opens in Chromium, and what axe finds on one of hundreds."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from in_browser import SCHEMES, opened, running_browser
from rehearse.cohort.class_page import Line, class_page
from rehearse.cohort.looking import KINDS
from rehearse.cohort.rubric import STATES

RUNS = 5
AXE_TAKES = 300
"""axe looks at each cell for some milliseconds."""


def lines(count: int) -> list[Line]:
    """Takes as they might be, every fifth with something to look at."""
    chance, kinds = Random(3), list(KINDS)
    return [
        Line(
            name=f"Student {number // 2:04}",
            page=f"people/Student-{number // 2:04}.html#take-{1 + number % 2}",
            number=1 + number % 2,
            group=f"Group {number % 12}",
            question=f"Tell me about a time you were number {number % 4} ...",
            length=f"{chance.randrange(3)}:{chance.randrange(60):02}",
            pace=str(chance.randrange(110, 190)),
            um=f"{chance.uniform(0, 9):.1f}",
            fillers=str(chance.randrange(20)),
            parts="setup, action, result",
            kinds=(chance.choice(kinds),) if number % 5 == 0 else (),
            why="Something that a human should see.",
            state=chance.choice(STATES),
            points="",
        )
        for number in range(count)
    ]


def opening(folder: Path, *, takes: int) -> None:
    """Prints the size, the time until the page is drawn, that of a filter, and what axe finds."""
    begun = time.perf_counter()
    large, small = folder / "large.html", folder / "small.html"
    large.write_text(class_page(lines(takes)), encoding="utf-8")
    print(f"{takes} takes: {large.stat().st_size / 1e6:.1f} MB, made in {time.perf_counter() - begun:.1f} s")
    small.write_text(class_page(lines(AXE_TAKES)), encoding="utf-8")
    with running_browser() as browser:
        drawn = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            with opened(browser, large) as seen:
                seen.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
                drawn.append(time.perf_counter() - begun)
        print(f"opened and drawn: {median(drawn):.2f} s ({min(drawn):.2f} to {max(drawn):.2f})")
        with opened(browser, large) as seen:
            begun = time.perf_counter()
            seen.wait_until("!document.querySelector('#rows tr[hidden]')")
            print(f"all rows laid out {time.perf_counter() - begun:.1f} s later")
            seen.page.evaluate("document.getElementById('f-name').value = 'student 00'")
            took = seen.page.evaluate(
                "(() => { const from = performance.now();"
                "document.getElementById('filters').dispatchEvent(new Event('input'));"
                "return document.body.offsetHeight && performance.now() - from; })()"
            )
            print(f"filtered: {took:.0f} ms, {seen.page.inner_text('#count')}")
        for scheme in SCHEMES:
            with opened(browser, small, scheme=scheme) as seen:
                print(f"axe, {scheme}: {len(seen.violations())} violations on {AXE_TAKES} takes")
