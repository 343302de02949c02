from __future__ import annotations

from rehearse.analysis import analyse
from rehearse.model.heard import Heard
from rehearse.words.comparison import compared_rows, story_changes, what_changed
from reporting import reported
from saying import say, write

STORY = "We had a leak. I was to stop it. I closed the valve. It held."


def rows(before: Heard, after: Heard) -> list[tuple[str, str, str]]:
    return compared_rows(analyse(before), analyse(after))


def test_two_takes_stand_beside_each_other() -> None:
    shown = rows(say(f"[Um] {STORY}"), say(f"{STORY} (1) And it {'still ' * 150}holds."))
    assert shown[:4] == [
        ("Length", "0:06", "1:08"),
        ("Words", "15", "168"),
        ("um, uh", "1", "0"),
        ("per 100 words", "6.7 (0.2 to 37.1)", "0.0 (0.0 to 2.2)"),
    ]
    assert ("Words a minute", "150", "148") in shown


def test_what_neither_has_is_left_out() -> None:
    names = [name for name, _, _ in rows(write(STORY), write(STORY))]
    assert names[0] == "Words"
    assert not {"Length", "Words a minute", "Long pauses"} & set(names)


def test_parts_that_came_or_went_are_said() -> None:
    told = say(STORY)
    whole = reported(told, labels=("situation", "task", "action", "result"))
    cut = reported(told, labels=("situation", "task", "action", "action"))
    assert story_changes(cut, whole) == ["Now with a result."]
    assert story_changes(whole, cut) == ["Now without a result."]
    assert story_changes(whole, whole) == []


def test_takes_of_different_questions_are_said_to_be() -> None:
    told = analyse(say(STORY))
    said = what_changed({}, told, told, same_question=False)
    assert said == ["They answer different questions, so some change is normal."]
    assert what_changed({}, told, told, same_question=True) == []
