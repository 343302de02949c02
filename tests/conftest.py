from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from at_home import Home, new_home
from in_browser import running_browser
from practising import Practice
from virtual_microphone import VirtualMicrophone, virtual_microphone

# For this process and all that it starts, before any loads NumPy or torch. Threads that wait for each
# other in a loop take the core away from the tests beside them, and what tests compute gains nothing by more.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A shell without a terminal starts what goes on in its background deaf to Ctrl-C, and all that it starts too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

IN_CI = os.environ.get("CI", "").casefold() == "true" and sys.platform == "linux"


SLOWEST = (
    "test_practice_in_browser",
    "test_bad_input",
    "test_loop",
    "test_taking",
    "test_hearing",
    "test_practice",
    "test_cli",
    "test_deleting",
    "test_outputs",
    "test_play",
    "test_kept_takes",
    "test_page_in_browser",
    "test_live",
    "test_wheel",
    "test_recover",
    "test_privacy",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that it is not all that is left in the end, for one of two;
    what waits for sound beside what calculates."""
    items.sort(key=lambda item: SLOWEST.index(item.path.stem) if item.path.stem in SLOWEST else len(SLOWEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI every part is there, so that a test that skips is a part that is missing: it fails."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that nobody has used yet."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="module")
def speaker() -> Iterator[VirtualMicrophone]:
    """A sound system that hears what it plays."""
    with virtual_microphone() as running:
        yield running


@pytest.fixture
def practice(tmp_path: Path, speaker: VirtualMicrophone) -> Practice:
    """A home that nobody has used yet, with a microphone."""
    return Practice(new_home(tmp_path / "home"), speaker)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    with running_browser() as running:
        yield running
