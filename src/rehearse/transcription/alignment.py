"""When each word was said, from where the decoder listened while it wrote the word.

The cheapest path through the attention, frame by frame and token by token (dynamic time warping), as
openai-whisper does it, but on the attention kept from decoding instead of a second run of the decoder.
Where it is known how probable speech, beginnings and ends of words are (`edges`), the path goes through the
silence between words too, and passes from one to the next where the sound does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.model.heard import Span, Word
from rehearse.transcription.passage import passages

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.transcription.edges import Edges

    Matrix = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

FRAME_S = 0.02
"""One state of the encoder."""
MEDIAN_FRAMES = 7
"""Whisper's own width: single frames of attention elsewhere are noise."""
SHORTEST_WORD_FRAMES = 3
"""0.06 s: what is said faster than "I" in "I think" is an error."""
SUREST = 0.999
"""No frame is surer than this, or a single one would outweigh a word's attention."""


def aligned(
    attention: Any,
    probabilities: Sequence[float],
    hesitating: Sequence[float],
    pieces: Sequence[tuple[str, int]],
    *,
    start_s: float,
    duration_s: float,
    edges: Edges | None = None,
) -> list[Word]:
    """Words with times in seconds of the whole recording, from one chunk.

    `attention` is a tensor of shape (tokens, heads, frames): row n is where the decoder listened while it
    wrote token n. `probabilities` are those of the tokens, `hesitating` those of a filled pause in their
    places, `pieces` the words and how many tokens each has. The chunk starts at `start_s`. Without `edges`
    each word ends where the next begins.
    """
    frames = frame_count(duration_s, most=attention.shape[-1])
    cleaned = _clean(attention[..., :frames])
    counts = [count for _, count in pieces]
    found = edges and _between_edges(cleaned, pieces, edges)
    places = found or _one_after_another(cleaned, counts)
    words, first = [], 0
    for (text, count), place in zip(pieces, places, strict=True):
        sure = sum(probabilities[first : first + count]) / count
        span = Span(start_s + place.start * FRAME_S, start_s + place.stop * FRAME_S)
        words.append(Word(text, span, sure, hesitating[first]))
        first += count
    return words


def _one_after_another(cleaned: Matrix, counts: Sequence[int]) -> list[range]:
    starts = jumps(-cleaned)
    starts += [cleaned.shape[1]] * (sum(counts) + 1 - len(starts))
    firsts = [0, *accumulate(counts)]
    return [range(starts[first], starts[end]) for first, end in pairwise(firsts)]


def _between_edges(cleaned: Matrix, pieces: Sequence[tuple[str, int]], edges: Edges) -> list[range] | None:
    """The frames of each piece; None where there are fewer frames than the words need.

    Punctuation has no sound: it gets no frame, and where the decoder listened for it may be silence.
    """
    firsts = [0, *accumulate(count for _, count in pieces)]
    tokens = [slice(first, end) for first, end in pairwise(firsts)]
    spoken = [number for number, (text, _) in enumerate(pieces) if any(map(str.isalnum, text))]
    if not spoken or len(spoken) * SHORTEST_WORD_FRAMES > cleaned.shape[1]:
        return None
    best = [cleaned[tokens[number]].max(axis=0) for number in spoken]
    # Between two words it says nothing of silence which of them is listened for.
    around = [slice(tokens[a].start, tokens[b].stop) for a, b in pairwise([spoken[0], *spoken, spoken[-1]])]
    silent = [cleaned[near].max(axis=0) for near in around]
    speech, start, end = (np.clip(row, 1 - SUREST, SUREST) for row in (edges.speech, edges.start, edges.end))
    words = passages(
        [-np.log(1 - speech) - row for row in silent],
        [-np.log(speech) - row for row in best],
        np.log(1 / start - 1),
        np.log(1 / end - 1),
        shortest=SHORTEST_WORD_FRAMES,
    )
    return _with_punctuation(spoken, words, len(pieces))


def _with_punctuation(spoken: Sequence[int], words: Sequence[range], count: int) -> list[range]:
    """The frames of all pieces, from those of the spoken ones; the others have none, behind the last."""
    placed = dict(zip(spoken, words, strict=True))
    places, end = [], words[0].start
    for number in range(count):
        places.append(placed.get(number, range(end, end)))
        end = places[-1].stop
    return places


def frame_count(duration_s: float, *, most: int) -> int:
    """How many states of the encoder hold sound, of `most` with the padding; at least one."""
    return min(most, max(1, round(duration_s / FRAME_S)))


def _clean(attention: Any) -> Matrix:
    """Attention to each frame beyond what that frame always gets, over all heads, as (tokens, frames)."""
    import torch

    shares = attention.transpose(0, 1).float()
    shares = shares / shares.sum(dim=-1, keepdim=True)
    spread, mean = torch.std_mean(shares, dim=-2, keepdim=True, unbiased=False)
    standard = (shares - mean) / spread.clamp_min(1e-9)
    smooth = np.stack([smoothed(head) for head in standard.cpu().numpy()])
    cleaned: Matrix = torch.from_numpy(smooth).mean(dim=0).double().numpy()
    return cleaned


def smoothed(rows: Floats) -> Floats:
    """The median of `MEDIAN_FRAMES` around each value of each row; beyond its ends a row is mirrored."""
    around = MEDIAN_FRAMES // 2
    frames = rows.shape[-1]
    if frames <= around:
        return rows
    wide = np.pad(rows, ((0, 0), (around, around)), mode="reflect")
    return _median([wide[:, first : first + frames] for first in range(MEDIAN_FRAMES)])


def _median(values: Sequence[Floats]) -> Floats:
    """The median of an odd number of arrays, element by element.

    The least and the greatest of more than half of them are not it: both go, and the next one comes in.
    Sorting them all takes eight times as long.
    """
    half = len(values) // 2 + 2
    kept, left = list(values[:half]), list(values[half:])
    while len(kept) > 1:
        kept = _inner(kept)
        if left:
            kept.append(left.pop())
    return kept[0]


def _inner(values: Sequence[Floats]) -> list[Floats]:
    """All but the least and the greatest."""
    least, rest = values[0], []
    for value in values[1:]:
        rest.append(np.maximum(least, value))
        least = np.minimum(least, value)
    greatest, inner = rest[0], []
    for value in rest[1:]:
        inner.append(np.minimum(greatest, value))
        greatest = np.maximum(greatest, value)
    return inner


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
