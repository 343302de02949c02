"""Files damaged on purpose, and what the program says of them. Spoken answers are made as in the tests."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "tests"))
