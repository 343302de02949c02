"""Points, checks of layers and listenings are kept with the takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import open_history
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck, NewTake

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_points_keep_their_order_and_are_replaced(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        assert history.points("outage") == ()
        history.keep_points("outage", ["b", "a", "b c"])
        history.keep_points("other", ["x"])
    with open_history(tmp_path) as history:
        assert history.points("outage") == ("b", "a", "b c")
        history.keep_points("outage", ["a"])
        assert (history.points("outage"), history.points("other")) == (("a",), ("x",))
        history.keep_points("outage", [])
        assert history.points("outage") == ()


def test_listenings_are_kept_in_time_and_go_with_their_take(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        first, second = (
            history.begin(
                NewTake(recorded_at=NOON, prompt_id=None, question=None, audio=None, version="1")
            ).id
            for _ in range(2)
        )
        history.keep_listening(second, listened_at=NOON, presses=[1.25, 3.0], until_s=9.5)
        history.keep_listening(first, listened_at=NOON.replace(hour=11), presses=[], until_s=4.0)
        kept = history.listenings()
        assert [(one.take_id, one.presses, one.until_s) for one in kept] == [
            (first, (), 4.0),
            (second, (1.25, 3.0), 9.5),
        ]
        assert kept[1].listened_at == NOON
        history.delete(second)
        assert [one.take_id for one in history.listenings()] == [first]
        with pytest.raises(HistoryError, match="no take 9"):
            history.keep_listening(9, listened_at=NOON, presses=[], until_s=1)


def test_what_speaks_to_a_layer_is_kept_replaced_and_goes_with_its_take(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        take = history.begin(
            NewTake(recorded_at=NOON, prompt_id=None, question=None, audio=None, version="1")
        ).id
        assert history.layer_checks(take) == {}
        history.keep_layer_check(take, LayerCheck("courage", Stretch(4, 7)))
        history.keep_layer_check(take, LayerCheck("learning", None))
        history.keep_layer_check(take, LayerCheck("courage", Stretch(0, 3)))
    with open_history(tmp_path) as history:
        assert history.layer_checks(take) == {
            "courage": LayerCheck("courage", Stretch(0, 3)),
            "learning": LayerCheck("learning", None),
        }
        with pytest.raises(HistoryError, match="no take 9"):
            history.keep_layer_check(9, LayerCheck("courage", None))
        history.delete(take)
        assert history.layer_checks(take) == {}
