"""What a coach would say about a story, each with the sentence it rests on, and what to show beside it. Pure.

Nothing here is a grade. A note speaks of what the words hold: that a part was not found, not that there
was none; and a wrong one is worse than none. The bands are coaching conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.star_cues import cues
from rehearse.analysis.words import word_set
from rehearse.model.report import (
    PARTS,
    Label,
    NoteKind,
    Sentence,
    Star,
    StoryNote,
    StorySignals,
)

ENOUGH_WORDS = 40
"""Of fewer words nothing is missed: that they are few is said elsewhere."""
MISSING_BELOW = 0.12
"""A part is called missing below this confidence: so low that of seven such reproaches one is wrong, where of
24 below 0.35 ten were (benchmarks/advice).
"""
MUCH = 0.25
"""So much of the words in sentences of one kind is no accident."""
WE_ALONE = 2
LATE = 0.6
"""Background that comes after so much of the action comes late."""
SURE = 0.5

_I = word_set("i i'm i'd i've i'll me my myself mine")
_WE = word_set("we we're we'd we've we'll us our ourselves ours")
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
_REASON = re.compile(
    r"\b(?:because|since|so that|so (?:i|we|it|they|you)\b|in order to"
    r"|which (?:let|meant|made|gave|helped|saved)"
    r"|to (?!the\b|a\b|my\b|our\b|them\b|him\b|her\b)\w+|as it|that way|the reason|for (?:its|their|the))"
)
_NUMBER = re.compile(
    r"\d|\b(?:half|third|quarter|twice|double[ds]?|percent|zero|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)\b"
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


def story_notes(answer: Answer, star: Star) -> tuple[StoryNote, ...]:
    """The notes on an answer, what matters most first; none for a few words.

    That a part is missing is said only where another part is there: what holds none is no story.
    """
    if not star.sentences or sum(sentence.count for sentence in star.sentences) < ENOUGH_WORDS:
        return ()
    texts = [_plain(answer, sentence) for sentence in star.sentences]
    return (
        *_not_one_occasion(star, texts),
        *_missing(star),
        *_only_we(star, texts),
        *_order(star),
        *_sizes(star),
    )


def story_signals(answer: Answer, star: Star) -> StorySignals:
    """What the words of an answer hold beside its sections."""
    told = [(_plain(answer, sentence), sentence) for sentence in star.sentences]
    action = [word for text, sentence in told if sentence.label == "action" for word in text.split()]
    results = [(index, *one) for index, one in enumerate(told) if one[1].label == "result"]
    return StorySignals(
        i=sum(word in _I for word in action),
        we=sum(word in _WE for word in action),
        number=next((index for index, text, _ in results if _NUMBER.search(text)), None),
        learned=next(
            (index for index, _, sentence in results if "learned" in cues(answer.tokens(sentence))), None
        ),
        tools=_unexplained_tools(answer, star),
    )


def _not_one_occasion(star: Star, texts: Sequence[str]) -> Iterator[StoryNote]:
    """A story that would be, or always is, and never was."""
    words = sum(sentence.count for sentence in star.sentences)
    kinds: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (("hypothetical", _WOULD), ("habit", _HABIT))
    for kind, pattern in kinds:
        # A result may well say what one would do next time.
        found = [
            index
            for index, sentence in enumerate(star.sentences)
            if sentence.label != "result" and pattern.search(texts[index])
        ]
        if sum(star.sentences[index].count for index in found) > MUCH * words:
            yield StoryNote(kind, None, found[0])
            return


def _missing(star: Star) -> Iterator[StoryNote]:
    """Parts that were not told, where another was; without an action no result is asked for."""
    found = {part: any(star.section(label).present for label in labels) for part, labels in PARTS.items()}
    missing = {
        part: all(star.section(label).confidence < MISSING_BELOW for label in labels)
        for part, labels in PARTS.items()
    }
    if not any(found.values()):
        return
    if missing["setup"]:
        yield StoryNote("missing", "setup", 0)
    if missing["action"]:
        yield StoryNote("missing", "action", max(_labelled(star, PARTS["setup"]), default=0))
    elif missing["result"]:
        yield StoryNote("missing", "result", len(star.sentences) - 1)


def _only_we(star: Star, texts: Sequence[str]) -> Iterator[StoryNote]:
    action = _labelled(star, PARTS["action"])
    with_we = [index for index in action if _WE & set(texts[index].split())]
    alone = any(_I & set(texts[index].split()) for index in action)
    if star.action.present and len(with_we) >= WE_ALONE and not alone:
        yield StoryNote("only we", "action", with_we[0])


def _order(star: Star) -> Iterator[StoryNote]:
    """The result before the action, or background after most of it."""
    sure = [
        (index, sentence.label, sentence.count)
        for index, sentence in enumerate(star.sentences)
        if sentence.label and sentence.confidence >= SURE
    ]
    actions = [(index, count) for index, label, count in sure if label == "action"]
    if not actions or not star.action.present:
        return
    results = [index for index, label, _ in sure if label == "result"]
    if star.result.present and results and results[-1] < actions[0][0]:
        yield StoryNote("out of order", "result", results[0])
    of_action = sum(count for _, count in actions)
    told = 0
    for index, label, count in sure:
        if label == "situation" and told > LATE * of_action:
            yield StoryNote("out of order", "setup", index)
            return
        told += count if label == "action" else 0


def _sizes(star: Star) -> Iterator[StoryNote]:
    first = next((index for index, one in enumerate(star.sentences) if one.label == "action"), None)
    if first is not None and star.action.present and star.band("setup") == "most":
        yield StoryNote("much setup", "setup", first)
    result = star.result
    if result.present and result.share and star.band("result") == "little" and result.evidence is not None:
        yield StoryNote("little result", "result", result.evidence)


def _unexplained_tools(answer: Answer, star: Star) -> tuple[str, ...]:
    """Tools in the order they are named, as they were written; without those that once had a reason."""
    named: dict[str, str] = {}
    explained = set()
    for sentence in star.sentences:
        reason = _REASON.search(_plain(answer, sentence))
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


def _plain(answer: Answer, sentence: Sentence) -> str:
    """The words of a sentence in lower case, without filled pauses and punctuation."""
    return " ".join(token.text for token in answer.tokens(sentence))
