"""What somebody says who may ask: whether it is a question, and one that is worth an answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import word_set
from rehearse.model.report import Asked, AskedFault

MOST_BEFORE = 45
"""Words before the question begins; of more nobody remembers the first."""
SEVERAL = 3

_WH = word_set("what how why who where when which whose what's who's how's where's")
_AUXILIARY = word_set(
    """is are was were do does did can could will would have has had should may might am isn't aren't don't
    doesn't didn't won't can't couldn't wouldn't hasn't haven't"""
)
_BEGINS = word_set(
    """and but so or then also okay ok yes yeah well um er just please first really actually now thanks no
    right"""
)
_OPEN = re.compile(
    r"\b(?:tell me|walk me through|talk me through|describe|give me an example|show me|explain (?:to me )?how"
    r"|(?:i'd|i would) (?:love|like|be (?:curious|interested)) to (?:hear|know|understand|learn|see|ask)"
    r"|i'm (?:curious|interested)|i(?:'m| am| was) wondering|i wonder)\b"
)
_APOLOGY = re.compile(
    r"\b(?:sorry|stupid question|silly|dumb|embarrass\w+|not my place|don't want to (?:take|waste|bother|be)"
    r"|hope (?:it's|that's|this is) (?:okay|ok|not)|if you don't mind me|forgive me|i should know"
    r"|bother you|excuse my)\b"
)
_ATTACK = re.compile(
    r"(?:\bwhy should (?:i|anyone|anybody)\b|\bwhat's wrong with\b|\byou lot\b|\b(?:so|that) bad\b"
    r"|\byour (?:bad )?reviews\b"
    r"|\bhow (?:does|can|could|do) .{0,60}\blet (?:that|this) happen\b|\bcalls itself\b|\bconvince me\b"
    r"|\bjustify\b"
    r"|\beven (?:test|care|bother|know|listen|try)\b|\bhow can you\b|\bare you (?:even|actually"
    r"|seriously)\b|\bchaos\b|\bmess\b"
    r"|\bhonestly expect\b|\bdo you really expect\b)"
)
_PERKS = re.compile(
    r"\b(?:holidays?|annual leave|days off|vacation|salary|pay rise|the pay|does it pay|would i (?:earn"
    r"|get paid)|a rise|raise|bonus"
    r"|perks?|benefits|overtime|lunch break|pension|work(?:ing)? from home|home office|remote(?:ly)? work"
    r"|work remotely|parking"
    r"|gym|company car|sick days|how much (?:is|would|do|will) (?:it|i|the pay|you pay))\b"
)
_OWN_ANSWER = re.compile(
    r"\b(?:i (?:guess|suppose|imagine|assume|reckon|bet)|i'd (?:imagine|guess|say|think)|i should think"
    r"|i expect"
    r"|probably|presumably|it'll have been|that's how it should be|must be)\b"
)
_TAG = re.compile(
    r"\b(?:right|isn't it|won't it|aren't they|don't you|doesn't it|wouldn't it|is it|correct)\??$"
)
_NO = re.compile(
    r"\b(?:no(?:t really|thing)?|none|covered (?:everything|it all)|i'm (?:good|fine|all set)"
    r"|all (?:clear|good)|that's all)\b"
)


def asked(answer: Answer) -> Asked | None:
    """What is wrong with what somebody asks, the gravest first; None where nothing was said.

    Advice of coaches, not of studies: a question that cannot be answered by yes or no, one at a time, without
    its answer, without apology or attack, and the conditions not first.
    """
    if not answer.spoken:
        return None
    return Asked(tuple(_faults(answer)))


def _faults(answer: Answer) -> Iterator[AskedFault]:
    words = [answer.texts[index] for index in answer.spoken]
    text = " ".join(words)
    marks = sum("?" in word.text for word in answer.words)
    questions = _questions(answer)
    is_open = any(words[place] in _WH for place in questions) or bool(_OPEN.search(text))
    closed = [place for place in questions if words[place] in _AUXILIARY]
    if not marks and not questions and not _OPEN.search(text):
        yield "none"
        return
    if not marks and not is_open and _NO.match(text):
        yield "none"
        return
    first = min(
        [*questions, *(len(text[: found.start()].split()) for found in _OPEN.finditer(text))], default=0
    )
    if _ATTACK.search(text):
        yield "attack"
    if _PERKS.search(text):
        yield "conditions"
    if len(questions) >= SEVERAL:
        yield "several"
    if _answers_itself(words, first):
        yield "answered"
    if closed and not is_open:
        yield "closed"
    if _APOLOGY.search(text):
        yield "apology"
    if first >= MOST_BEFORE:
        yield "long"


def _questions(answer: Answer) -> list[int]:
    """Where questions begin, as places among the spoken words: at question words and auxiliaries that open a
    clause.
    """
    words = [answer.texts[index] for index in answer.spoken]
    written = [answer.words[index].text for index in answer.spoken]
    punctuated = any(mark in word for word in written for mark in ".?!")
    found: list[int] = []
    for place, word in enumerate(words):
        start = place
        while start > 0 and words[start - 1] in _BEGINS and not _ends(written[start - 1]):
            start -= 1
        opens = (
            start == 0 or _ends(written[start - 1]) or written[start - 1].endswith((",", ";", ":", "—", "-"))
        )
        joined = start != place and words[place - 1] in ("and", "but", "so", "also", "or")
        if found and place - found[-1] < 3:
            continue
        subject = words[place + 1] if place + 1 < len(words) else ""
        asks = word in _WH and _asks(words, place) and (opens or joined or not punctuated)
        closed = word in _AUXILIARY and (opens or joined) and subject in _SUBJECT
        if asks or (closed and not _is_tag(words, place)):
            found.append(place)
    return found


_PRONOUNS = word_set("i we you he she they it i'd i'm we're you've everybody everyone nobody this that")
_SUBJECT = word_set("you we i the this that there it they your people anybody anyone any everyone my these")


def _asks(words: list[str], place: int) -> bool:
    """Whether a question word asks, and does not join a clause: "what I thought", "when I was"."""
    after = words[place + 1 : place + 7]
    if after[:1] and after[0] in _PRONOUNS:
        return False
    if words[place] in ("when", "where", "which", "who") and not set(after[:2]) & _AUXILIARY:
        return False
    return (
        words[place].endswith("'s") or bool(set(after) & _AUXILIARY) or words[place] in ("how", "why", "what")
    )


def _is_tag(words: list[str], place: int) -> bool:
    return place + 2 >= len(words)


def _ends(written: str) -> bool:
    return written.rstrip("\"'”’)").endswith((".", "?", "!", "…"))


def _answers_itself(words: list[str], first: int) -> bool:
    """Whether something that sounds like the answer follows the question."""
    rest = " ".join(words[first:])
    own = _OWN_ANSWER.search(rest)
    if own is None:
        return False
    before = rest[: own.start()].split()
    return len(before) >= 3 and (len(rest[own.end() :].split()) >= 2 or bool(_TAG.search(rest)))
