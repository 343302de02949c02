"""What the words of one sentence say about its place in a STAR story, sentence by sentence.

Each cue is a family of English phrases or a grammatical trait; `star_weights` says how far each one
speaks for situation, task, action, result or none of them. This module reads English only, does not
look at where a sentence stands, and does not judge whether what it says is true or good.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, fsum, log

from rehearse.analysis.star_weights import BIAS, WEIGHTS
from rehearse.analysis.words import Token

_ADVERB = r"(?:(?:\w+ly|also|then|first|just|even|still|only|always|never|not|already) )?"
_PAST = (
    r"(?!need|indeed|speed|hundred|exceed|proceed|succeed|embed|used)(?:\w{3,}ed|built|wrote|rewrote|made|took"
    r"|found|met|held|ran|sat|spoke|told|gave|brought|set|put|led|drew|began|sent|went|came|kept|taught|chose"
    r"|got|rang|flew|stood|left|broke|bought|caught|cut|fell|fought|forgot|grew|heard|paid|read|rose|said|sold"
    r"|shut|slept|spent|split|stuck|threw|understood|won|dug|hid|hit|let|rode|sought|swept)"
)
_BEING = r"(?:was|were|had|did|felt|knew|thought|became|saw|lost|needed|used|\w+n't)"

# Line ends part alternatives as "|" does. ADV, PAST and BEING stand for the above.
_PHRASES = {
    # Where and when it happened, who was there, what was wrong.
    "setting": r"""
        (?:when|while|since) (?:i|we) (?:was|were|worked|joined|started|had|led)
        while (?:working|leading|studying)
        (?:in|at|during|on) my (?:\w+ ){0,2}(?:job|role|company|position|team|project)
        (?:in|at|during|on) my (?:\w+ ){0,2}(?:year|school|internship|week)
        at (?:university|school|college|work)
        i (?:was|worked as|used to work as|joined as) (?:a|an|the|in|at|on)""",
    "time": r"""
        (?:last|that|one) (?:year|month|week|spring|summer|autumn|fall|winter)
        (?:last|that|one) (?:quarter|night|evening|day|morning)
        (?:years?|months?|weeks?) ago|in (?:19|20)\d\d|during|before|until|at the start of
        in the middle of|recently|once|back then|at the time|suddenly|there was a time""",
    "state": r"""
        (?:was|were|kept|been) ADV\w{3,}ing|used to|there (?:was|were)
        (?:we|they|i|he|she|it) (?:had|hadn't)""",
    "was": "was|were|wasn't|weren't",
    "had_been": "(?:had|hadn't) ADV(?:been|lost|left|become|made|taken|gone|PAST)",
    "trouble": r"""
        problem|issue|conflict|disagree\w*|complain\w*|behind|delay|delayed|angry|upset|unhappy|tension
        tense|struggl\w+|fail(?:ed|ing|s|ure)?|broke|broken|down|crash\w*|errors?|bugs?|confus\w+|slow\w*
        wrong|missing|missed|lost|losing|afraid|difficult|short|crisis|critical|outage|incident
        frustrat\w+|stuck|late|friction|risk|pressure|concerns?|lack(?:ed|ing)?|inconsisten\w+|manual\w*
        outdated|unable|couldn't|nobody|no one""",
    "cast": r"""
        team of|group of|company|client|department|organi[sz]ation|firm
        \w+ (?:members|people|colleagues|developers|engineers|managers|customers|users|patients|students)""",
    # What was to be done, and by whom.
    "must": r"""
        (?:i|we|somebody|someone) (?:also |really |just |knew (?:i |we )?)*(?:had|needed|need) to
        (?:i|we) (?:needed|must|have to)
        was (?:supposed|expected|asked|told|given|tasked|assigned|appointed)
        was (?:required|chosen|hired|determined)""",
    "goal": r"""
        (?:goal|task|job|aim|objective|challenge|responsibility|mission) (?:was|is)
        (?:target|priority|assignment|role|duty) (?:was|is)
        (?:my|the|our) (?:goal|task|aim|objective|challenge|mission)
        responsible for|in charge of|up to me|fell to me|my responsibility|accountable
        as (?:the|a|an) (?:\w+ ){0,2}(?:lead|leader|manager|captain|owner|head|chair|engineer|coordinator)""",
    "wanted": r"""
        i ADV(?:wanted|decided|knew|felt|thought|believed|saw|hoped|planned|aimed|suspected|reali[sz]ed)
        i (?:set out|didn't want)|(?:decided|wanted) to""",
    "asked": r"""
        (?:asked|told|wanted|expected|gave|assigned|needed|trusted|requested) (?:me|us|for|that)
        (?:manager|boss|director|client|customer|owner) (?:wanted|asked|expected|needed)
        (?:supervisor|board|teacher) (?:wanted|asked|expected|needed)""",
    "deadline": r"""
        deadline|in time
        within (?:a|an|one|two|three|four|five|six|eight|ten|the|\d+)
        by (?:monday|tuesday|wednesday|thursday|friday|the end|then|next|noon)
        (?:only|just|in|next|following) (?:\w+ )?(?:hours|days|weeks|week|months)""",
    "against_odds": "without|no budget|despite|even though|same number|quickly|as (?:fast|soon|quickly) as",
    "to_do": r"""
        to (?:find|make|keep|bring|help|get|build|fix|improve|understand)
        to (?:ensure|deliver|create|reduce|lead|decide)
        to (?:handle|solve|resolve|meet|finish|complete|design|develop|implement|identify|manage|protect|cut)
        to (?:balance|convince|choose|win|introduce|migrate|prove|support|save|start|prevent)""",
    # What the speaker did.
    "i_did": r"i ADV(?!BEING\b)PAST",
    "we_did": r"we ADV(?!BEING\b)PAST",
    "did_first": r"^(?!BEING\b)PAST",
    "did_many": r"^(?=.*\b(?:i|^PAST)\b)(?:.*?\bPAST\b){3}.*",
    "order": r"""
        ^(?:and |so |but )?(?:first|firstly|second|secondly|third|then|next|finally|initially)
        ^(?:and |so |but )?(?:after that|afterwards|instead|together|also|lastly|meanwhile)
        ^(?:in addition|additionally|to do (?:this|so|that))
        and then|then (?:i|we)|so i|and i|first i|also i|i also|i immediately|step by step|one by one
        instead of|rather than""",
    "talking": r"""
        asked|explained|discussed|proposed|suggested|talked|spoke|met with|presented|convinced|persuaded
        listened|called|phoned|invited|informed|told (?:him|her|them|my|the)|reached out|communicated
        emailed|contacted|interviewed|shared|showed|offered|reminded|apologi[sz]ed|scheduled|consulted
        negotiated|escalated|raised|clarified|encouraged|reassured|guided|mentored|coached|trained|taught
        paired|collaborated|facilitated|worked (?:with|closely)|advocated|aligned|requested|involved""",
    "making": r"""
        built|created|designed|developed|implemented|wrote|drew|made|set up|put together|introduced
        automated|added|removed|replaced|fixed|changed|rewrote|refactored|tested|deployed|configured
        migrated|moved|prepared|drafted|documented|updated|installed|organi[sz]ed|arranged|planned
        prioriti[sz]ed|divided|split|delegated|started|began|launched a|rolled out|used|applied|tried
        took|broke|optimi[sz]ed|integrated|established|formed|ran""",
    "looking": r"""
        analy[sz]ed|researched|investigated|identified|looked (?:at|into|up|for)|checked|reviewed
        compared|measured|collected|gathered|found|noticed|discovered|traced|watched|observed|listed
        mapped|recorded|studied|explored|evaluated|assessed|profiled|monitored|debugged|figured out|read
        went through|examined|tracked|followed|conducted|counted""",
    # What came of it.
    "outcome": r"""
        as a result|in the end|eventually|ultimately|consequently|at the end|thanks to|ended up
        resulting in
        the (?:end |final )?(?:result|results|outcome|impact)
        leading to|led to|resulted in|turned out
        which (?:led|resulted|meant|helped|saved|made|gave|turned|increased|reduced|improved|allowed|freed)
        (?:this|it|that|these|they) (?:also )?(?:led|resulted|helped|saved|reduced|improved)
        (?:this|it|that|these|they) (?:also )?(?:gave|allowed|increased)
        (?:this|it|that|these|they) (?:also )?(?:cut|paid|worked|earned|ensured|meant)
        after that|by the (?:end|summer|time)""",
    "change": r"""
        reduc\w+|increas\w+|improv\w+|dropp(?:ed|ing)|fell|grew|rose|decreas\w+|declin\w+
        sav(?:ed|ing|es)|doubled|halved|tripled|boost\w+|exceed\w+|went (?:up|down|from)|raised|cut
        faster|better|fewer|less|more|up by|down (?:to|by|from)|gain\w*|smooth\w*|stabili[sz]ed
        strengthen\w+|enhanc\w+|stopped|disappeared|prevent(?:ed|ing)|eliminat\w+|minimi[sz]\w+|lower\w*
        won|earned""",
    "success": r"""
        success|successful|successfully|on time|on schedule|ahead of|completed|finished|delivered
        launched|achieved|accomplished|solved|resolved|met the|passed|approved|accepted|agreed|adopted
        signed|won|able to|managed to|no longer|went (?:live|well|smoothly|out|through)|under budget
        without (?:any|losing|further)|stayed|ready|saved|happened|worked (?:well|out|again)|recovered
        on track""",
    "praise": r"""
        prais\w+|thank\w*|apprecia\w+|happy|happier|satisfi\w+|satisfaction|grateful|impressed|delighted
        proud|award\w*|promoted|promotion|recogni[sz]\w+|recognition|complimented|positive
        feedback (?:was|from)|loved|liked|trust\w*|confidence|glad|relief|offered (?:me|a job)
        was offered|invited to|mark|grade|kudos|morale""",
    "learned": r"""
        i ADV(?:learned|learnt|reali[sz]ed|understood|gained)
        taught (?:me|us)|lessons?|learnings?|takeaway|showed me|made me
        experience (?:taught|showed|helped|reinforced)
        looking back|next time|in hindsight|in retrospect""",
    "since": r"""
        since then|ever since|since (?:the|that)|from (?:then|that day|that)|now|today|nowadays|still
        later|afterwards|to this day|again|these days|going forward|never|eventually""",
    "number": r"percent|per cent|half|third|quarter|twice|zero|million|thousand|hundred|\d+",
    "from_to": r"""
        from [\w.]+(?: \w+){0,4} to|by (?:\w+ ){0,2}(?:percent|per cent|half|\d+)|instead of|less than
        more than""",
    "passive": "(?:was|were|got|has been|have been|is|are) ADV(?:PAST|given|done|written|taken|shown|chosen)",
    "perfect": "(?:has|have|hasn't|haven't|i've|we've) ADV(?:been|had|become|gone|PAST)",
    # Who the sentence is about.
    "i": "i|i'm|i'd|i've",
    "we": "we|us|our",
    "my": "my",
    "about_me": "^(?:(?:so|and|but|well|okay|then|also|now|because) )*(?:i|i'd)",
    "about_others": "^(?:(?:so|and|but|well|okay) )*(?:they|he|she|everyone|people|customers|nobody)",
    "about_things": "^(?:(?:so|and|but|well|okay) )*(?:the|our|a|an|this|it|these|that)",
    # No story: opinions, habits, introductions, what one would do.
    "would": r"would|could|\w+'d",
    "habit": r"""
        (?:i|we) (?:\w+ly )?(?:always|usually|often|sometimes|generally|try|tend|think)
        (?:i|we) (?:\w+ly )?(?:believe|like|prefer|want|hope)
        (?:i|we) (?:\w+ly )?(?:enjoy|love|do|don't|can|know|make|look|ask|use|feel|see)
        (?:i|we) (?:\w+ly )?(?:get|take|keep|go|plan|work)
        (?:i|we) (?:\w+ly )?(?:run|have|need|start|share)
        usually|generally|in general|typically|always|often""",
    "i_am": r"""
        i am|i'm|i have been|i've|my name|i graduated
        my (?:strength|weakness|hobbies|biggest|approach|background|experience|salary|current)""",
    "you": "you|your|people|everyone|one",
    "present": r"""
        is|are|isn't|aren't|it's|that's|does|doesn't|has|means|can|should|will|be|they're|there's|matters
        needs|makes|helps|gives|takes|keeps|lets""",
    "if": "if|whenever|when (?:there is|a|an|it|something|someone|people|they)",
    "opinion": r"""
        important|in my opinion|for me|i think|i believe|good|best|key|believe|should|values?|passion\w*
        opportunity|looking for|interested|career|skills?""",
    "no_past": r"^(?!.*\b(?:PAST|BEING)\b).*",
}


