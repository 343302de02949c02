"""The tool that was named without a reason, for a question after it. Pure.

Names that are known come first; other names and everyday things only where nothing at all has a reason, since
what somebody calls "the board" may be a person. A reason for any tool is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import word_set
from rehearse.model.heard import Stretch

_NAMES = word_set(
    """airtable ableton airflow angular ansible asana autocad aws azure bamboohr basecamp bigquery bitbucket
    blender calendly canva cassandra chatgpt circleci clickup confluence coda databricks datadog django
    docker doodle dropbox dynamodb elasticsearch evernote excel fastapi figma filemaker firebase flask
    gcp git github gitlab golang grafana graphql hadoop helm hotjar hubspot illustrator indesign
    intercom java javascript jenkins jira junit kafka kahoot kibana kotlin kubernetes lambda laravel
    lightroom looker loom lucidchart mailchimp matlab maven medidata metabase miro moodle mongodb
    mulesoft mural mysql netsuite nginx node nodejs notion numpy obsidian onenote outlook pandas
    personio photoshop php pipedrive planner playwright pomodoro postgres postgresql postman power-bi
    powerbi powerpoint powershell procore prometheus pytest python pytorch quickbooks quizlet rabbitmq
    rails react redis redshift redux revit sage salesforce sap selenium sentry servicenow sharepoint
    shopify sketch sketchup slack smartsheet snowflake solidworks spark splunk spring spss sql sqlite
    square stata stripe surveymonkey swift tableau teams telegram tensorflow terraform todoist toggl
    trello typeform typescript visio vue webpack whatsapp wordpress workday xero zapier zendesk zoom"""
)
_ALSO_WORDS = word_set(
    """coda doodle excel flask git helm illustrator java lambda looker loom maven medidata mural node notion
    obsidian outlook planner rails react sage sap sentry sketch slack spark spring square stripe swift
    teams telegram zoom"""
)
"""Of those, the ones that are words too: with a capital, within a sentence, they are tools."""
_OF_TWO = re.compile(
    r"\b(?:great expectations|google (?:sheets?|docs?|forms?|drive|calendar|analytics|slides)|power bi"
    r"|monday\.com"
    r"|microsoft (?:project|teams|forms|planner)|ms project|adobe \w+|visual studio|premiere pro"
    r"|after effects"
    r"|apple notes|jupyter notebooks?|react native|spring boot|teams channel|stack overflow|home assistant)\b"
)
_THINGS = word_set(
    """spreadsheet spreadsheets kanban dashboard questionnaire notebook list board whiteboard flipchart
    checklist calendar map chart survey form template script app timer label labels sticker stickers
    card cards poster video videos scale rota log diary drawing drawings sketch sketches prototype tape
    tags wall camera radio watch folder sheet program database query stopwatch magnets photos slides
    letter newsletter"""
)
"""Things that many use: of these a reason for anything that was done is enough."""
_USED = re.compile(
    r"\b(?:i|we|i'd|we'd) (?:\w+ )?(?:used|made|bought|got|set up|built|kept|started|put|drew|wrote|took"
    r"|printed"
    r"|borrowed|hung|stuck|recorded|designed|created|had|ran|sent)\b"
)
_MADE_IN = re.compile(
    r"\b(?:put|wrote|written|built|made|set|kept|logged|tracked|recorded|drew|modelled|planned|entered"
    r"|typed|pulled"
    r"|done|did|used|using|use|sorted|mapped|drafted|laid)\b(?: \S+){0,8}? (?:in|into|using|used|with|on"
    r"|through)"
    r"(?: (?:a|an|the|our|my))?$"
)
"""Before a name with a capital that is no person's and no day's: "I put it all in Trello"."""
_NO_TOOL = word_set(
    """english german spanish french italian polish dutch portuguese turkish arabic chinese mandarin hindi
    welsh irish monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december christmas easter ramadan god london paris
    berlin leeds dublin i i'm i'd i've i'll mr mrs ms dr miss"""
)
_REASON = re.compile(
    r"\b(?:because|'cause|since (?:i|we|it|they|you|the|that's|that|it's)\b|as (?:i|we|it|they|you)\b"
    r"|so that|so (?:i|we|it|they|you"
    r"|everyone|everybody|nobody|people|the)\b|in order to|rather than|instead of|and not|not (?:a|an|my"
    r"|the)\b"
    r"|which (?:let|lets|meant|means|made|makes|gave|gives|helped|saved|shows|showed)|that way|the reason"
    r"|the (?:good|nice|great|best) thing|where (?:you|i|we|everyone|everybody|they) (?:can|could)|whereas"
    r"|you can"
    r"|lets you|let me|let us|lets me)\b"
)
_OF_ACTION = re.compile(r"\b(?:i|we)\b.*\b(?:because|rather than|instead of|and not)\b")


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as it was written, the sentence that names it, and the index of its word."""

    name: str
    sentence: Stretch
    index: int


def tool_without_reason(answer: Answer) -> Tool | None:
    """The first tool that is known by its name, where no tool has a reason."""
    found = [tool for sentence in answer.sentences for tool in _named(answer, sentence)]
    return None if any(_has_reason(answer, tool) for tool in found) else next(iter(found), None)


def thing_without_reason(answer: Answer) -> Tool | None:
    """The first thing that somebody used, or name that they made something in, where nothing at all that they
    did has a reason.
    """
    if any(_OF_ACTION.search(answer.plain(sentence)) for sentence in answer.sentences):
        return None
    found = [tool for sentence in answer.sentences for tool in _used(answer, sentence)]
    return None if any(_has_reason(answer, tool) for tool in found) else next(iter(found), None)


def _has_reason(answer: Answer, tool: Tool) -> bool:
    """Behind it in its sentence, or in the next one."""
    following = [one for one in answer.sentences if one.first == tool.sentence.end]
    rest = answer.plain(Stretch(tool.index + 1, tool.sentence.end - tool.index - 1))
    return bool(_REASON.search(rest)) or any(_REASON.search(answer.plain(one), 3) for one in following)


def _named(answer: Answer, sentence: Stretch) -> Iterator[Tool]:
    for index in sentence.indexes:
        word, written = answer.texts[index], answer.words[index].text
        two = f"{word} {answer.texts[index + 1]}" if index + 1 < sentence.end else ""
        if _OF_TWO.fullmatch(two):
            yield Tool(f"{_bare(written)} {_bare(answer.words[index + 1].text)}", sentence, index + 1)
        elif word in _NAMES and (_is_name(answer, sentence, index) or word not in _ALSO_WORDS):
            yield Tool(_bare(written), sentence, index)


def _used(answer: Answer, sentence: Stretch) -> Iterator[Tool]:
    for index in sentence.indexes:
        before = answer.plain(Stretch(sentence.first, index - sentence.first))
        word = answer.texts[index]
        is_done = before.endswith(" to")  # "I had to log it"
        if word in _THINGS and not is_done and _USED.search(before):
            yield Tool(f"the {word}", sentence, index)
        elif _is_name(answer, sentence, index) and word not in _NO_TOOL and _MADE_IN.search(before):
            yield Tool(_bare(answer.words[index].text), sentence, index)


def _is_name(answer: Answer, sentence: Stretch, index: int) -> bool:
    """Whether a word has a capital within a sentence."""
    return index > sentence.first and answer.words[index].text.lstrip("\"'(“‘")[:1].isupper()


def _bare(written: str) -> str:
    return written.strip(".,;:!?\"'()“”‘’")
