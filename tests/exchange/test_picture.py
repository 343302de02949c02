"""What a video shows, as JSON."""

from __future__ import annotations

import json

from rehearse.exchange.picture import picture_as_json
from rehearse.model.heard import Span
from rehearse.model.picture import Part, Picture, Together


def test_what_could_not_be_told_is_null() -> None:
    assert picture_as_json(None, None) is None
    found = picture_as_json(Picture(3.2), None)
    assert found is not None
    assert found.pop("watched_s") == 3.2
    assert found.pop("face") == {"height": None, "x": None, "y": None}
    assert set(found.values()) == {None}


def test_shares_with_their_moments() -> None:
    turned = Part(0.25, (Span(1.2, 3.4000000001),))
    picture = Picture(8.0, in_frame=Part(0.9, (Span(0, 0.8),)), height=0.31234, turned=turned)
    found = json.loads(json.dumps(picture_as_json(picture, Together(2, 3, 2, 0.123456))))
    assert found["in_frame"] == 0.9
    assert found["out_of_frame"] == [{"start_s": 0, "end_s": 0.8}]
    assert found["face"]["height"] == 0.312
    assert found["turned"] == {"share": 0.25, "moments": [{"start_s": 1.2, "end_s": 3.4}]}
    assert found["turned_at_filled_pauses"] == {"count": 2, "of": 3, "by_chance": 0.1235}
