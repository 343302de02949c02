"""What makes a word a discourse marker where it stands: a table of rules for each, read from the top.

The first rule that holds decides, and where none does the word is an ordinary one. Rules look at the
words on either side and at the punctuation; no grammar is parsed. What counts as a filler at all is said
in benchmarks/accuracy/markers.py, beside the sentences that the rules were fitted on and measured by.

Tags of parts of speech do no better. On the sentences held back, the rules have P .98, R .91; spaCy's small
model, its tag, relation and head of each marker voted on by the other sentences, P .73, R .83; the rules
helped out by its surest votes P .97, R .93, for 150 MB and a second to load. A perceptron of 1 MB
(denckring-en-pos) has P .62, R .78. So there are no tags here.
"""

from __future__ import annotations

from rehearse.analysis.marker_places import (
    REACH,
    TALKING,
    Place,
    Rule,
    asks_what,
    goes_on_as_verb,
    is_adverb,
    is_amount,
    is_doing,
    is_fragment,
    is_past,
    is_verb_like,
    last_is,
    next_is,
    quotes,
    tells_or,
)
from rehearse.analysis.marker_words import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES,
    ASKED,
    AUXILIARIES,
    BASE,
    BE,
    BEGUN,
    BELIEVED,
    BUT,
    CONJUNCTIONS,
    CRUTCH_BEFORE,
    DETERMINERS,
    EXPECTING,
    HAVING,
    KINDS,
    KNOWN_THINGS,
    NEGATED,
    NOT_BEFORE_RIGHT,
    OBJECTS,
    OUTCRIES,
    PEOPLE,
    PERCEIVED,
    PREPOSITIONS,
    QUANTITIES,
    RESUMING,
    SUBJECTS,
    TO_BASE,
    UNIQUE,
    WHO_KNOWS,
)
from rehearse.analysis.words import word_set

FAR = 8
"""Words up to which a belief is remembered that "actually" speaks against."""

