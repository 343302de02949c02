"""The tool that was named without a reason, for a question after it. Pure.

Only names that are known are tools here: what somebody calls "the board" may be a person. A reason for any
tool is enough: who gave one knows that reasons are wanted.
"""

from __future__ import annotations

import re

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
_COMMON = word_set("spreadsheet spreadsheets kanban dashboard questionnaire")
"""Things that many use: of these a reason for anything that was done is enough."""
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


def tool_without_reason(answer: Answer) -> tuple[str, Stretch] | None:
    """The first tool as it was written, and the sentence that names it, where no tool has a reason."""
    found: list[tuple[str, Stretch]] = []
    for at, sentence in enumerate(answer.sentences):
        for name, index in _named(answer, sentence):
            rest = _plain(answer, Stretch(index, sentence.end - index))
            following = [_plain(answer, one) for one in answer.sentences[at + 1 : at + 2]]
            if _REASON.search(rest) or any(_REASON.search(text, 3) for text in following):
                return None
            found.append((name, sentence))
    named = [one for one in found if one[0].lower() not in _COMMON]
    if named:
        return named[0]
    return found[0] if found and not _reasons(answer) else None


def _named(answer: Answer, sentence: Stretch) -> list[tuple[str, int]]:
    """The tools of a sentence with the index of the word behind them."""
    found = []
    for index in sentence.indexes:
        word, written = answer.texts[index], answer.words[index].text
        two = f"{word} {answer.texts[index + 1]}" if index + 1 < sentence.end else ""
        name = _bare(written)
        is_name = written.lstrip("\"'(“‘")[:1].isupper() and index > sentence.first
        if _OF_TWO.fullmatch(two):
            found.append((f"{name} {_bare(answer.words[index + 1].text)}", index + 2))
        elif word in _COMMON or (word in _NAMES and (is_name or word not in _ALSO_WORDS)):
            found.append((name, index + 1))
    return found


def _reasons(answer: Answer) -> bool:
    return any(_OF_ACTION.search(_plain(answer, sentence)) for sentence in answer.sentences)


def _bare(written: str) -> str:
    return written.strip(".,;:!?\"'()“”‘’")


def _plain(answer: Answer, stretch: Stretch) -> str:
    return " ".join(token.text for token in answer.tokens(stretch)) if stretch.count > 0 else ""
