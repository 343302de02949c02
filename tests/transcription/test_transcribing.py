"""Work done ahead, in another thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from rehearse.transcription.transcribing import done_ahead

GIVE_UP_AFTER_S = 60


def test_what_is_done_ahead_comes_in_order() -> None:
    assert list(done_ahead(lambda item: 10 * item, [1, 2, 3, 4])) == [10, 20, 30, 40]
    assert list(done_ahead(lambda item: item, [])) == []


def test_the_next_item_is_done_while_the_one_before_is_used() -> None:
    begun = threading.Event()

    def work(item: int) -> threading.Thread:
        if item == 2:
            begun.set()
        return threading.current_thread()

    results = done_ahead(work, [1, 2])
    assert next(results) is threading.current_thread()
    assert begun.wait(GIVE_UP_AFTER_S)
    assert next(results) is not threading.current_thread()


def test_items_are_taken_one_ahead_and_in_the_thread_that_asks() -> None:
    taken = []

    def items() -> Iterator[int]:
        for item in range(4):
            taken.append((item, threading.current_thread()))
            yield item

    results = done_ahead(lambda item: item, items())
    assert next(results) == 0
    assert taken == [(0, threading.current_thread()), (1, threading.current_thread())]
    assert list(results) == [1, 2, 3]


def test_what_goes_wrong_ahead_is_raised_in_its_turn() -> None:
    results = done_ahead(lambda item: 1 / item, [1, 0])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
