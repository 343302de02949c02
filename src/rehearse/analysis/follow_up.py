"""What an answer lacks that an interviewer would ask for next, with the words that lead there. Pure.

A question reproaches nobody, so it may be asked where advice would have to be surer; but no answer is asked
for what it has. Where nothing can be told, nothing is said to be lacking: then the question's own follow-up
is asked (`words.follow_up`). Reads English only. Figures: benchmarks/follow_ups.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.analysis.answer import Answer
from rehearse.analysis.claims import claim_without_example
from rehearse.analysis.layers import Layer
from rehearse.analysis.quoting import quotable
from rehearse.analysis.star_cues import cues
from rehearse.analysis.story_notes import ENOUGH_WORDS, SAYS_I, SAYS_WE, counts_something
from rehearse.analysis.tools import Tool, thing_without_reason, tool_without_reason
from rehearse.model.heard import Located, Stretch
from rehearse.model.report import NO_ONE_TIME, PARTS, Report, Sentence, Star, StoryPart

Asks = Literal["setup", "action", "result", "size", "own_part", "layer", "reason", "example", "one_time"]
"""What a follow-up asks for."""


SETUP_BELOW, ACTION_BELOW, RESULT_BELOW = 0.28, 0.3, 0.9
"""A part of less confidence is asked for. In advice the lines are lower (`story_notes.MISSING_BELOW`)."""
HARDLY_ANY_SETUP = 0.14
"""Share of the words that say where it was and what was to be done, below which nobody can follow."""
HARDLY_ANY_ACTION, FEW_DEEDS = 0.2, 2
"""Share of the words that tell what was done, and how often "I" did something, where no action is told."""
NO_ACTION = 0.02
"""A share so small is none, whatever "I" did."""
WE_AT_LEAST, PASSIVES_AT_LEAST = 2, 2
"""Of an answer in which nobody can tell who did it: "we" and "it was done" in place of "I"."""
SURELY_NO_RESULT = 0.075
"""Confidence below which a number at the end is none of a result."""
LATE, EARLY = 0.6, 0.15
"""Share of the words after which a number is the result's, and before which one is that comes first."""
LAYER_BELOW = -2.6
"""Logit below which nobody speaks to a layer. By benchmarks/follow_ups hardly ever to be told."""


_TIMES = re.compile(
    r"\b(?:for|after|within|next|last|first|every) (?:(?:about|the|only|another|over|almost|nearly) )?"
    r"[\w-]+ (?:minutes?|hours?|days?|weeks?|months?|years?|terms?|seasons?)\b"
)
"""How long something took is no size of what came of it: "after two weeks they signed"."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What an answer lacks, and its words that lead there; `name` is the tool, or what the layer means."""

    about: Asks
    quote: Stretch
    name: str = ""


def lack(answer: Answer, report: Report, layers: Sequence[Layer] = ()) -> Lack | None:
    """What is most worth asking for; None where nothing is known to be lacking, or nothing can be judged.

    `layers` are those of its question, with the likeliest sentence of each.
    """
    if report.star is None or not report.star.sentences or len(answer.spoken) < ENOUGH_WORDS:
        return None
    story = _Story(answer, report, report.star)
    found = (rule(story) for rule in _RULES)
    return next((one for one in found if one), None) or _layer(story, layers)


@dataclass(frozen=True, slots=True)
class _Story:
    answer: Answer
    report: Report
    star: Star

    def confidence(self, part: StoryPart) -> float:
        return max(self.star.section(label).confidence for label in PARTS[part])

    def labelled(self, part: StoryPart) -> list[Sentence]:
        return [one for one in self.star.sentences if one.label in PARTS[part]]

    def asks(
        self, about: Asks, where: Located, *, last: bool = False, saying: frozenset[str] = frozenset()
    ) -> Lack:
        return Lack(about, quotable(self.answer, where, last=last, saying=saying))

    @property
    def deeds(self) -> int:
        """How many clauses say "I" did something."""
        return self.clauses_with("i_did")

    def clauses_with(self, cue: str) -> int:
        return sum(cue in cues(self.answer.tokens(clause)) for clause in self.answer.clauses)