LIKE: tuple[Rule, ...] = (
    (lambda at: at.apart and "what" not in at.before[:3], "likely"),
    (
        lambda at: at.last in PERCEIVED and at.next in word_set("really very super totally completely"),
        "likely",
    ),
    (last_is(PERCEIVED), None),
    (asks_what, None),  # what it was like
    (lambda at: at.last in ("think", "guess") and not at.comma_before and bool(BE & set(at.after)), "likely"),
    (lambda at: at.last in BE and at.after[:2] in TALKING, "likely"),
    (last_is("something anything nothing somewhere"), None),
    (lambda at: at.last in word_set("goes go went") and at.next in PEOPLE | OUTCRIES, "likely"),
    (lambda at: at.next in SUBJECTS and at.after[1] in word_set("said say mentioned told explained"), None),
    (lambda at: at.last == "like", "likely"),
    (lambda at: at.last in BE and at.comma_after and not at.closes, "likely"),
    (lambda at: at.last == "not" and at.before[1] in BE, None),  # it's not like we
    (lambda at: at.last == "not" and not at.before[1], "possible"),
    (lambda at: at.last == "not" and at.before[1] in AUXILIARIES - BE, None),  # did not like
    (lambda at: at.before[:2] == ("of", "kind") and at.next == "to", None),
    (lambda at: at.last == "to" and (at.next in TO_BASE or at.comma_after or at.next in OUTCRIES), "likely"),
    (last_is("not"), "likely"),
    (lambda at: at.last in BE and at.next in ("not", "to"), "likely"),
    (lambda at: at.last in BE and at.next in word_set("round around past up out over under all"), "likely"),
    (lambda at: at.last in ("it", "them", "that") and at.next in ("that", "this"), None),  # kept it like that
    (lambda at: at.next == "every" and is_past(at.last), "likely"),
    (lambda at: at.before[:2] == ("know", "you"), "likely"),
    (lambda at: at.last in word_set("could should can will gonna") and at.next in TO_BASE, "likely"),
    (lambda at: is_verb_like(at) and goes_on_as_verb(at), "likely"),
    # One who likes something "just likes" it.
    (
        lambda at: (
            at.last == "just"
            and at.before[1] in ("it", "he", "she")
            and at.next not in word_set("that this him her them me us") | {""}
        ),
        "likely",
    ),
    (is_verb_like, None),
    (is_amount, "likely"),
    (
        lambda at: at.last in PREPOSITIONS and at.next not in ("mind", "manner", "") and not at.comma_before,
        "likely",
    ),
    (lambda at: at.last in DETERMINERS - {"that", "all", "both"} and not at.closes, "likely"),
    (lambda at: at.last == "there's" or (at.last in BE and at.before[1] == "there"), "likely"),
    (lambda at: at.last in BE and at.after[:2] == ("no", "other"), None),
    (lambda at: at.last in BE and (is_adverb(at.next) or at.next in OUTCRIES), "likely"),
    (lambda at: at.last in BE and at.next in DETERMINERS and at.after[1] in UNIQUE, "likely"),
    (lambda at: quotes(at) and at.next not in DETERMINERS | OBJECTS - {"it"} and not at.closes, "likely"),
    (tells_or, "likely"),
    (last_is(BE), None),
    (lambda at: at.next in word_set("most many all any every other others"), None),  # like most teams
    (lambda at: at.last in CONJUNCTIONS and (at.next == "to" or at.closes), None),
    (lambda at: at.last in CONJUNCTIONS and at.next in ("it", "them") and not at.after[1], None),
    (last_is(CONJUNCTIONS), "likely"),
    (
        lambda at: (
            (at.last in HAVING or (at.last in OBJECTS and at.before[1] in HAVING))
            and (at.next in DETERMINERS or at.next == "no" or is_adverb(at.next))
            and bool(at.after[1])
        ),
        "likely",
    ),
    (lambda at: at.last in EXPECTING and at.next not in SUBJECTS | OBJECTS | {"", "so"}, "likely"),
    (lambda at: at.last in BEGUN and at.next.endswith("ing"), "likely"),
    (lambda at: at.last in word_set("mostly usually probably maybe sometimes"), "likely"),
    (next_is("way super totally completely literally extremely"), "likely"),
    (
        lambda at: at.last in ("very", "so", "pretty", "quite") and at.next not in DETERMINERS | OBJECTS,
        "likely",
    ),
    (
        lambda at: (
            is_adverb(at.last)
            and (at.comma_after or is_past(at.next) or at.next in BASE or is_adverb(at.next))
        ),
        "likely",
    ),
    (lambda at: is_past(at.next) and at.last not in DETERMINERS, "likely"),
    (lambda at: at.comma_before and is_adverb(at.next), "likely"),
    (lambda at: at.opens and at.next in SUBJECTS, "likely"),
    (lambda at: at.opens and (at.next.endswith("ing") or is_fragment(at)), "likely"),
    (lambda at: at.unmarked and at.next in ("when", "that's", "it's", "first"), "likely"),
    (lambda at: at.unmarked and at.last in CRUTCH_BEFORE and at.next in SUBJECTS, "likely"),
    (lambda at: at.comma_before and at.next in SUBJECTS, "possible"),
    (lambda at: at.comma_after and not at.closes and "what" not in at.before, "possible"),
    (lambda at: at.isolated, "possible"),
    (lambda at: at.unmarked and at.closes and "what" not in at.before and at.last not in PEOPLE, "likely"),
)


YOU_KNOW: tuple[Rule, ...] = (
    (lambda at: at.after[:3] == ("what", "i", "mean") and at.last not in WHO_KNOWS, "likely"),
    (lambda at: at.apart, "likely"),
    (lambda at: at.last in WHO_KNOWS and at.next in BASE, "likely"),
    (
        lambda at: (
            at.last in ("people", "which", "person") and at.next in SUBJECTS | {"because", "and", "so"}
        ),
        "likely",
    ),
    (lambda at: at.last in WHO_KNOWS and not at.comma_before, None),
    (lambda at: at.until_mark[0] == "what" and len(at.until_mark) == 2 and not at.closes, "likely"),
    (next_is("how what where why who"), None),
    (lambda at: at.last in BE | DETERMINERS | PREPOSITIONS | HAVING | {"like"}, "likely"),
    (lambda at: at.last in word_set("and but because") and at.next in ("it", "the"), "likely"),
    (
        lambda at: (
            at.last not in SUBJECTS | CONJUNCTIONS | {"", "only", "then", "now"}
            and at.next in word_set("when who which it the my a to of that is")
        ),
        "likely",
    ),
    (
        lambda at: at.last in word_set("and but because so") and at.next in word_set("that my a he this"),
        "likely",
    ),
    (lambda at: at.unmarked and at.closes, "likely"),
    (lambda at: at.opens and at.next in word_set("my our"), "likely"),
    (lambda at: at.next in KNOWN_THINGS and not at.comma_after, None),
    (lambda at: at.opens or at.last in CONJUNCTIONS or at.next in SUBJECTS, "likely"),
    (lambda at: at.comma_after or at.comma_before or at.hesitant, "likely"),
    (lambda at: not at.closes, "likely"),
)


