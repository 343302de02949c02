"""When each word was said, from where the decoder listened while it wrote the word.

The cheapest path through the attention, frame by frame and token by token (dynamic time warping), as
openai-whisper does it, but on the attention kept from decoding instead of a second run of the decoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.model.heard import Span, Word

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

FRAME_S = 0.02
"""One state of the encoder."""
MEDIAN_FRAMES = 7
"""Whisper's own width: single frames of attention elsewhere are noise."""


def aligned(
    attention: Any,
    probabilities: Sequence[float],
    hesitating: Sequence[float],
    pieces: Sequence[tuple[str, int]],
    *,
    start_s: float,
    duration_s: float,
) -> list[Word]:
    """Words with times in seconds of the whole recording, from one chunk.

    `attention` is a tensor of shape (tokens, heads, frames): row n is where the decoder listened while it
    wrote token n. `probabilities` are those of the tokens, `hesitating` those of a filled pause in their
    places, `pieces` the words and how many tokens each has. The chunk starts at `start_s`.
    """
    frames = frame_count(duration_s, most=attention.shape[-1])
    starts = jumps(-_clean(attention[..., :frames]))
    starts_s = [start_s + float(frame) * FRAME_S for frame in starts]
    starts_s += [start_s + frames * FRAME_S] * (len(probabilities) + 1 - len(starts_s))
    words, first = [], 0
    for text, count in pieces:
        end = first + count
        sure = sum(probabilities[first:end]) / count
        words.append(Word(text, Span(starts_s[first], starts_s[end]), sure, hesitating[first]))
        first = end
    return words


def frame_count(duration_s: float, *, most: int) -> int:
    """How many states of the encoder hold sound, of `most` with the padding; at least one."""
    return min(most, max(1, round(duration_s / FRAME_S)))


def _clean(attention: Any) -> Matrix:
    """Attention to each frame beyond what that frame always gets, over all heads, as (tokens, frames)."""
    import torch
    from whisper.timing import median_filter

    shares = attention.transpose(0, 1).float()
    shares = shares / shares.sum(dim=-1, keepdim=True)
    spread, mean = torch.std_mean(shares, dim=-2, keepdim=True, unbiased=False)
    standard = (shares - mean) / spread.clamp_min(1e-9)
    cleaned: Matrix = median_filter(standard, MEDIAN_FRAMES).mean(dim=0).double().cpu().numpy()
    return cleaned


def jumps(costs: Matrix) -> list[int]:
    """The column in which the cheapest path first reaches each row of `costs`, of shape (rows, columns).

    The path goes from the first cell to the last, and one row on, one column on, or both, at each step.

    >>> import numpy as np
    >>> jumps(np.array([[0, 0, 9, 9], [9, 9, 0, 0]]))
    [0, 2]
    """
    totals = np.empty(costs.shape)
    totals[0] = np.cumsum(costs[0])
    for row in range(1, len(costs)):
        above = totals[row - 1]
        entered = np.minimum(above, np.concatenate([[np.inf], above[:-1]]))
        # Staying in the row adds its own costs, so the best way in so far is a running minimum.
        own = np.cumsum(costs[row])
        totals[row] = own + np.minimum.accumulate(entered - own + costs[row])
    return _first_columns(totals)


def _first_columns(totals: Matrix) -> list[int]:
    row, column = totals.shape[0] - 1, totals.shape[1] - 1
    firsts = [0] * len(totals)
    while row > 0:
        firsts[row] = column
        above = totals[row - 1, column]
        before = totals[row, column - 1] if column else float("inf")
        both = totals[row - 1, column - 1] if column else float("inf")
        if both <= above and both <= before:
            row, column = row - 1, column - 1
        elif above <= before:
            row -= 1
        else:
            column -= 1
    return firsts
