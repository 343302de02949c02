"""Words by which an advertisement's headings and sentences are known: what is a demand, and what is not."""

from __future__ import annotations

import re
from typing import Literal

from rehearse.model.jobs import DemandKind

Section = Literal["must", "duty", "nice", "none", "open"]
"""What stands below a heading; `none` holds no demand, `open` may hold anything."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{one})" for one in alternatives))


_NICE = _any(
    r"\bnice to have", r"\bdesirable", r"\bdesired", r"\bpreferred", r"\bpreferences?\b",
    r"\bbonus points?\b", r"\ba (?:big )?plus\b", r"\bpluses\b", r"\badvantage", r"\bgood to have",
    r"\bextra credit", r"\bit helps", r"\bwould be (?:a bonus|great|nice|good|helpful|useful|ideal|lovely)",
    r"\bideally\b", r"\bhelpful\b", r"\ba bonus\b", r"\bwould (?:also )?help\b", r"\bbonus\b(?! scheme)",
    r"\bnot essential", r"\boptional\b",
)  # fmt: skip
_NONE = _any(
    r"\bwhy this\b",
    r"\bbenefits?\b", r"\bwe (?:can )?(?:offer|provide|give)\b",
    r"\bwhat you(?:'ll| will)? (?:get|receive|gain)\b", r"\bperks\b",
    r"\babout (?:us|our|the (?:company|team|school|trust|hospital|organi[sz]ation|employer|firm))\b",
    r"\bwho we are\b", r"\bwhat we do\b",
    r"\bour (?:story|values|mission|culture|commitment|offer|people|promise)\b", r"\bequal\b",
    r"\bdiversity\b", r"\binclusi", r"\beeo\b", r"\bto apply\b", r"\bappl(?:y|ying|ication)\b",
    r"\bsalary\b", r"\bpay\b", r"\bcompensation\b", r"\bpackage\b", r"\brewards?\b", r"\bnext steps?\b",
    r"\b(?:hiring|interview|selection|recruitment) process\b", r"\bworking hours\b", r"^hours\b",
    r"\blocation\b", r"\bcontact\b", r"\bclosing\b", r"\bwhy (?:join|work|us|you)\b", r"\bin return\b",
    r"\bin it for you\b", r"\bsafeguarding\b", r"\b(?:additional|further|other|more) information\b",
    r"\bcontract\b", r"\bstart date\b", r"\bterms\b", r"\bthe (?:team|company|school|trust|employer)$",
    r"\bwhat to expect\b", r"\bstatement\b", r"\bworking (?:here|for us|with us)\b", r"\blife at\b",
    r"\bgrowth and development\b", r"\bthe offer\b", r"\bschedule\b", r"\bshifts?\b",
    r"\bwhere (?:we are|you(?:'ll| will) work)\b", r"\bwhat happens next\b",
)  # fmt: skip
_MUST = _any(
    r"\bessential", r"\brequire", r"\bmust\b", r"\bqualif", r"\bcriteria\b", r"\blooking for\b",
    r"\bseeking\b", r"\byou(?:'ll| will)? (?:have|bring|need)\b", r"\byou(?:'ll| will)? be\b(?! doing)",
    r"\byou are\b", r"\byou're\b", r"\babout you\b",
    r"\byour (?:profile|skills|experience|background|strengths)\b", r"\bskills?\b", r"\bexperience\b",
    r"\bperson(?:al)? spec", r"\bcompetenc", r"\babilities\b", r"\bknowledge\b",
    r"\b(?:candidate|applicant|person)\b", r"\bneeds?\b", r"\battributes\b", r"\bqualities\b",
    r"\bminimum\b", r"\bprofile\b", r"\bthis you\b", r"\bbasics\b", r"\beducation\b", r"\bwe want\b",
    r"\bwe(?:'d| would) like\b", r"\bmight be you\b", r"\bfit\b", r"\bwho (?:you|are you)\b",
    r"\bmatters to us\b", r"\bif you\b", r"\bsomeone who\b", r"\bwhat you bring\b", r"\bright for you\b",
)  # fmt: skip
_DUTY = _any(
    r"\bresponsib", r"\bdut(?:y|ies)\b", r"\bwhat you(?:'ll| will)\b", r"\bwhat you(?:'d| would)\b",
    r"\bwhat you do\b", r"\byou(?:'ll| will)\b", r"\bthe (?:role|job|position|post|work)\b",
    r"\byour (?:role|job|day|week|tasks?|work)\b", r"\brole\b", r"\bday[ -]to[ -]day\b",
    r"\b(?:typical|average) (?:day|week|shift)\b", r"\btasks?\b", r"\bpurpose\b", r"\baccountabilit",
    r"\bopportunity\b", r"\bjob (?:description|summary)\b", r"\boverview\b", r"\bsummary\b",
    r"\bthis job\b", r"\bdoing\b", r"\bdays\b", r"\bwill you\b", r"\bwould you\b",
)  # fmt: skip


def section_of(heading: str) -> Section | None:
    """What a heading, in small letters, says of what stands below it; None where it says nothing."""
    table: tuple[tuple[Section, re.Pattern[str]], ...] = (
        ("nice", _NICE),
        ("none", _NONE),
        ("must", _MUST),
        ("duty", _DUTY),
    )
    return next((section for section, cues in table if cues.search(heading)), None)


BOILERPLATE = _any(
    r"\s[·|]\s", r"\bbuilt in \d{4}",
    r"\bequal (?:opp|employ)", r"\bdiversity\b.*\b(?:value|celebrat|welcome|commit)", r"\bregardless of\b",
    r"\bwithout regard to\b", r"\breasonable (?:adjust|accommod)", r"\bprotected (?:status|characteristic)",
    r"\bdiscriminat", r"\beveryone (?:is )?welcome\b", r"\bwelcomes? (?:applica|everyone|men|women)",
    r"\bdisability confident\b", r"\barmed forces\b", r"\bguarantees? an interview\b",
    r"\bunder-?represented\b", r"\baffirmative action\b", r"^eoe\b",
    r"\bapplica(?:tions?|nts?)\b.*\b(?:from|by|close|welcome|will|consider|receive)",
    r"\bconsider (?:all )?(?:qualified )?applicants\b", r"\byour application\b", r"\bto apply\b",
    r"\bapply (?:now|online|via|by|with|today|here|through|at)\b",
    r"\b(?:send|submit|email|upload|attach|drop|pop|bring)\b.*\b(?:cv|r[ée]sum[ée]|letter|application)\b",
    r"\bcv\b.*\bletter\b", r"\bcover(?:ing)? letter\b", r"\bno (?:agencies|recruiters|decks)\b",
    r"\bagenc(?:y|ies)\b.*\bplease\b", r"\bclosing date\b", r"\binterviews? (?:will|w/c|week|on|date)\b",
    r"\bshortlist", r"\bstart asap\b",
    r"\bsuccessful candidates? will (?:be (?:contact|offer|ask|subject|requir)|undergo)",
    r"\bassume you have been unsuccessful\b", r"\bcriminal\b", r"\bcredit check", r"\bbackground check",
    r"\bdbs\b(?!.*\brequired\b)", r"\be-verify\b", r"\bimmuni[sz]ation", r"\breferences\b",
    r"\bsponsorship\b", r"\bsafeguarding and promoting\b", r"\bfor more information\b", r"\S@\S",
    r"^(?:text|ring|call|phone|tel)\b.*\d{4}",
    r"\b(?:salary|pension|401\(?k\)?|per annum|pro rata|bonus scheme|annual leave|paid leave|pto)\b",
    r"[£$€]\s?\d+(?:[.,]\d+)?(?:k\b| ?[-–to]+| ?(?:per|an?|p/?h)\b)",
    r"\b\d+ days\b.*\b(?:leave|holiday|hol|vacation|off)\b",
    r"\b(?:health|dental|life|vision|medical) (?:insurance|cover|plan|assurance)",
    r"\bno (?:\w+ ){0,2}experience (?:is )?(?:needed|required|necessary)\b",
    r"\byou (?:do not|don't|dont) need\b", r"\bother duties\b", r"\breports? (?:in)?to (?:the|our)\b",
)  # fmt: skip
"""In small letters: what is no demand, wherever it stands."""

PRAISE = _any(
    r"\bwe offer\b",
    (
        r"\bwe(?:'ll| will| can| shall)? ?(?:give|provide|pay|support you|train|teach|sort|put you|"
        r"believe|celebrate|value|pride|encourage|welcome|reserve)\b"
    ),
    r"\bin return\b", r"\bcompetitive\b.*\b(?:salary|pay|package)\b",
    r"\b(?:free|subsidi[sz]ed|discount\w*)\b", r"\bholidays?\b",
    (
        r"\byou(?:'ll| will)? (?:receive|get|benefit|earn|join|be joining|be part of|be paid|be entitled|"
        r"be based|be given|be offered|report|meet)\b"
    ),
    r"\bour (?:mission|vision|values|founder|story)\b",
    (
        r"\b(?:founded|established|family[- ]run|award[- ]winning|leading provider|market leader|"
        r"winners? of)\b"
    ),
    r"\bcommitted to (?:safeguarding|creating|building|being|diversity|equality)\b",
    r"\bwe(?:'re| are) (?:proud|a|an|the|one of|based)\b",
    r"\btraining (?:will be|is) (?:provided|given)\b", r"\bfull training\b", r"\bwhy (?:join|work)\b",
    r"\brated (?:good|outstanding)\b", r"\bpart[- ]time\b.*\b(?:hours|considered)\b",
    r"\b(?:full[- ]time|permanent)\b.{0,30}$", r"\bhours (?:a|per) week\b", r"\bbenefits include\b",
    r"\bperks\b", r"\bwe've got\b", r"\bjoin (?:us|our)\b", r"\bsince \d{4}\b",
    r"\b(?:has|have) (?:sold|made|served|looked after|been|run) .*\b(?:years|since|who|table)\b",
    r"\b(?:b corporation|charity)\b", r"\bis retiring\b",
    r"\b(?:sells|makes|employs|operates|serves)\b.*\b(?:to|of|people|products|\d+)\b",
    r"\bour (?:people|guests) are\b",
)  # fmt: skip
"""In small letters: what is no demand in a text without headings."""

WANTED = _any(
    (
        r"\byou(?:'ll| will| must| should| can| could| need| have| are| bring| hold| know| enjoy| thrive|"
        r" love|'ve|'re)\b"
    ),
    r"\bmust (?:have|be|hold|also|possess)\b", r"\blooking for\b", r"\bseeking\b", r"\bwe (?:need|want)\b",
    r"\bexperienced?\b", r"\btrack record\b", r"\bbackground in\b", r"\bability\b", r"\bable to\b",
    r"\bknowledge\b", r"\bunderstanding of\b", r"\bskill(?:s|ed)?\b", r"\bqualifi", r"\bdegree\b",
    r"\bcertifi", r"\blicen[cs]e\b", r"\bdiploma\b", r"\bregist(?:ered|ration)\b", r"\bfluen",
    r"\bproficien", r"\bconfiden", r"\bcomfortable\b",
    (
        r"\b(?:candidate|applicant|person|post[- ]?holder|role|job|position) (?:will|should|must|is|"
        r"involves?|includes?|needs?|we|who|has)\b"
    ),
    r"\bwe(?:'d| would| should)? (?:expect|hope|trust|ask|like|rely|look for)\b", r"\byou to\b",
    r"\b(?:helpful|useful)\b", r"\bresponsib", r"\brequire", r"\bessential\b", r"\bdesirable\b",
    r"\bpreferred\b", r"\badvantage", r"\bwilling", r"\bduties include\b",
    r"\bwould (?:suit|help|be (?:a|an|great|useful))\b", r"\bfamiliar",
    r"\byour (?:role|job|work|days?|tasks?|main)\b", r"\bsomeone who\b", r"\bsomebody who\b",
    r"\bpeople who\b",
)  # fmt: skip
"""In small letters: what makes a sentence a demand where no heading says so."""

PLAINLY = re.compile(
    r"\b(?:ability to|able to|experience (?:of|in|with)|must (?:have|be|hold)|knowledge of|understanding of|"
    r"you (?:must|should|need to)|proficien\w+|essential|desirable)\b"
)
"""In small letters: what is a demand even below a heading that says otherwise."""

LEADS_IN = re.compile(
    r"\b(?:if you|who|you have|to have|you will|you'll|as important)$|^(?:other|general|desirable|essential)$"
)
"""In small letters: ends or is what only leads to a demand."""

WELCOME = re.compile(_NICE.pattern + r"|\bpreferabl[ye]\b|\bnot required\b")
"""In small letters: what makes a demand one that is only welcome."""
DOING = re.compile(
    r"\byou(?:'ll| will)\b(?! (?:have|need|be (?:a|an|able|comfortable|confident)|bring|hold|possess))|"
    r"\bresponsible for\b|"
    r"\b(?:role|job|position) (?:involves?|includes?|will)\b|\bduties include\b|\byour (?:role|job|work|"
    r"days?|tasks?)\b"
)
"""In small letters: what makes it something that one would do."""


def kind_of(sentence: str, section: Section) -> DemandKind:
    """Of a demand, in small letters, in a section."""
    if section == "nice" or WELCOME.search(sentence):
        return "nice"
    if section == "duty" or (section == "open" and DOING.search(sentence)):
        return "duty"
    return "must"
