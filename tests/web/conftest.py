"""A home that is practised in, and `rehearse web` with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from at_home import Home, new_home
from serving import Served, served


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(new_home(tmp_path / "home"))


@pytest.fixture
def server(home: Home) -> Iterator[Served]:
    with served(home.folder) as running:
        running.enter()
        yield running
