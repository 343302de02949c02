"""Programs that are killed while they delete, or while they write what can be deleted, and what is left."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "tests"))
