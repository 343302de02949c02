"""An interview in words: a row for each answer, what they have in common, and which to tell again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rehearse.analysis.progress import Tally, filled_pauses_of, pooled, pooled_rate
from rehearse.analysis.summary import weakness
from rehearse.model.bands import FILLED_PAUSES
from rehearse.model.kept import Summary, Take
from rehearse.model.report import LABELS
from rehearse.words.fillers import USUAL
from rehearse.words.text import UNKNOWN, clock

COLUMNS = ("Take", "Length", "um/uh", "Pace", "Story", "Question")
EXPLAINED = (
    "um/uh: for every 100 words. Pace: words a minute, with pauses. Story: which of situation, task, "
    "action and result you told."
)


def cells(take: Take, one: Summary) -> tuple[str, ...]:
    """A row under `COLUMNS`."""
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


def together(summed: Sequence[tuple[Take, Summary]]) -> Iterator[str]:
    """What the answers have in common."""
    summaries = [one for _, one in summed if one.judged]
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


def to_tell_again(summed: Sequence[tuple[Take, Summary]]) -> tuple[Take, str] | None:
    """The first answer whose question is worth another try, and what was weak in it; None for none."""
    for take, one in summed:
        if (reason := weakness(one)) and take.prompt_id:
            return take, reason
    return None
