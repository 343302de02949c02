from __future__ import annotations

import os
import sys
from collections.abc import Generator

import pytest

IN_CI = os.environ.get("CI", "").casefold() == "true" and sys.platform == "linux"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI every part is there, so that a test that skips is a part that is missing: it fails."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report
