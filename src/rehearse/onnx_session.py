"""Opens networks for onnxruntime, one thread each, after telling it to send nothing.

Knows no network; the rooms that have one keep its file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


def open_network(path: Path) -> Any:
    """An InferenceSession on one thread."""
    # What somebody says is nobody else's business, and neither is that they do: onnxruntime reports its use
    # unless told not to, on Windows by the call and elsewhere by the variable, which it reads on import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def network(path: Path) -> Callable[[Any], list[Any]]:
    """A network that takes one array, opened once: gives its outputs, in their order."""
    session = open_network(path)
    (only,) = session.get_inputs()
    return lambda given: list(session.run(None, {only.name: given}))
