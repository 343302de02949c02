"""An interview on a terminal: the time to think, and one report over all its answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from rehearse.analysis.progress import Tally, filled_pauses_of, pooled, pooled_rate
from rehearse.analysis.summary import summary, weakness
from rehearse.model.bands import FILLED_PAUSES
from rehearse.model.kept import Summary, Take
from rehearse.model.report import LABELS, Report
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.tables import Column, print_table
from rehearse.words.fillers import USUAL
from rehearse.words.text import UNKNOWN, clock, plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

TO_BEGIN = "Enter starts the recording. It starts by itself when the time is over."
BEGINS = "The recording starts by itself when the time is over."
EXPLAINED = (
    "um/uh: for every 100 words. Pace: words a minute, with pauses. Story: which of situation, task, "
    "action and result you told."
)


def thinking(question: str, left_s: float, *, keys: bool = True) -> RenderableType:
    """The screen before an answer; `keys`: somebody can press them."""
    return Group(
        Text(plain(question), style="bold"),
        Text(),
        Text(f"Time to think  {clock(math.ceil(left_s))}"),
        Text(),
        Text(TO_BEGIN if keys else BEGINS, style="dim"),
    )


def print_interview(console: Console, answers: Sequence[tuple[Take, Report]]) -> None:
    """Print one line for each answer, what they have in common, and one thing to do next."""
    summed = [(take, summary(report)) for take, report in answers]
    heading(console, "The interview")
    blank(console)
    columns = (
        Column("Take", to_the_right=True),
        Column("Length", to_the_right=True),
        Column("um/uh", to_the_right=True),
        Column("Pace", to_the_right=True),
        Column("Story"),
        Column("Question", cut=True),
    )
    print_table(console, columns, [_cells(take, one) for take, one in summed])
    blank(console)
    put(console, EXPLAINED)
    together = list(_together([one for _, one in summed if one.judged]))
    if together:
        blank(console)
    for line in together:
        put(console, line)
    blank(console)
    heading(console, "Next")
    put(console, _next(summed), indent=2)


def _cells(take: Take, one: Summary) -> tuple[str, ...]:
    rate = pooled_rate([filled_pauses_of(one)]) if one.judged else None
    return (
        str(take.id),
        UNKNOWN if one.answer_s is None else clock(one.answer_s),
        UNKNOWN if rate is None else f"{rate.per_100_words:.1f}",
        UNKNOWN if not one.pace_s else f"{60 * one.words / one.pace_s:.0f}",
        " ".join(label[0].upper() if label in one.parts else "·" for label in LABELS)
        if one.parts is not None
        else UNKNOWN,
        take.question or "no question",
    )


def _together(summaries: Sequence[Summary]) -> Iterator[str]:
    tally: Tally = pooled(map(filled_pauses_of, summaries))
    rate = pooled_rate([tally])
    if rate:
        usual = USUAL[FILLED_PAUSES.band(rate.per_100_words)]
        yield f"um/uh: {tally.events} in {tally.words:,} words, {usual}."
    uses: Counter[str] = Counter()
    for one in summaries:
        uses.update(one.markers)
    for text, count in uses.most_common(1):
        if count > 1:
            yield f'The filler word you said most: "{text}", {count} times.'


def _next(summed: Sequence[tuple[Take, Summary]]) -> str:
    for take, one in summed:
        reason = weakness(one)
        if reason and take.prompt_id:
            return (
                f"In take {take.id} {reason}. `rehearse prompt {take.prompt_id}` asks that question again, "
                f"`rehearse show {take.id}` shows your answer."
            )
    last = summed[-1][0].id
    return f"`rehearse show {last}` shows your last answer, `rehearse progress` what has changed."
