"""Points, checks of layers, listenings and corrections are kept with the takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.summary import summary
from rehearse.errors import HistoryError
from rehearse.history import open_history
from rehearse.model.heard import Correction, Span, Stretch
from rehearse.model.kept import LayerCheck, NewTake
from saying import say

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


def test_corrections_are_kept_with_the_take_and_its_numbers_are_made_anew(tmp_path: Path) -> None:
    um, uh = Correction(Span(1.25, 1.5), is_one=True), Correction(Span(3.0, 3.4), is_one=False)
    heard = say("So [um] yes.")
    new = NewTake(recorded_at=NOON, prompt_id=None, question=None, audio=None, version="1")
    with open_history(tmp_path) as history:
        take, other = history.add(heard, new).id, history.add(heard, new).id
        history.keep_summaries(1, {number: summary(analyse(heard)) for number in (take, other)})
        history.keep_corrections(take, [uh, um])
        assert [known is None for _, known in history.summaries(1)] == [True, False]
    with open_history(tmp_path) as history:
        assert history.take(take).heard == replace(heard, corrections=(um, uh))
        assert history.take(other).heard == heard
        # Who hears it again with another model has said it all the same.
        assert history.finish(take, replace(heard, model="small")).heard == replace(
            heard, model="small", corrections=(um, uh)
        )
        history.keep_corrections(take, [um])
        assert history.corrections(take) == (um,)
        assert history.corrected(limit=5) == (take,)
        with pytest.raises(HistoryError, match="no take 9"):
            history.keep_corrections(9, [])
        history.forget_learned()
        assert history.corrections(take) == (um,) and history.corrected(limit=5) == ()
        history.keep_corrections(take, [um, uh])  # said after that
        assert history.corrected(limit=5) == (take,)
        history.delete(take)
        assert history.corrections(take) == () and history.corrected(limit=5) == ()