def _compiled(lines: str) -> re.Pattern[str]:
    alternatives = "|".join(line.strip() for line in lines.splitlines() if line.strip())
    for name, pattern in (("ADV", _ADVERB), ("PAST", _PAST), ("BEING", _BEING)):
        alternatives = alternatives.replace(name, pattern)
    return re.compile(rf"\b(?:{alternatives})\b")


_CUES = {name: _compiled(lines) for name, lines in _PHRASES.items()}
CUES = tuple(_CUES)


def cues(said: Sequence[Token]) -> tuple[str, ...]:
    """The names of the cues that the words of one sentence hold, in the order of `CUES`.

    Filled pauses, case and punctuation make no difference.
    """
    plain = " ".join(token.text for token in said)
    return tuple(name for name, pattern in _CUES.items() if plain and pattern.search(plain))


def log_chances(said: Sequence[Token]) -> tuple[float, ...]:
    """Logarithms of the chances that a sentence is situation, task, action, result or none, by its words.

    A multinomial logistic model over `cues`; how it was fitted stands in training/star-cues.
    """
    rows = [WEIGHTS[name] for name in cues(said) if name in WEIGHTS]
    scores = [fsum(column) for column in zip(BIAS, *rows, strict=True)]
    total = log(fsum(exp(score) for score in scores))
    return tuple(score - total for score in scores)
