"""Whose program it is that connects, where the system tells.

The first address stands for a moment in the list of processes, since browsers are started with it. On Linux
every user of the computer can read that list; but there the system also tells whose a connection is.
"""

from __future__ import annotations

import os
from pathlib import Path

CONNECTIONS = Path("/proc/net/tcp")
ROOT = 0
"""May read everything anyway, and passes connections on for others, as into a virtual machine."""
_FROM, _TO, _USER = 1, 2, 7


def is_another_user(port: int, *, at: int, connections: Path = CONNECTIONS) -> bool:
    """Whether what connects from `port` to our port `at` is of another user; False where nobody tells."""
    try:
        lines = connections.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return False
    users = (fields[_USER] for line in lines if _joins(fields := line.split(), port, at))
    return any(int(user) not in (ROOT, os.getuid()) for user in users)


def _joins(fields: list[str], port: int, at: int) -> bool:
    """Whether a line is of the connection as its other end sees it."""
    ports = [int(fields[end].rpartition(":")[2], 16) for end in (_FROM, _TO)]
    return ports == [port, at]
