"""What an answer did for its question, as JSON. Pure."""

from __future__ import annotations

from math import exp
from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.model.heard import Heard


def coaching_as_json(coached: Coaching | None, heard: Heard) -> Any:
    """The same for other programs; None where there is nothing to say."""
    if coached is None:
        return None
    again = coached.recited
    return {
        "layers": [_layer(layer, heard) for layer in coached.layers],
        "points": [
            {
                "point": point.text,
                "found": point.how,
                "chance": round(_chance(point.logit), 3),
                "words": point.sentence.text_in(heard.words)
                if point.sentence and point.how != "not heard"
                else None,
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


def _layer(layer: Layer, heard: Heard) -> dict[str, Any]:
    """`found` is what the program is sure of, `checked` what the speaker says of the take."""
    words = layer.sentence.text_in(heard.words) if layer.is_sure and layer.sentence else None
    check = layer.check
    return {
        "layer": layer.name,
        "means": layer.means,
        "found": "addressed" if words else "not known",
        "chance": round(_chance(layer.logit), 3),
        "words": words,
        "checked": check is not None,
        "words_checked": check.said.text_in(heard.words) if check and check.said else None,
    }


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-logit))
