"""What is printed after somebody listened to themselves: each filler with three words around it."""

from __future__ import annotations

from datetime import UTC, datetime

from rehearse.analysis import analyse
from rehearse.model.kept import Listening
from rehearse.screen.noticing import print_noticed
from reporting import on_paper, text_of
from saying import say

HEARD = say(
    "Last year I ran the [um] [uh] night shift of a small shop alone. "
    "Then one day in May it was, you know, shut for good and I left it."
)
YOU_KNOW_END_S = 9.65


def printed(presses: list[float], *, until_s: float = 60, before: int = 0) -> list[str]:
    console, paper = on_paper(100)
    earlier = [(Listening(1, datetime(2025, 3, 1, 12, tzinfo=UTC), (), 9.0), 1, 4)] * before
    print_noticed(console, analyse(HEARD), presses, until_s=until_s, take=3, before=earlier)
    return text_of(paper).splitlines()


def test_fillers_that_count_as_one_stand_on_one_line() -> None:
    assert printed([3.0])[1:] == [
        "You noticed 1 of 2 fillers",
        "  caught   0:02  ... I ran the [1 um] [2 uh] night shift of ...",
        "  missed   0:08  ... May it was, {you know}, shut for good ...",
        "",
        "Fillers that are half a second apart or less count as one.",
        "",
        'Hear what you missed once more: `rehearse review 3` steps through it. When you feel an "um" coming,',
        "close your mouth and pause.",
    ]


def test_a_press_at_no_filler_is_shown_with_its_words() -> None:
    lines = printed([3.0, 7.0, YOU_KNOW_END_S + 1], before=1)
    assert lines[1] == "You noticed 2 of 2 fillers"
    assert lines[3].startswith("  pressed  0:07  ... alone. Then one day in")
    assert 'At "pressed" the report has no filler.' in "\n".join(lines)
    assert lines[-1] == "Noticed before: take 1 on 2025-03-01: 1 of 4."


def test_nothing_to_notice_is_said() -> None:
    assert printed([], until_s=1.0)[1:] == ["There were no fillers to notice"]
