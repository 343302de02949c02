"""Files damaged on purpose, and what the program says of them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