I_MEAN: tuple[Rule, ...] = (
    (lambda at: at.last == "which" and at.next in BE, "likely"),
    (last_is("what that all did do does which if whether think know"), None),
    (lambda at: bool({"when", "if"} & set(at.before)) and bool({"say", "tell"} & set(at.before)), None),
    (lambda at: "by" in at.before[:2] and not at.comma_before and not at.comma_after, None),  # by that I mean
    (lambda at: at.comma_after, "likely"),
    (next_is("to by business well every"), None),
    (lambda at: at.next == "no" and at.after[1] in word_set("disrespect harm offence offense"), None),
    (lambda at: at.next in ("it", "that") and at.after[1] in ("", "when", "in", "and", "the"), None),
    (lambda at: True, "likely"),
)


def _names_a_kind(at: Place) -> bool:
    adjective = at.last in ADJECTIVES or at.last.endswith(ADJECTIVE_ENDINGS)
    return at.last in KINDS or (adjective and at.before[1] in KINDS)


def _is_kindness(at: Place) -> bool:
    """ "that was kind of you", "very kind of my boss to ask"."""
    owned = at.next in word_set("my your his her our their") and "to" in at.after[2:4]
    return owned or (at.next in word_set("you him her them me us") and at.after[1] in ("", "to"))


SORT_OF: tuple[Rule, ...] = (
    (lambda at: at.apart or (at.last == "all" and at.before[1] in PEOPLE), "likely"),
    (lambda at: at.opens and at.next == "the", None),
    (_names_a_kind, None),
    (_is_kindness, None),
    (lambda at: True, "likely"),
)


def _resumes(at: Place) -> bool:
    return at.next in RESUMING or at.after[:2] in TALKING


SO: tuple[Rule, ...] = (
    (next_is("yeah"), "likely"),
    (lambda at: at.closes and at.comma_before and not at.starts and at.last != "and", "likely"),
    (lambda at: at.last == "and" and at.next in ("like", "basically"), None),
    (lambda at: at.last == "and" and (at.apart or _resumes(at)), "likely"),
    (lambda at: not at.opens and at.apart, "possible"),
    (lambda at: not at.opens, None),
    (
        lambda at: (
            at.next in word_set("far much many long few little often soon as be") and not at.comma_after
        ),
        None,
    ),
    (lambda at: at.next == "that" and at.after[1] not in BE | AUXILIARIES | word_set("kind sort"), None),
    (lambda at: at.next in AUXILIARIES and not at.last, None),  # so did I
    (lambda at: at.comma_after or _resumes(at), "likely"),
    (lambda at: at.last in ("and", "but"), None),
    (lambda at: at.starts or bool(at.last), "likely"),
    (next_is("what when there to for"), "likely"),  # consequences begin with somebody
    (lambda at: True, "possible"),
)


WELL: tuple[Rule, ...] = (
    (next_is("done over before after under beyond above below known enough aware into played said"), None),
    (lambda at: at.opens or at.apart, "likely"),
    (
        lambda at: (
            at.last in ("and", "but")
            and (at.comma_after or at.next in SUBJECTS | DETERMINERS | {"at", "in", "on", "after", "then"})
        ),
        "likely",
    ),
    (lambda at: at.after[:2] in (("i", "guess"), ("i", "think"), ("you", "know"), ("i", "mean")), "likely"),
    (last_is("like said thought goes"), "likely"),
    (lambda at: at.last in PEOPLE and at.next == at.last, "likely"),
    (lambda at: at.unmarked and at.last in ("was", "is") and at.next in PEOPLE, "likely"),
)


