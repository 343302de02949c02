"""Faults on purpose, and what is left of a take. The microphone and the terminal are those of the tests."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "tests"))
