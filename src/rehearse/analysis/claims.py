"""Claims about oneself in an answer, and whether one time stands beside any of them. Pure.

"I'm patient with people" is a claim; "like the morning when Adil was afraid" makes it an example. Where any
claim has one, nothing is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Stretch

_OPENING = r"^(?:(?:so|and|but|because|well|also|honestly|i think|i mean|i suppose|you know|i'd say) )*"
_DEGREE = (
    r"(?:(?:quite|pretty|very|really|always|never|also|not|just|rather|fairly|generally|usually|naturally"
    r"|too|so"
    r"|sort of|kind of|a bit|a little|actually|probably|definitely|known for being) )*"
)
_TRAIT = (
    r"(?:easily|good|great|bad|careful|patient|thorough|honest|open|fair|stubborn|tidy|quick|fussy|strict"
    r"|calm|sharp"
    r"|organi[sz]ed|reliable|flexible|curious|direct|creative|hard-?working|proud|used to|one for|one to"
    r"|someone|somebody|the (?:kind|sort|type|one who|person)|an? (?:people|morning|team|numbers|details?"
    r"|(?:very )?(?:patient|tidy|calm|careful|quiet|private|positive|honest|stubborn|practical|curious"
    r"|organi[sz]ed|reliable|friendly|good|great|quick|natural|strong|keen|fast|hard)) (?:man|woman|person"
    r"|listener|planner|leader"
    r"|communicator|learner|worker|player|perfectionist|stickler|believer|teacher|organi[sz]er|manager)"
    r"|confident|comfortable|dependable|loyal|diligent|precise|exact|accurate|punctual|disciplined|determined"
    r"|persistent|ambitious|motivated|proactive|adaptable|resilient|empathetic|kind|gentle|friendly|polite"
    r"|warm"
    r"|sociable|outgoing|shy|quiet|private|relaxed|cheerful|positive|optimistic|practical|pragmatic|logical"
    r"|analytical|methodical|systematic|detail|meticulous|conscientious|responsible|trustworthy|discreet|loud"
    r"|tactful|diplomatic|sensitive|considerate|generous|helpful|supportive|humble|modest|brave|bold|decisive"
    r"|independent|inventive|imaginative|resourceful|handy|efficient|fast|slow|steady|consistent|firm|tough"
    r"|even-handed|easy|hard|difficult|particular|picky|obsessive|mad|hopeless|useless|strong|weak|big on"
    r"|keen"
    r"|hot on|all about|not afraid|unafraid|scared|frank|blunt|straight|transparent|upfront|nosy|inquisitive"
    r"|attentive|alert|observant|protective|respectful|welcoming|approachable|available|generous|frugal"
    r"|thrifty"
    r"|funny|serious|competitive|tireless|energetic|lazy|messy|neat|clean|punctilious|rigorous|economical)\b"
)
_DOES = (
    r"i (?:(?:do |would say i )?(?:try to be|tend to|get on with|work well with|stay calm|take pride in"
    r"|pride myself on"
    r"|have a (?:good|real|soft|knack|gift|talent)|have the patience)|do get|can be|don't mind (?:being"
    r"|when|if)"
    r"|(?:always|never) (?:write|check|ask|keep|make|try|listen|put|give|help|read|say|tell|start|finish"
    r"|plan|get"
    r"|look|treat|stay|think|work))\b"
)
CLAIM = re.compile(rf"{_OPENING}(?:i(?:'m| am) {_DEGREE}{_TRAIT}|{_DOES})")

INSTANCE = re.compile(
    r"\b(?:for (?:example|instance)|like (?:when|the|last|on|with|once|my|that (?:time|day|night|one)"
    r"|\w+ said)\b|such as when"
    r"|once|one (?:time|day|night|morning|evening|afternoon|week|guy|man|woman|lady|mother|girl|boy|customer)"
    r"|last (?:week|month|year|spring|summer|autumn|winter|christmas|night)|the (?:week|month|year"
    r"|day) before"
    r"|there was|there were|even (?:that|when)|that (?:time|night|day)|i even|i also \w+ed|back when"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|i had (?:one|a)|i've had|when i was|used to)\b"
)
"""What announces one time."""
PAST = re.compile(
    r"\b(?:i'd (?:a|an|one|my|had|been|\w+'s|\w{3,}ed)\b"
    r"|(?:i|we|he|she|they|who) (?:also |even |just |then |once )?(?:(?!need|feed|speed)\w{3,}ed"
    r"|(?:was|were)(?! \w+ing)|had|built|wrote|made|took|found|met|held|ran|sat|spoke|told|gave|brought"
    r"|put|led|sent|went"
    r"|came|kept"
    r"|taught|rang|stood|left|bought|said|got|sang|let|cut|drove|paid|lost|won|drew|chose|swam|slept|hung)\b)"
)
"""What somebody did, one time."""
OF_MINE = re.compile(r"^(?:my|our) ")
"""Goes on after a claim with what shows it: "I'm tidy, my spices are in alphabetical order"."""
RESUMES = re.compile(
    r"^(?:(?:and|but|well|okay) )*(?:so|then|anyway|anyhow|in the end|after that|by |and (?:so|then)"
    r"|so then)\b"
)
"""Opens a sentence that goes on with the story."""


def claim_without_example(answer: Answer) -> Stretch | None:
    """The first sentence that claims something of its speaker, where none has an example; None for none."""
    sentences = answer.sentences
    said = [answer.plain(sentence) for sentence in sentences]
    claims: list[Stretch] = []
    for clause in answer.clauses:
        if not CLAIM.search(answer.plain(clause)):
            continue
        at = next(at for at, one in enumerate(sentences) if one.first <= clause.first < one.end)
        rest = answer.plain(Stretch(clause.end, sentences[at].end - clause.end))
        if _has_one(answer.plain(clause), rest, said[at + 1 : at + 2]):
            return None
        claims.append(clause)
    return claims[0] if claims else None


def _has_one(claim: str, rest: str, following: Sequence[str]) -> bool:
    """Whether one time is told in a claim, in the rest of its sentence, or in the next one."""
    if any(INSTANCE.search(text) for text in (claim, rest)) or PAST.search(rest) or OF_MINE.match(rest):
        return True
    return any(
        not RESUMES.search(text) and (INSTANCE.search(text) or PAST.search(text)) for text in following
    )
