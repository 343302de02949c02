"""One thing to do next for what is no story, and what was good about it. Pure.

Coaches' advice, not studies'. A question first: whether it is one, and one that is worth an answer. An
explanation: words of the trade, then sentences that no ear follows, then an example. Of what somebody says of
themselves, would do, or would build, only what is surely right is said: that it ran long, that it has steps
and reasons. Nobody is told that something is missing there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rehearse.analysis.advice_parts import Advice, Rule, quoted, short, whole
from rehearse.analysis.answer import Answer
from rehearse.analysis.reasoning import reason, steps
from rehearse.model.bands import LENGTH
from rehearse.model.questions import Kind
from rehearse.model.report import About, AskedFault, Report

LONGEST_QUESTION_S = 20.0
"""Convention: a question that takes longer is a statement."""
JARGON_COUNT, NAMED_JARGON = 4, 3
"""Uses of words of the trade that nobody explained."""
LONGEST_SENTENCE_WORDS = 40
"""A sentence of more cannot be followed by ear. Convention."""


def _not_concise(answer: Answer, report: Report) -> Advice | None:
    if report.kind != "asking" or report.length is None or report.length.answer_s <= LONGEST_QUESTION_S:
        return None
    text = (
        f"Ask it in one breath. {report.length.answer_s:.0f} s is a speech: leave out why you ask, "
        "unless they want to know."
    )
    return Advice("asking", text)


_OF_ASKED: dict[AskedFault, str] = {
    "none": "Ask something. {} ends the talk. One good question shows that you care.",
    "attack": "Ask like somebody who would like to join. {} makes them defend themselves.",
    "conditions": "Ask about the work first. Pay and holidays can wait until they want you: {}.",
    "several": "Ask one question, then wait. With several, as in {}, they answer the easiest.",
    "answered": "Stop at the end of the question. In {} you gave the answer too.",
    "closed": 'Start with "what" or "how". {} can be answered with yes or no.',
    "apology": "You may ask, so leave out the apology. You said {}.",
    "long": "Ask first, and say why later if they want to know. You started with {}.",
}


def _asked(answer: Answer, report: Report) -> Advice | None:
    if report.asked is None or not report.asked.faults:
        return None
    return Advice("asking", _OF_ASKED[report.asked.faults[0]].format(whole(answer)))


def _jargon(answer: Answer, report: Report) -> Advice | None:
    jargon = report.plainness.jargon if report.plainness else ()
    if sum(count for _, count in jargon) < JARGON_COUNT:
        return None
    named = [f'"{text}"' for text, _ in jargon[:NAMED_JARGON]]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    are, them = ("are", "them") if len(named) > 1 else ("is", "it")
    return Advice("plain", f"Say in everyday words what {listed} {are}, or leave {them} out.")


def _long_sentence(answer: Answer, report: Report) -> Advice | None:
    if report.plainness is None or report.plainness.longest is None:
        return None
    first, words = report.plainness.longest
    if words <= LONGEST_SENTENCE_WORDS:
        return None
    begins = short(answer, first, words)
    return Advice("plain", f'Make three sentences of this one, which has {words} words: "{begins}".')


def _no_example(answer: Answer, report: Report) -> Advice | None:
    if report.plainness is None or report.plainness.example is not None:
        return None
    return Advice("example", "Give one example from your listener's world, or say what it is like.")


def _too_long(answer: Answer, report: Report) -> Advice | None:
    if report.kind not in IN_TWO_MINUTES or report.length is None:
        return None
    if LENGTH.band(report.length.answer_s) != "long":
        return None
    minutes = report.length.answer_s / 60
    text = f"Say it again in two minutes, not {minutes:.1f}. Leave out what nobody would miss."
    return Advice("focus", text)


OF_OTHERS: tuple[Rule, ...] = (_asked, _not_concise, _jargon, _long_sentence, _no_example, _too_long)

IN_TWO_MINUTES: tuple[Kind, ...] = ("introduction", "scenario")
"""A design may take longer. Convention, as for stories."""


def good_of_others(answer: Answer, report: Report) -> Iterator[str]:
    """Steps and reasons, each with the words for it; nothing where such words mean little."""
    if report.kind not in ("scenario", "technical"):
        return
    if found := steps(answer):
        first, then = (quoted(answer, sentence) for sentence in found)
        yield f"You go step by step: {first}, and later {then}."
    if why := reason(answer):
        yield f"You say why: {quoted(answer, why)}."


_KEEP: dict[Kind, str] = {
    "asking": "Ask {} once more, then say nothing. The silence is theirs to fill.",
    "explaining": "Explain {} to a real person, and have them tell you what they understood.",
    "introduction": "Say {} once more to somebody who knows you, and ask what they will remember.",
    "scenario": 'Next, practise what they may ask after {}: "And if that does not work?"',
    "technical": 'Next, practise what they may ask after {}: "Why that way, and not another?"',
}


def keep_of_others(answer: Answer, report: Report, follow_up: str) -> Advice:
    """What to practise next where nothing is wrong."""
    if follow_up and report.kind in ("introduction", "scenario", "technical"):
        return Advice("keep", f"Next, practise what they may ask after {whole(answer)}: {follow_up}")
    abouts: dict[Kind, About] = {"asking": "asking", "explaining": "plain"}
    return Advice(abouts.get(report.kind, "keep"), _KEEP[report.kind].format(whole(answer)))
