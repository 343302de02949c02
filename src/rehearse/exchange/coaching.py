"""What an answer did for its question, as JSON. Pure."""

from __future__ import annotations

from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.model.heard import Heard


def coaching_as_json(coached: Coaching | None, heard: Heard) -> Any:
    """The same for other programs; None where there is nothing to say."""
    if coached is None:
        return None
    again = coached.recited
    return {
        "layers": [
            {
                "layer": layer.name,
                "means": layer.means,
                "found": layer.how,
                "chance": round(layer.probability, 3),
                "words": layer.passage.text if layer.passage and layer.how != "not addressed" else None,
            }
            for layer in coached.layers
        ],
        "points": [
            {
                "point": point.text,
                "found": point.how,
                "nearness": round(point.similarity, 3),
                "words": point.passage.text if point.passage and point.how != "not heard" else None,
                "verbatim": point.verbatim,
            }
            for point in coached.points
        ],
        "recited": None
        if again is None
        else {
            "take": coached.recited_take,
            "share": round(again.share, 3),
            "how": again.how,
            "runs": [run.text_in(heard.words) for run in again.runs],
        },
    }
