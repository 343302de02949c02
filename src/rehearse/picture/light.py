"""The light on a face and around it, in a way that does not take dark skin for darkness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rehearse.picture.sampling import smaller

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32) / 255
"""How light red, green and blue seem (BT.601), for pixels from 0 to 255."""
WHITE = 0.97
"""From here on a pixel shows nothing but light."""
LIGHTEST = 99
"""The percentile that stands for the light on a face: on dark skin only the whites of eyes lie above it."""
FACE_PIXELS = 96
"""Of a face's height, of which the light is looked at."""


def luma(pixels: Pixels) -> Array:
    """How light each pixel is, 0 to 1, of shape (height, width)."""
    made: Array = (pixels @ LUMA).astype(np.float32)
    return made


def light_on(pixels: Pixels, middle: tuple[float, float], height: float) -> tuple[float, float, float]:
    """`brightness`, `blown` and `glare` of a face, as in `model.picture.Face`.

    `middle` is (x, y) and `height` its own from hairline to chin, in pixels. Around the head is what is
    beside it and above: below are clothes.
    """
    times = max(1, int(height / FACE_PIXELS))
    pixels, height = smaller(pixels, times), height / times
    x, y = (place / times for place in middle)
    top, bottom = _within(y - 1.6 * height, y + 0.6 * height, len(pixels))
    left, right = _within(x - 1.9 * height, x + 1.9 * height, pixels.shape[1])
    light = luma(pixels[top:bottom, left:right])
    across = (np.arange(left, right) + 0.5 - x) / height
    down = ((np.arange(top, bottom) + 0.5 - y) / height)[:, None]
    face = light[(across / 0.33) ** 2 + (down / 0.45) ** 2 < 1]
    around = light[((across / 0.7) ** 2 + (down / 1.0) ** 2 > 1) & (down < 0.4)]
    return (
        float(np.percentile(face, LIGHTEST)) if len(face) else 0.0,
        float((face > WHITE).mean()) if len(face) else 0.0,
        float((around > WHITE).mean()) if len(around) else 0.0,
    )


def _within(low: float, high: float, size: int) -> tuple[int, int]:
    return max(0, int(low)), min(size, max(0, int(high)))
