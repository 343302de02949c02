"""openai-whisper is loaded without numba, and numba can be loaded after it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from rehearse.transcription.light_whisper import import_whisper
whisper = import_whisper()
assert whisper.load_model and whisper.decoding.DecodingTask
assert not [name for name in sys.modules if name.partition(".")[0] in ("numba", "llvmlite")]
import numpy as np
from whisper.timing import dtw_cpu
print(dtw_cpu(np.array([[0.0, 9.0], [9.0, 0.0]])).tolist())
import numba
print(numba.jit(lambda: 7)())
"""


def test_numba_is_not_loaded_and_what_used_it_still_works() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split("\n") == ["[[0, 1], [0, 1]]", "7", ""]


def test_a_numba_that_is_loaded_already_is_left() -> None:
    program = (
        "import numba; from rehearse.transcription.light_whisper import import_whisper as load;"
        "w = load(); import sys; print(sys.modules['numba'] is numba, w.timing.numba is numba)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "True"]