def _no_occasion(story: _Story) -> Lack | None:
    """One time, of what is told as what one always does or would do."""
    for note in story.report.notes:
        if note.kind in NO_ONE_TIME:
            return story.asks("one_time", story.star.sentences[note.sentence])
    return None


def _own_part(story: _Story) -> Lack | None:
    i, we = (sum(text in words for text in story.answer.texts) for words in (SAYS_I, SAYS_WE))
    passives = story.clauses_with("passive")
    if we < WE_AT_LEAST or story.deeds >= FEW_DEEDS:
        return None
    if i > we or (i == we and passives < PASSIVES_AT_LEAST):
        return None
    ours = [one for one in story.star.sentences if SAYS_WE & set(story.answer.plain(one).split())]
    done = [one for one in ours if one.label in PARTS["action"]] or ours
    return story.asks("own_part", done[0], saying=SAYS_WE)


def _action(story: _Story) -> Lack | None:
    share = story.star.share("action")
    if share >= HARDLY_ANY_ACTION or (story.deeds > FEW_DEEDS and share >= NO_ACTION):
        return None
    # Who has told something of it and not how it ended is asked for that.
    if story.confidence("action") >= ACTION_BELOW and story.confidence("result") < RESULT_BELOW:
        return None
    before = story.labelled("setup")
    return story.asks("action", before[-1] if before else story.star.sentences[0], last=True)


def _result(story: _Story) -> Lack | None:
    confidence = story.confidence("result")
    if confidence >= RESULT_BELOW:
        return None
    last = story.answer.sentences[-1]
    late = [one for one in story.labelled("result") if one.first >= LATE * len(story.answer.words)]
    counted = any(counts_something(story.answer.plain(one)) for one in (*late, last))
    if counted and confidence >= SURELY_NO_RESULT:
        return None
    done = [one for one in story.labelled("action") if SAYS_I & set(story.answer.plain(one).split())]
    return story.asks("result", done[-1] if done else last, last=True, saying=SAYS_I)


def _setup(story: _Story) -> Lack | None:
    if story.confidence("setup") >= SETUP_BELOW and story.star.share("setup") >= HARDLY_ANY_SETUP:
        return None
    return story.asks("setup", story.answer.sentences[0])


def _size(story: _Story) -> Lack | None:
    results = story.labelled("result")
    said = len(story.answer.words)
    # A number in the middle of the way is none of the outcome.
    told = [one for one in results if one.first >= LATE * said or one.first < EARLY * said]
    if not results or any(counts_something(_TIMES.sub(" ", story.answer.plain(one))) for one in told):
        return None
    best = story.star.result.evidence
    return story.asks("size", results[-1] if best is None else story.star.sentences[best])


def _reason(story: _Story) -> Lack | None:
    return _of_tool(story, tool_without_reason(story.answer))


def _reason_of_thing(story: _Story) -> Lack | None:
    return _of_tool(story, thing_without_reason(story.answer))


def _of_tool(story: _Story, found: Tool | None) -> Lack | None:
    if found is None:
        return None
    quote = quotable(story.answer, found.sentence, holding=found.index)
    return Lack("reason", quote, found.name)


def _example(story: _Story) -> Lack | None:
    claim = claim_without_example(story.answer)
    return story.asks("example", claim) if claim else None


_RULES: tuple[Callable[[_Story], Lack | None], ...] = (
    _no_occasion,
    _own_part,
    _action,
    _result,
    _setup,
    _size,
    _reason,
    _example,
    _reason_of_thing,
)
"""The most worthwhile first, in the order of advice."""


def _layer(story: _Story, layers: Sequence[Layer]) -> Lack | None:
    """A layer that its speaker says nobody spoke to, or that surely no sentence speaks to."""
    for layer in layers:
        if layer.check and layer.check.said is None:
            return _asked_for(story, layer)
    open_ones = [one for one in layers if one.check is None and one.logit < LAYER_BELOW]
    lowest = min(open_ones, key=lambda one: one.logit, default=None)
    return _asked_for(story, lowest) if lowest else None


def _asked_for(story: _Story, layer: Layer) -> Lack:
    where = layer.sentence or story.answer.sentences[-1]
    return Lack("layer", quotable(story.answer, where), layer.means)
