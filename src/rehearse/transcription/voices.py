"""Whether a second voice is heard, and when, from what Whisper's encoder makes of the sound anyway.

Early in the encoder the states still hold who speaks; later only what is said. A projection that was learnt
from conversations (training/second-voice) keeps of them what differs between people. Pieces of speech that
fall into two groups far apart are two voices. Nothing is kept by which a voice could be known again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.model.heard import Span, united
from rehearse.transcription.alignment import FRAME_S
from rehearse.transcription.same_layer import is_same_layer

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.audio.chunks import Chunk

    Matrix = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

WEIGHTS = Path(__file__).with_name("voice_weights.npz")
BLOCK = 1
"""Of the encoder, counted from 0: after it people differ most from each other and least from themselves."""
PIECE_S, SHORTEST_S = 1.5, 0.6
"""Speech is cut into pieces about as long; a shorter stretch does not tell who speaks."""
FEWEST, LEAST_S = 6, 4.0
"""So many pieces are needed to tell, and for so long must the second voice speak."""
APART = 6.2
"""From the middle of one voice to that of the other, in units of what one voice varies by."""
APART_FOR_SPREAD = 3.5
"""And beside what the two vary by along the line between them: one voice cut in two has 2.7."""
AXES, ROUNDS = 4, 50
"""Along so many directions two groups are begun, and so often is each place moved at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of speech and where its sound lies among voices: one unit is what one voice varies by.

    `chunk_s` is where the chunk begins that it was encoded with; every chunk moves all its places a little.
    """

    span: Span
    place: tuple[float, ...]
    chunk_s: float = 0.0


class VoiceEar:
    """The projection, loaded."""

    def __init__(self) -> None:
        with np.load(WEIGHTS) as arrays:
            self._arrays = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self._states: Any = None

    def fits(self, model: Any) -> bool:
        """Whether `model` has the encoder that the projection was learnt from."""
        blocks = model.encoder.blocks
        return len(blocks) > BLOCK and is_same_layer(self._arrays["encoder"], blocks[BLOCK].mlp_ln)

    def listen(self, model: Any) -> None:
        """Take the early states from now on, each time that `model` encodes a chunk."""
        model.encoder.blocks[BLOCK].register_forward_hook(self._take)

    def _take(self, _block: Any, _inputs: Any, states: Any) -> None:
        self._states = states[0]

    def pieces(self, chunk: Chunk) -> list[Piece]:
        """Those of the chunk that was encoded last."""
        frames = self._states.float().cpu().numpy() @ self._arrays["projection"]
        return [
            Piece(
                span,
                tuple(float(at) for at in frames[_frames(span, chunk.span)].mean(axis=0)),
                chunk.span.start_s,
            )
            for stretch in chunk.speech
            for span in cut(stretch)
        ]


def _frames(span: Span, chunk: Span) -> slice:
    first = round((span.start_s - chunk.start_s) / FRAME_S)
    return slice(first, max(first + 1, round((span.end_s - chunk.start_s) / FRAME_S)))


def cut(stretch: Span) -> list[Span]:
    """A stretch of speech in equal pieces of about `PIECE_S`; none of one that is too short.

    >>> [round(piece.duration_s, 2) for piece in cut(Span(0.0, 4.0))]
    [1.33, 1.33, 1.33]
    """
    if stretch.duration_s < SHORTEST_S:
        return []
    edges = np.linspace(stretch.start_s, stretch.end_s, max(1, round(stretch.duration_s / PIECE_S)) + 1)
    return [Span(float(start_s), float(end_s)) for start_s, end_s in itertools.pairwise(edges)]


def second_voice(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """When the one of two voices is heard that speaks less, in order; empty where there is but one.

    Two groups of pieces are two voices where they lie `APART` or more from each other, and are as far apart
    as that beside what either varies by, and where the less frequent one speaks for `LEAST_S`. Only chunks in
    which both speak tell how far: one voice in two chunks can look like two.
    """
    if len(pieces) < FEWEST:
        return ()
    places = np.array([piece.place for piece in pieces])
    lengths_s = np.array([piece.span.duration_s for piece in pieces])
    other = _less_frequent(places, lengths_s)
    chunks_s = np.array([piece.chunk_s for piece in pieces])
    both = np.isin(chunks_s, np.intersect1d(chunks_s[other], chunks_s[~other]))
    if lengths_s[other & both].sum() < LEAST_S:
        return ()
    if not _are_two(_centred(places, lengths_s, other, chunks_s)[both], lengths_s[both], other[both]):
        return ()
    spans = [piece.span for piece, is_other in zip(pieces, other, strict=True) if is_other]
    return tuple(united(spans, gap_s=FRAME_S))


def _less_frequent(places: Matrix, lengths_s: Matrix) -> Flags:
    """Of each place whether it is in the smaller of the two groups that vary least in themselves."""
    middle = np.average(places, axis=0, weights=lengths_s)
    _, _, axes = np.linalg.svd((places - middle) * np.sqrt(lengths_s)[:, None], full_matrices=False)
    found = [_settled(places, lengths_s, (places - middle) @ axis > 0) for axis in axes[:AXES]]
    best = min(found, key=lambda other: _spread(places, lengths_s, other))
    return best if lengths_s[best].sum() <= lengths_s.sum() / 2 else ~best


def _settled(places: Matrix, lengths_s: Matrix, other: Flags) -> Flags:
    """Two groups in which each place is nearer to the middle of its own (k-means)."""
    for _ in range(ROUNDS):
        if other.all() or not other.any():
            return other
        near, far = (_middle(places, lengths_s, group) for group in (other, ~other))
        moved = ((places - near) ** 2).sum(axis=1) < ((places - far) ** 2).sum(axis=1)
        if (moved == other).all():
            return other
        other = moved
    return other


def _middle(places: Matrix, lengths_s: Matrix, group: Flags) -> Matrix:
    return np.asarray(np.average(places[group], axis=0, weights=lengths_s[group]))


def _spread(places: Matrix, lengths_s: Matrix, other: Flags) -> float:
    """The squared distances from the middle of either group, summed."""
    return float(
        sum(
            lengths_s[group] @ ((places[group] - _middle(places, lengths_s, group)) ** 2).sum(axis=1)
            for group in (other, ~other)
            if group.any()
        )
    )


def _centred(places: Matrix, lengths_s: Matrix, other: Flags, chunks_s: Matrix) -> Matrix:
    """The places without what each chunk moves them by: the point between its two groups lies at zero."""
    found = places.copy()
    for chunk_s in np.unique(chunks_s):
        groups = [(chunks_s == chunk_s) & group for group in (other, ~other)]
        if all(group.any() for group in groups):
            found[chunks_s == chunk_s] -= sum(_middle(places, lengths_s, group) for group in groups) / 2
    return found


def _are_two(places: Matrix, lengths_s: Matrix, other: Flags) -> bool:
    """Whether two groups are too far apart to be one voice."""
    between = _middle(places, lengths_s, other) - _middle(places, lengths_s, ~other)
    apart = float(np.linalg.norm(between))
    if apart < APART:
        return False
    along = places @ (between / apart)
    own = sum(
        float(lengths_s[group] @ (along[group] - np.average(along[group], weights=lengths_s[group])) ** 2)
        for group in (other, ~other)
    )
    return apart >= APART_FOR_SPREAD * float(np.sqrt(own / lengths_s.sum()))
