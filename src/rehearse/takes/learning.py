"""What earlier corrections teach about the takes to come.

A take is judged by what was known when it was heard, and stays so: no number that somebody has seen changes
because of what they say about another take, and a corrected take counts as it was corrected. The price is
that an earlier take and a later one may be judged by different measures; so what is learned is kept within
narrow bounds (`analysis.learning`), and a report that is judged by it says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.analysis.learning import learned
from rehearse.errors import HistoryError
from rehearse.model.heard import Heard, Strictness

if TYPE_CHECKING:
    from rehearse.history import History

MOST_TAKES = 10
"""The latest that were corrected: voices, rooms and microphones change, and the report is waited for."""


def learned_from(history: History) -> tuple[Strictness, int]:
    """How strictly to judge from now on, and from how many corrected takes that is known."""
    takes = [history.take(take_id).heard for take_id in history.corrected(limit=MOST_TAKES)]
    heard = [one for one in takes if one and one.is_english]
    return learned(heard), len(heard)


def as_learned(history: History, heard: Heard) -> Heard:
    """What was just heard, to be judged as was learned; as usual where the history cannot tell."""
    try:
        return replace(heard, strictness=learned_from(history)[0])
    except HistoryError:
        return heard
