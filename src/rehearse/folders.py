"""Where the user's things are kept on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """Where takes and history are kept; REHEARSE_HOME overrides the system's own place."""
    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home)
    return Path(platformdirs.user_data_dir("rehearse", appauthor=False))


def cache_folder() -> Path:
    """Where converted weights are kept."""
    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home) / "cache"
    return Path(platformdirs.user_cache_dir("rehearse", appauthor=False))


def config_folder() -> Path:
    """Where the settings and the user's own questions are kept."""
    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home)
    return Path(platformdirs.user_config_dir("rehearse", appauthor=False))
