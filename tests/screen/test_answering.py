"""What is on the screen before a recording begins."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from rehearse.practice.voice import SystemVoice
from rehearse.screen.answering import read_aloud


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_question_can_be_read_while_it_is_read_aloud(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    paper, seen = StringIO(), []
    monkeypatch.setattr(SystemVoice, "say", lambda _, text: seen.append((text, paper.getvalue())))
    monkeypatch.setenv("TERM", "xterm")
    console = Console(file=paper, force_terminal=is_terminal, width=80)
    read_aloud(console, SystemVoice(("none",)), "What broke?")
    ((said, shown),) = seen
    assert said == "What broke?"
    assert ("What broke?" in shown) == is_terminal  # elsewhere it is printed when the recording begins
