"""A second voice, from places of pieces of speech that are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rehearse.model.heard import Span
from rehearse.transcription.voices import APART, LEAST_S, Piece, cut, second_voice


def pieces(turns: str, *, apart: float, varies: float = 1.0, each_s: float = 1.5) -> Sequence[Piece]:
    """Speech of people named by letters, one piece after the other with a pause at every space.

    Each varies by `varies` in every direction; a and b are `apart`.
    """
    random = np.random.default_rng(7)
    found, now_s = [], 0.5
    for who in turns:
        if who == " ":
            now_s += 0.5
            continue
        place = random.normal(0, varies, 16)
        place[3] += apart * (who == "b")
        found.append(Piece(Span(now_s, now_s + each_s), tuple(place)))
        now_s += each_s
    return found


TURNS = "aaaa bb aaaaaa bbb aaaaa b aaaa"


def test_a_second_voice_is_heard_when_it_speaks() -> None:
    assert second_voice(pieces(TURNS, apart=2 * APART)) == (
        Span(7.0, 10.0),
        Span(20.0, 24.5),
        Span(33.0, 34.5),
    )


@pytest.mark.parametrize("varies", [0.5, 1.0, 1.3])
def test_one_voice_is_no_second_one_however_long_it_speaks(varies: float) -> None:
    assert second_voice(pieces(10 * TURNS, apart=0, varies=varies)) == ()
    assert second_voice(pieces("aaaaaaaa", apart=0, varies=varies)) == ()


def test_voices_that_are_alike_are_not_told_apart() -> None:
    assert second_voice(pieces(TURNS, apart=APART / 2)) == ()


def test_two_moods_of_a_voice_that_pass_into_each_other_are_one_voice() -> None:
    """Far apart at the ends, but with everything in between."""
    steps = [
        Piece(Span(2.0 * n, 2.0 * n + 1.5), tuple(3 * APART * n / 29 * np.eye(16)[0])) for n in range(30)
    ]
    assert second_voice(steps) == ()


def test_a_cough_or_a_single_word_is_no_second_voice() -> None:
    assert second_voice(pieces("aaaaaa b aaaaaa", apart=3 * APART)) == ()
    assert LEAST_S > 1.5


@pytest.mark.parametrize("turns", ["", "a", "ab"])
def test_of_little_speech_nothing_is_said(turns: str) -> None:
    assert second_voice(pieces(turns, apart=3 * APART)) == ()


def test_it_does_not_matter_which_voice_comes_first() -> None:
    swapped = TURNS.translate(str.maketrans("ab", "ba"))
    assert second_voice(pieces(swapped, apart=2 * APART)) == second_voice(pieces(TURNS, apart=2 * APART))


def test_a_short_stretch_does_not_tell_who_speaks() -> None:
    assert cut(Span(1.0, 1.5)) == []
    assert [(piece.start_s, piece.end_s) for piece in cut(Span(1.0, 2.0))] == [(1.0, 2.0)]


def test_one_voice_that_two_chunks_move_apart_is_one_voice() -> None:
    first, second = pieces("aaaaaaaa", apart=0), pieces("bbbbbbbb", apart=2 * APART)
    moved = [replace(piece, span=Span(20 + piece.span.start_s, 20 + piece.span.end_s)) for piece in second]
    assert second_voice([*first, *moved]) != ()
    assert second_voice([*first, *(replace(piece, chunk_s=20.0) for piece in moved)]) == ()
