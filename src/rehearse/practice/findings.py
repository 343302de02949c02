"""What is found where something is looked at before a practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found where something was checked: a practice is well without it ("fine"), may suffer
    ("warning") or cannot be ("problem"); and what to do about it, empty for nothing.
    """

    subject: str
    state: Literal["fine", "warning", "problem"]
    says: str
    advice: str = ""
