"""Filled pauses, discourse markers, hedges, repeats and the user's own phrases, counted. Pure.

Which filled pauses there are is judged in `filled_pauses`, and by their speaker, who has the last word
(`corrections`); this counts and divides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.corrections import corrected
from rehearse.analysis.filled_pauses import filled_pauses
from rehearse.analysis.markers import markers
from rehearse.analysis.phrases import own_phrases, said_often
from rehearse.analysis.rates import poisson_interval
from rehearse.analysis.repeats import repeats
from rehearse.model.heard import Span
from rehearse.model.report import Cluster, Fillers

CLUSTER_S, CLUSTER_COUNT = 15.0, 3

NOT_JUDGED = Fillers((), (), None, None, None, None, (), judged=False)


def fillers(answer: Answer, *, phrases: Sequence[str] = ()) -> Fillers:
    """All groups with where they stand, and the rate of filled pauses; `phrases` are the user's own.

    Per 100 words without filled pauses, and per minute of speech; the interval is the exact Poisson
    one at 95 %. None where there are no words, or no sound. In another language than English nothing
    is looked for: German has "um" and "er" as words.
    """
    heard = answer.heard
    if not heard.is_english:
        return NOT_JUDGED
    pauses = corrected(answer, filled_pauses(answer))
    every = markers(answer)
    marks = tuple(mark for mark in every if mark.kind == "discourse marker")
    words = len(answer.spoken)
    minutes = sum(span.duration_s for span in heard.speech) / 60
    likely = [mark for mark in marks if mark.likelihood == "likely"]
    timed = [(pause.text, pause.span) for pause in pauses if pause.span]
    timed += [(mark.text, mark.span) for mark in likely if mark.span]
    low, high = poisson_interval(len(pauses))
    return Fillers(
        filled_pauses=pauses,
        markers=marks,
        per_100_words=100 * len(pauses) / words if words else None,
        interval_95=(100 * low / words, 100 * high / words) if words else None,
        per_minute=len(pauses) / minutes if minutes else None,
        top=Counter(mark.text for mark in likely or marks).most_common(1)[0][0] if marks else None,
        clusters=clusters(timed),
        own_phrases=own_phrases(answer, phrases),
        phrases=tuple(phrases),
        hedges=tuple(mark for mark in every if mark.kind != "discourse marker"),
        repeats=repeats(answer, every),
        often=said_often(answer, every, phrases),
    )


def clusters(events: list[tuple[str, Span]]) -> tuple[Cluster, ...]:
    """Runs of three or more of one text within 15 s, the longest run from each start, none twice."""
    found: list[Cluster] = []
    for text in dict.fromkeys(text for text, _ in events):
        spans = sorted((span for other, span in events if other == text), key=lambda span: span.start_s)
        first = 0
        while first < len(spans):
            run = [span for span in spans[first:] if span.end_s - spans[first].start_s <= CLUSTER_S]
            if len(run) >= CLUSTER_COUNT:
                found.append(Cluster(text, len(run), Span(run[0].start_s, run[-1].end_s)))
                first += len(run)
            else:
                first += 1
    return tuple(sorted(found, key=lambda cluster: cluster.span.start_s))
