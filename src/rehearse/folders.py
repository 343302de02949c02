"""Where the user's things are kept on this machine, and what came with the program."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from rehearse.errors import InstallationError


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


def bundled(name: str) -> Path:
    """A file or folder that comes with the program. InstallationError where the installation lost it."""
    # A wheel carries it inside the package; a checkout, and so an editable install, beside src/.
    package = Path(__file__).resolve().parent
    for folder in (package, package.parents[1]):
        if (folder / name).exists():
            return folder / name
    raise InstallationError(f"{package / name} is missing. It comes with rehearse: install it again.")
