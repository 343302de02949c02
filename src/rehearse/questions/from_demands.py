"""Questions made of what an advertisement demands, by patterns: the advertisement's own words, asked for.

A question has an id of its demand's words, so that a take of it is found again, in whichever job it stands.
What can only be shown on paper (a degree, a licence) makes no question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from rehearse.analysis.words import word_set
from rehearse.model.jobs import Demand
from rehearse.model.questions import Prompt
from rehearse.questions.bank import ANY, MADE_FOR_JOBS, Theme
from rehearse.questions.lists import Line, names
from rehearse.questions.text import folded

THEME = Theme(MADE_FOR_JOBS, "From your advertisements", "Made of what the jobs that you keep ask for.")
MOST_QUOTED_WORDS = 22
HASH_LETTERS = 4

_OPENING = re.compile(
    r"(?:you(?: must| should| need to|'ll need to|'ll)? be(?= able| willing| happy| ready| comfortable|"
    r" confident)|"
    r"be(?= able| willing| happy| ready| comfortable| confident)|you(?:'ll| will)? (?:also )?(?:need|"
    r"have|bring|possess|must have|should have|be able to show)|we need|"
    r"we(?:'re| are) looking for|must have|ideally|proven|previous|demonstrable|demonstrated|solid|"
    r"strong|good|great|"
    r"excellent|extensive|recent|relevant|some|significant|substantial|practical|sound|an?|the|your)\s+"
)
_ON_PAPER = re.compile(
    r"\b(?:degree|diploma|gcses?|a[- ]levels?|nvq|bachelor'?s?|master'?s|phd|licen[cs]e|licensed|"
    r"certificat\w+|certified|"
    r"registration|registered|qualifications?|qualified|accredit\w+|right to work|dbs|eligib\w+|"
    r"passport|vaccinat\w+|"
    r"car owner|years old|or older|clearance|(?:or|and) equivalent|gold card|ged|comptia|level \d|"
    r"driving|driver|own car|"
    r"available|availability|lift up to|lbs?)\b"
)
_TOLD = re.compile(r"\b(?:experience (?:of|in|with|as|\w+ing)|experienced|ability|able|skills?|confident)\b")
_OF_OTHERS = re.compile(
    r"(?:we|our|they|she|he|it|there|this|nobody|a third|for|summer|at the|"
    r"the (?!ability|confidence|habit|nerve|patience|drive)\w+)\b"
    r"(?!.*\b(?:(?:somebody|someone|person|people) who|you (?:to|can|will)|knowledge|understanding)\b)|"
    r"in your\b"
)
"""Begins what is said of somebody else."""
_TO_DO = re.compile(
    r"(?:the )?(?:ability|able|willing(?:ness)?|confiden(?:t|ce)|capacity|happy|ready|prepared) "
    r"to (?P<rest>\S.*)"
)
_EXPERIENCE = re.compile(
    r"(?:(?:at least |minimum (?:of )?)?[\w+-]+(?: to [\w+]+)? (?:or more )?(?:years?|"
    r"months?)['’]? (?:of )?)?"
    r"(?P<what>(?:\w+ ){0,2}experience (?:of|in|with|using|working|managing|\w+ing) \S.*)"
)
_KNOWLEDGE = re.compile(
    r"(?:(?:working|good|in-depth|basic|detailed|clear) )?(?:knowledge|understanding|awareness|grasp|"
    r"command) of (?P<rest>\S.*)"
)
_FAMILIAR = re.compile(
    r"(?:familiar(?:ity)?|proficien(?:t|cy)|expertise|skilled|competen(?:t|ce|cy)) (?:with|in|at|"
    r"using) (?P<rest>\S.*)"
)
_FLUENT = re.compile(r"(?:fluen(?:t|cy) in|fluent) (?P<rest>\S.*)")
_WOULD = re.compile(r"you(?:'ll| will| would) (?:also |then |be expected to )?(?!have |need )(?P<rest>\S.*)")
_DOES = re.compile(r"(?:the (?:role|job|post ?holder) will|to) (?P<rest>\S.*)")
_KNOWS = re.compile(r"(?:you )?know (?P<rest>(?!how|what|when|where|that|your|which)\S.*)")
_POINTS_BACK = re.compile(r"\b(?:them|they|it|so)\b")
FEWEST_TO_POINT_BACK = 9
"""Words; in fewer a word such as "them" speaks of what stood before."""
_QUALITY = re.compile(r"(?:you(?:'re| are)|(?:you(?: must| should| need to) )?be) (?P<rest>\S.*)")
_THIRD_PERSON = re.compile(
    r"(?P<rest>(?:has|is|can|likes|enjoys|wants|gets|really \w+s|\w+[^s\W]s)\b(?! and\b|,).*)"
)
_SAYS_YOU = re.compile(r"(?P<rest>(?:if |when )?you(?:'ve|'d|'ll|'re)? \S.*)")
_YEARS = re.compile(
    r"(?P<rest>.*\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve)\+? (?:or more )?(?:years|months)\b.*)"
)

VERBS = word_set(
    """
    act adapt address advise agree analyse analyze answer arrange assess assist attend audit balance
    book build calculate care carry champion chase check clean coach collaborate collect communicate
    complete conduct configure contribute cook coordinate co-ordinate cover create debug decide define
    deliver deploy design detect develop diagnose direct document drive edit educate embed encourage
    engage ensure escalate establish evaluate explain feed find fit fix follow foster gather generate
    get give greet grow guide handle help hit host identify implement improve influence inform innovate
    inspect inspire install integrate interpret investigate issue keep launch lead learn liaise listen
    load log maintain make manage mark market measure meet mentor migrate monitor motivate move
    negotiate observe obtain offer operate optimise optimize order organise organize oversee own partner
    perform pick plan prepare present price prioritise prioritize process produce program promote
    propose protect provide purchase raise read recommend reconcile record recruit reduce refer refine
    repair report represent research resolve respond review run safeguard schedule sell serve set shape
    share solve source spot stock strengthen supervise support take talk teach test track train
    translate triage troubleshoot turn understand undertake update upsell use visit welcome work write
    ride sit look watch chip sponsor hear hand cope remember tell say smile let win stay travel
    """
)


def made_of(demand: Demand) -> Prompt | None:
    """A question for a demand; None where no story could answer it."""
    said = folded(demand.words)
    if (_ON_PAPER.search(said) and not _TOLD.search(said)) or _OF_OTHERS.match(said):
        return None
    if _POINTS_BACK.search(said) and len(said.split()) < FEWEST_TO_POINT_BACK:
        return None
    question = _asked(demand)
    return Prompt(
        id=f"{names((Line(demand.words, 1),))[0]}-{sha256(said.encode()).hexdigest()[:HASH_LETTERS]}",
        question=question,
        theme=THEME.slug,
        asks=(
            ("fit", f"how close you come to what they ask for: {_short(demand.words)}"),
            ("your part", "what you yourself did, step by step"),
            ("outcome", "what came of it, with a number or somebody's words"),
        ),
        level=ANY,
        role=ANY,
        follow_up="How would you do that here, in your first weeks?",
        source=Path(THEME.slug),
    )


def _asked(demand: Demand) -> str:
    short = _short(demand.words)
    for pattern, ask in _PATTERNS:
        for words in dict.fromkeys((short, _behind(_OPENING, short))):
            found = pattern.fullmatch(folded(words))
            if found and (asked := ask(words[found.start(1) :])):
                return asked
    return _as_duty(short) or f"They ask for “{short}”. Tell me about a time that shows it."


def _as_duty(words: str) -> str | None:
    first = folded(words.split()[0]).strip(",")
    if first in VERBS:
        return f"In this job you would {_small(words)}. Tell me about the closest thing that you have done."
    if first.endswith("ing") and len(first) > LONGEST_NOUN:
        return f"This job means {_small(words)}. Tell me about the closest thing that you have done."
    return None


def _if_doing(ask: str) -> Callable[[str], str | None]:
    """Where the words begin with what one does."""

    def asking(words: str) -> str | None:
        first = folded(words.split()[0]).strip(",")
        return ask.format(_small(words)) if first in VERBS or first in _ALSO_DONE else None

    return asking


def _quoting(ask: str) -> Callable[[str], str | None]:
    return lambda words: ask.format(_small(words))


def _third_person(words: str) -> str | None:
    first = folded(words.split()[0])
    if first in ("has", "is", "can", "really") or {first.removesuffix("s"), first.removesuffix("es")} & VERBS:
        who = f"{words[0].lower()}{words[1:]}"
        return f"They look for somebody who {who}. Tell me about a time when that was you."
    return None


_ALSO_DONE = frozenset(
    ("be", "think", "speak", "remain", "juggle", "switch", "listen", "not", "like", "put", "never")
)
LONGEST_NOUN = 5
"""Letters of a word that may be no form of a verb, as "spring" or "string"."""

_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (_TO_DO, _quoting("Tell me about a time when you had to {}.")),
    (_EXPERIENCE, _quoting("Tell me about a piece of work that shows your {}.")),
    (
        _YEARS,
        _quoting(
            "They ask for “{}”. Which piece of your work would you show for it, and what did you do in it?"
        ),
    ),
    (_KNOWLEDGE, _quoting("Tell me about a time when you needed what you know of {}.")),
    (_FAMILIAR, _quoting("Walk me through a piece of work for which you needed {}.")),
    (_FLUENT, _quoting("Tell me about a time when being fluent in {} mattered.")),
    (_KNOWS, _quoting("Where have you worked with {}, and what did you do there?")),
    (_WOULD, _quoting("In this job you would {}. Tell me about the closest thing that you have done.")),
    (_DOES, _if_doing("In this job you would {}. Tell me about the closest thing that you have done.")),
    (_QUALITY, lambda words: f"They want somebody who is “{words}”. Tell me about a time when you were."),
    (_THIRD_PERSON, _third_person),
    (_SAYS_YOU, lambda words: f"They write: “{words}”. Tell me about a time when that was true of you."),
)


def _behind(opening: re.Pattern[str], words: str) -> str:
    """Without the words by which a demand begins, as many as there are."""
    while found := opening.match(folded(words)):
        words = words[found.end() :]
    return words


def _small(words: str) -> str:
    """With a small letter in front, unless the first word may be a name."""
    first = words.split()[0]
    is_common = folded(first).strip(",") in VERBS or first.endswith("ing") or folded(first) in _COMMON
    return words[0].lower() + words[1:] if is_common and not first[1:2].isupper() else words


_COMMON = frozenset(
    ("experience", "working", "relevant", "previous", "proven", "hands-on", "professional", "be", "the")
)


def _short(words: str) -> str:
    """The first part of a demand of many words."""
    if len(words.split()) <= MOST_QUOTED_WORDS:
        return words
    head = " ".join(words.split()[:MOST_QUOTED_WORDS])
    cut = max(head.rfind(", "), head.rfind(" – "), head.rfind(" - "), head.rfind(": "))
    return head[:cut] if cut > len(head) // 3 else f"{head} ..."
