"""What a coach would say about a story, each with the sentence it rests on, and what to show beside it. Pure.

Nothing here is a grade. A note speaks of what the words hold: that a part was not found, not that there
was none; and a wrong one is worse than none. Notes come in order of weight: the first is what to work on next
(`advice`). The bands are coaching conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import exp

from rehearse.analysis.answer import Answer
from rehearse.analysis.question_fit import QuestionFit
from rehearse.analysis.star_cues import cues
from rehearse.analysis.words import word_set
from rehearse.model.heard import MANNERS, OCCASIONS, Whole
from rehearse.model.report import PARTS, Label, NoteKind, Star, StoryNote, StoryPart, StorySignals

ENOUGH_WORDS = 45
"""Of fewer words nothing is missed: that they are few is said instead."""
MISSING_BELOW: dict[StoryPart, float] = {"setup": 0.12, "action": 0.05, "result": 0.28}
"""A part is called missing below this confidence; the figures are those of benchmarks/advice. Above it, and
not present, nobody can tell, and nothing is said.
"""
LATE_ACTION = 0.6
"""Share of the words before anything is done, from which the way there is too long."""
HARDLY_ANY = 0.75
"""The same, where the way there leaves no room for what came of it."""
NO_STORY_FROM = 0.7
"""Chance that an answer tells no single occasion at all, nor several."""
MANNER_FROM = 0.4
"""Chance that an answer is told in another manner than plainly."""
SURELY_FROM = 0.6
FORMAL_AT_LEAST = 2
"""Places at which a story uses the words of the form."""
SMALL_AT_LEAST = 2
"""Places at which a story is made small."""
WE_AT_LEAST = 3
OWN_SHARE = 0.12
"""Of "I" beside "we", below which nobody can tell who acted."""
LATE = 0.6
"""Background that comes after so much of the action comes late."""
SURE = 0.5

SAYS_I = word_set("i i'm i'd i've i'll")
SAYS_WE = word_set("we we're we'd we've we'll")
_WOULD = re.compile(
    r"\bi (?:would|will|might) (?!say\b|describe\b|call\b|like to (?:tell|talk|give))"
    r"|\bi'll (?!be honest|tell you|give you|never forget|admit|start)"
    r"|\bi'd (?:just |probably |first |then |also |always )?(?:ask|be|call|check|do|explain|find|get|give|go"
    r"|have to|keep|let|listen|look|make|put|set|sit|speak|start|stay|take|talk|tell|try|want|work|write)\b"
    r"|\bif i (?:were|was in|had to)\b"
)
_HABIT = re.compile(
    r"\b(?:(?:i|we) (?:always|usually|often|generally|normally|typically|tend|try) |"
    r"(?:usually|generally|normally|typically) (?:i|we)\b|(?:i|we) would always\b|whenever\b)"
)
_NEVER = re.compile(
    r"\b(?:never (?:had|really had|happened|been|made|came|come)|(?:hasn't|has not|have not|haven't) happened"
    r"|can't (?:think|remember)|cannot (?:think|remember)|don't (?:have|think i)|not (?:something|one))\b"
)
_NO_OCCASION: dict[str, tuple[NoteKind, re.Pattern[str]]] = {
    "habit": ("habit", _HABIT),
    "hypothetical": ("hypothetical", _WOULD),
    "none": ("never", _NEVER),
}
"""The note on each of `OCCASIONS` that is none, and the words by which it is known."""
_NEXT_STORY = re.compile(
    r"^(?:(?:and|so|then|but|oh|also|the) )*"
    r"(?:(?:the|my) (?:other|second) (?:one|time|story|thing|example|was)"
    r"|(?:another|a second) (?:one|time|story|example))\b"
)
_TWO_STORIES = re.compile(
    r"\b(?:(?:that's|that is|those are|have|got) (?:the )?two\b(?! of (?:them|us|my|the|our)\b)"
    r"|(?:those|these) two$"
    r"|i've (?:got )?two|two (?:stories|examples|times)|one from .+ one from"
    r"|the first (?:one|was|time|story)|those are the)\b"
)
_SMALL = re.compile(
    r"\b(?:nothing (?:really|special|big|much)|it's nothing|wasn't (?:much|anything)|not (?:much of|a big)"
    r"|any(?:one|body) (?:could|would|else)|no big deal"
    r"|(?:if|whether) (?:this|that|it) (?:even |really )?counts|don't know if (?:this|that|it)"
    r"|(?:just )?(?:got|was) lucky|maybe (?:i'm|it's) (?:wrong|silly|stupid)|it's (?:silly|stupid|small)"
    r"|i didn't (?:really )?do (?:much|anything))\b"
)
_FORM = re.compile(
    r"\b(?:the|my) (?:situation|task|actions?|results?|outcome)(?: (?:that )?i took)? (?:was|were|is)\b"
)
_REASON = re.compile(
    r"\b(?:because|since|so that|so (?:i|we|it|they|you)\b|in order to"
    r"|which (?:let|meant|made|gave|helped|saved)"
    r"|to (?!the\b|a\b|my\b|our\b|them\b|him\b|her\b)\w+|as it|that way|the reason|for (?:its|their|the))"
)
_COUNTED = (
    r"(?:\d[\d,.]*%?|half|third|quarter|twice|double[ds]?|zero"
    r"|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-)?(?:one(?<=-one)|two|three|four|five|six|seven|eight|nine)"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|percent|none)"
)
_NO_MORE = r"no (?!thanks|news|always|means)\w{3,}(?<!s)s"
"""No complaints, no accidents."""
_NUMBER = re.compile(rf"(?<![\w.:-])(?:{_COUNTED}|{_NO_MORE})(?![\w:-])")
_NO_COUNT = re.compile(
    rf"\b(?:at|by|until|till|past|around|about|before|after) (?:half past |quarter (?:past|to) )?{_COUNTED}"
    r"(?= ?(?:am|pm|o'clock|in the (?:morning|afternoon|evening)|sharp|that|and|so|when|$|[,.;]))"
    rf"|\b(?:half|quarter) (?:past|to) {_COUNTED}|\d{{1,2}}:\d\d|\b(?:19|20)\d\d\b"
    rf"|\b{_COUNTED} (?:steps?|things?|points?|times|o'clock|am|pm)\b"
    rf"|\b{_COUNTED}(?<!half) of (?:us|them)\b"
    rf"|\b(?:step|room|number|floor|platform|gate|bay|ward|page|chapter|row|table) {_COUNTED}"
    rf"|\b(?:year|grade|level|aged?) {_COUNTED}"
    r"|\bone or two\b|\btwo or three\b|\bquarter\b(?! of)"
)
_TOOLS = word_set(
    """airflow angular asana aws azure bigquery bitbucket circleci clickup databricks datadog django docker
    dynamodb elasticsearch fastapi figma firebase gcp github gitlab golang grafana graphql hadoop hubspot
    javascript jenkins jira junit kafka kibana kotlin kubernetes laravel mailchimp matlab mongodb mysql
    netsuite nginx nodejs numpy pandas photoshop php playwright postgres postgresql postman powerbi powershell
    prometheus pytest python pytorch quickbooks rabbitmq redis redshift redux salesforce servicenow sharepoint
    shopify snowflake splunk sql sqlite tableau tensorflow terraform trello typescript webpack wordpress xero
    zapier zendesk"""
)
_TOOLS_IN_CAPITALS = word_set(
    """ansible cassandra excel flask git helm java lambda maven node notion oracle rails react sap sentry
    slack spark spring stripe swift"""
)
"""Other words too, unless they have a capital within a sentence."""


def story_notes(answer: Answer, star: Star, fit: QuestionFit | None = None) -> tuple[StoryNote, ...]:
    """The notes on an answer, what matters most first; none for a few words.

    What tells no occasion is asked for one, what was told for another question is said to be that, and
    nothing is said about its shape.
    """
    if not star.sentences or len(answer.spoken) < ENOUGH_WORDS:
        return ()
    texts = [answer.plain(sentence) for sentence in star.sentences]
    whole = answer.heard.whole
    none = tuple(_no_occasion(star, texts, whole)) if whole else ()
    is_for_another = fit is not None and fit.is_for_another
    if none and is_for_another and none[0].kind == "no occasion":
        return (StoryNote("no answer", None, none[0].sentence),)
    if none:
        return none
    if is_for_another:
        return (StoryNote("another question", None, min(_labelled(star, PARTS["action"]), default=0)),)
    before_action = _before_action(star)
    focus = tuple(_focus(star, texts, before_action))
    if before_action >= HARDLY_ANY:
        return focus
    return (
        *_only_we(star, texts),
        *_missing(star),
        *(focus or _late_background(star)),
        *(_manner(star, texts, whole) if whole else ()),
    )


def story_signals(answer: Answer, star: Star) -> StorySignals:
    """What the words of an answer hold beside its sections."""
    told = [(answer.plain(sentence), sentence) for sentence in star.sentences]
    action = [word for text, sentence in told if sentence.label == "action" for word in text.split()]
    results = [(index, *one) for index, one in enumerate(told) if one[1].label == "result"]
    results = results if star.result.present else []
    return StorySignals(
        i=sum(word in SAYS_I for word in action),
        we=sum(word in SAYS_WE for word in action),
        number=next((index for index, text, _ in results if counts_something(text)), None),
        learned=next(
            (index for index, _, sentence in results if "learned" in cues(answer.tokens(sentence))), None
        ),
        tools=_unexplained_tools(answer, star),
    )


def counts_something(text: str) -> bool:
    """Whether a number in plain words is one of things, and no time of day, year or name of a room.

    >>> [counts_something(text) for text in ("it fell from nine to two", "she left at six", "since 2019")]
    [True, False, False]
    >>> [counts_something(text) for text in ("fourteen charts", "twenty-one left", "one of them")]
    [True, True, False]
    """
    return _NUMBER.search(_NO_COUNT.sub(" ", text)) is not None


def _no_occasion(star: Star, texts: Sequence[str], whole: Whole) -> Iterator[StoryNote]:
    """What would be, or always is, or never was, or is no story at all."""
    chances = dict(zip(OCCASIONS, map(exp, whole.occasion), strict=True))
    if sum(chances[occasion] for occasion in _NO_OCCASION) < NO_STORY_FROM:
        return
    kind, pattern = _NO_OCCASION[max(_NO_OCCASION, key=chances.__getitem__)]
    first = next((at for at, text in enumerate(texts) if pattern.search(text)), None)
    yield StoryNote("no occasion", None, 0) if first is None else StoryNote(kind, None, first)


def _missing(star: Star) -> Iterator[StoryNote]:
    """Parts that were not told, where another was; without an action no result is asked for."""
    found = {part: any(star.section(label).present for label in labels) for part, labels in PARTS.items()}
    missing = {
        part: all(star.section(label).confidence < MISSING_BELOW[part] for label in labels)
        for part, labels in PARTS.items()
    }
    if not any(found.values()):
        return
    if missing["action"]:
        yield StoryNote("missing", "action", max(_labelled(star, PARTS["setup"]), default=0))
    elif missing["result"]:
        yield StoryNote("missing", "result", len(star.sentences) - 1)
    if missing["setup"]:
        yield StoryNote("missing", "setup", 0)


def _only_we(star: Star, texts: Sequence[str]) -> Iterator[StoryNote]:
    action = _labelled(star, PARTS["action"])
    words = [word for index in action for word in texts[index].split()]
    i, we = sum(word in SAYS_I for word in words), sum(word in SAYS_WE for word in words)
    if we >= WE_AT_LEAST and i <= OWN_SHARE * (i + we):
        yield StoryNote("only we", "action", next(at for at in action if SAYS_WE & set(texts[at].split())))


def _late_background(star: Star) -> Iterator[StoryNote]:
    """Background after most of the action."""
    sure = [
        (index, sentence.label, sentence.count)
        for index, sentence in enumerate(star.sentences)
        if sentence.label and sentence.confidence >= SURE
    ]
    of_action = sum(count for _, label, count in sure if label == "action")
    of_setup = sum(count for _, label, count in sure if label in PARTS["setup"])
    told, late, first = 0, 0, None
    for index, label, count in sure:
        if label in PARTS["setup"] and told > LATE * of_action:
            late += count
            first = index if first is None else first
        told += count if label == "action" else 0
    if first is not None and star.action.present and late > LATE * of_setup:
        yield StoryNote("out of order", "setup", first)


def _focus(star: Star, texts: Sequence[str], before_action: float) -> Iterator[StoryNote]:
    """Two stories that crowd each other, or one that takes long to begin."""
    turns = [at for at, text in enumerate(texts) if _NEXT_STORY.search(text)]
    if turns and any(_TWO_STORIES.search(text) for text in texts):
        yield StoryNote("several", None, turns[0])
    elif before_action >= LATE_ACTION:
        yield StoryNote("much setup", "setup", _labelled(star, PARTS["action"])[0])


def _before_action(star: Star) -> float:
    """The share of the words that lead up to the first that tell what was done; 0 where nothing was."""
    words = sum(sentence.count for sentence in star.sentences)
    before = 0
    for sentence in star.sentences:
        if sentence.label == "action":
            return before / words
        before += 0 if sentence.label == "result" else sentence.count
    return 0.0


def _manner(star: Star, texts: Sequence[str], whole: Whole) -> Iterator[StoryNote]:
    chances = dict(zip(MANNERS, map(exp, whole.manner), strict=True))
    acted = _labelled(star, PARTS["action"])
    small = [at for at, text in enumerate(texts) if _SMALL.search(text)]
    formal = [at for at, text in enumerate(texts) if _FORM.search(text)]
    if chances["template"] >= MANNER_FROM and len(formal) >= FORMAL_AT_LEAST:
        yield StoryNote("template", None, formal[0])
    elif chances["vague"] >= MANNER_FROM or (chances["template"] >= SURELY_FROM and not formal):
        yield StoryNote("vague", None, acted[0] if acted else 0)
    elif len(small) >= SMALL_AT_LEAST:
        yield StoryNote("hedged", None, small[0])


def _unexplained_tools(answer: Answer, star: Star) -> tuple[str, ...]:
    """Tools in the order they are named, as they were written; without those that once had a reason."""
    named: dict[str, str] = {}
    explained = set()
    for sentence in star.sentences:
        reason = _REASON.search(answer.plain(sentence))
        for index in sentence.indexes:
            written, word = answer.words[index].text, answer.texts[index]
            capital = index > sentence.first and written.lstrip("\"'(")[:1].isupper()
            if word in _TOOLS or (capital and word in _TOOLS_IN_CAPITALS):
                named.setdefault(word, written.strip(".,;:!?\"'()"))
                if reason:
                    explained.add(word)
    return tuple(written for word, written in named.items() if word not in explained)


def _labelled(star: Star, labels: Sequence[Label]) -> list[int]:
    return [index for index, sentence in enumerate(star.sentences) if sentence.label in labels]
