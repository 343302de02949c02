"""What this machine's processor is fast at: which numbers, and how many threads."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import torch
from torch.nn import functional

from rehearse.transcription.int8 import Int8Linear

Tensor = torch.Tensor

PROBE_SHAPE = (1500, 512, 2048)
"""A product of the size that the base model's encoder computes most."""
WORTH_FROM = 1.3
"""How much faster bfloat16 must be to be chosen: below that, its rounding buys nothing."""


def fastest_type(device: torch.device) -> torch.dtype:
    """bfloat16 where this processor multiplies faster in it, float32 elsewhere; takes some 20 ms.

    Measured and not asked: processors that emulate bfloat16 also claim to know it.
    """
    if device.type != "cpu":
        return torch.float32
    slow, fast = (_seconds(_product(dtype)) for dtype in (torch.float32, torch.bfloat16))
    return torch.bfloat16 if slow > WORTH_FROM * fast else torch.float32


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Have torch work in this thread alone.

    A token takes hundreds of small steps. To wake another thread for one takes longer than the step, and a
    hundred times as long where another program has that core.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def has_int8(device: torch.device) -> bool:
    """Whether the decoder's layers can have weights of one byte, in which they are faster than in float32."""
    if device.type != "cpu":
        return False
    try:
        Int8Linear(torch.ones(8, 8))(torch.ones(1, 8))
    except (AttributeError, RuntimeError):
        return False  # not on this kind of processor, or no longer in this torch
    return True


def _product(dtype: torch.dtype) -> Callable[[], Tensor]:
    rows, inner, columns = PROBE_SHAPE
    one, other = torch.ones(rows, inner, dtype=dtype), torch.ones(columns, inner, dtype=dtype)
    return lambda: functional.linear(one, other)


def _seconds(work: Callable[[], Tensor], *, times: int = 3) -> float:
    """The shortest of some runs after a first one that does not count."""
    work()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return min(spent)