RIGHT: tuple[Rule, ...] = (
    (
        lambda at: (
            at.closes
            and at.question
            and at.last not in SUBJECTS | BE | {"that", "all", "got", "get", "the", ""}
        ),
        "likely",
    ),
    (lambda at: at.apart, "likely"),
    (lambda at: at.opens and at.next in ("so", "okay", "well"), "likely"),
    (
        lambda at: (
            at.unmarked
            and at.last not in NOT_BEFORE_RIGHT | SUBJECTS | BE | DETERMINERS | PREPOSITIONS
            and at.next not in ("there", "then")
            and (at.closes or at.next in SUBJECTS | CONJUNCTIONS | QUANTITIES)
        ),
        "likely",
    ),
)


OKAY_SO: tuple[Rule, ...] = ((lambda at: at.opens or at.comma_before, "likely"),)


OKAY: tuple[Rule, ...] = (
    (lambda at: at.apart and not at.quoted and at.last not in BE | {"like"}, "likely"),
    (lambda at: at.opens and at.next in ("well", "right", "yeah", "like"), "likely"),
    (
        lambda at: (
            at.unmarked
            and not at.opens
            and at.last
            not in BE
            | DETERMINERS
            | PEOPLE
            | word_set("like is feel felt be said everything all it looks not")
            and at.next in CONJUNCTIONS | PREPOSITIONS | SUBJECTS
        ),
        "likely",
    ),
    (lambda at: at.opens and at.unmarked and at.next in SUBJECTS | DETERMINERS, "likely"),
    (lambda at: at.opens and at.next not in ("with", "for", "to"), "possible"),
)


ACTUALLY: tuple[Rule, ...] = (
    (next_is("meant mean"), None),
    (lambda at: at.opens and is_doing(at.next) and not at.comma_after, None),  # actually reading it
    (lambda at: at.last in NEGATED | ASKED, None),
    (lambda at: at.opens, "likely"),
    (lambda at: at.next in ("did", "was", "is", "does", "do") and at.after[1] in ("", "which", "and"), None),
    (lambda at: bool(ASKED - {"who", "which"} & set(at.before[:REACH])) or at.question, None),
    (lambda at: bool(BELIEVED & set(at.before)) and bool(BUT & set(at.before)), None),
    (lambda at: bool(BELIEVED & set(at.before)) or bool(BUT & set(at.before[:FAR])), "possible"),
    (lambda at: at.closes and not at.comma_before, None),
    (lambda at: True, "likely"),
)


BASICALLY: tuple[Rule, ...] = (
    (lambda at: at.after[:2] == ("the", "same") or at.last == "only", None),
    (lambda at: at.opens or at.apart or at.last in BE, "likely"),
    (lambda at: at.comma_after or at.next in ("and", "or"), None),  # they are built basically
    (lambda at: True, "likely"),
)


LITERALLY: tuple[Rule, ...] = (
    (last_is(NEGATED | word_set("means meant translated translates taken quite too very")), None),
    (next_is("translated speaking means every to"), None),
    (lambda at: "every" in at.after[:3], None),  # literally counted every screw
    *BASICALLY,
)


RULES: dict[tuple[str, ...], tuple[Rule, ...]] = {
    ("all", "right", "so"): OKAY_SO,
    ("okay", "so"): OKAY_SO,
    ("ok", "so"): OKAY_SO,
    ("alright", "so"): OKAY_SO,
    ("you", "know"): YOU_KNOW,
    ("i", "mean"): I_MEAN,
    ("sort", "of"): SORT_OF,
    ("kind", "of"): SORT_OF,
    ("sorta",): SORT_OF,
    ("kinda",): SORT_OF,
    ("like",): LIKE,
    ("so",): SO,
    ("well",): WELL,
    ("right",): RIGHT,
    ("okay",): OKAY,
    ("ok",): OKAY,
    ("alright",): OKAY,
    ("actually",): ACTUALLY,
    ("basically",): BASICALLY,
    ("literally",): LITERALLY,
}
"""The rules of each marker; of two that begin alike the longer stands first."""
