"""What makes a word a hedge, a crutch word or a vague ending where it stands, as `marker_rules` does for
markers.

Hedges make a claim weaker ("I guess", "a bit"), crutch words add weight to nothing ("honestly", "just"),
vague endings leave open what else there was ("and stuff", "or whatever"). On recorded interviews a style
without them raised the competence that listeners heard (Parton 2002; Hosman 1989). What is counted is said in
benchmarks/disfluency, beside the sentences that the rules are measured by. Where a word does real work ("just
under ten", "I think in pictures", "maybe two litres") it is none.
"""

from __future__ import annotations

from rehearse.analysis.marker_places import Place, Rule, is_amount, is_doing, is_past, last_is, next_is
from rehearse.analysis.marker_words import (
    ASKED,
    AUXILIARIES,
    BASE,
    BE,
    DETERMINERS,
    NEGATED,
    PEOPLE,
    PEOPLE_ARE,
    PREPOSITIONS,
    SUBJECTS,
)
from rehearse.analysis.words import word_set

Rules = tuple[Rule, ...]

_SAYING = word_set("said says say saying asked told tell wrote answered replied shouted thought")
MINE = word_set("i i'd i'm i've i'll we we'd we're we've we'll")
_HAVING = word_set(
    "have has had haven't hasn't hadn't i've we've they've you've he's she's they'd he'd she'd having"
)
_WOULD = word_set(
    "would will can could should might may to gonna i'd i'll we'd we'll they'd he'd she'd they'll you'll"
)
_JOINED = word_set("and but so because or though although")
_ADVERBS = word_set(
    """just really kind sort of actually basically literally probably maybe simply honestly also then
    always never"""
)

ALWAYS: Rules = ((lambda at: True, "likely"),)


def is_quoted(at: Place) -> bool:
    """Somebody's words: "he said, I think ..."."""
    return at.quoted or (at.last in _SAYING and at.comma_before)


def _bounded(at: Place) -> bool:
    """Nothing follows that it could belong to."""
    return at.comma_after or at.next in _JOINED | SUBJECTS | word_set(
        "when if where while then who which since until before after in at on like"
    )


APART: Rules = ((lambda at: at.apart or (at.opens and at.comma_after), "likely"),)
"""What is a filler only between marks."""


def _tells(at: Place) -> bool:
    """Whether a clause follows, with a verb of its own."""
    return at.comma_after or any(word in BE | AUXILIARIES or is_past(word) for word in at.after[:6])


CLAUSE: Rules = (
    (is_quoted, None),
    (last_is("what how as than that when whether if who why where everything all whenever"), None),
    (lambda at: at.last in ("do", "did") and at.question, None),
    (lambda at: at.next in DETERMINERS | {"nothing"} and not _tells(at), None),  # I guess the weight
    (lambda at: at.after[:2] == ("about", "a") or at.after[:3] == ("in", "a", "way"), "likely"),
    (
        next_is(
            """about of in back through ahead twice for on differently more less fast hard too highly well
            so this it's"""
        ),
        None,
    ),
    (lambda at: at.next == "like" and at.after[1] in ("a", "an"), None),
    (lambda at: True, "likely"),
)
"""I think, I guess: not "what I think", "I think about it"."""

FEEL_LIKE: Rules = (
    (is_quoted, None),
    (lambda at: at.next in ("a", "an", "doing", "crying") or is_doing(at.next), None),
    (last_is("when makes make made"), None),
    (lambda at: True, "likely"),
)

MAYBE: Rules = (
    (is_quoted, None),
    (lambda at: at.last in BE and at.next == "not", "likely"),
    (lambda at: at.last == "or" or at.next in ("not", "one", "once"), None),
    (lambda at: "maybe" in at.before or "maybe" in at.after or "perhaps" in at.after, None),
    (is_amount, None),
    (lambda at: True, "likely"),
)

PROBABLY: Rules = (
    (is_quoted, None),
    (next_is("from because due for by on in at not around about"), None),
    (lambda at: bool(set(at.before[:2]) & MINE) or at.opens, "likely"),
    (lambda at: at.last in BE and at.before[1] not in word_set("he she they"), "likely"),
)

A_BIT: Rules = (
    (
        next_is(
            """more less longer later earlier further of like after before better worse higher lower bigger
            smaller"""
        ),
        None,
    ),
    (is_quoted, None),
    (lambda at: at.last in _SAYING, None),
    (lambda at: at.next.endswith("er") and at.next not in ("over", "under"), None),
    (next_is("about"), "likely"),
    (
        lambda at: (
            at.last
            in BE
            | word_set("i'm felt feel feeling got get getting seem seemed looked sounded been became made")
            and not at.closes
        ),
        "likely",
    ),
    (lambda at: at.comma_before and not at.closes, "likely"),
    (lambda at: at.hesitant, "likely"),
)

NOT_SURE: Rules = (
    (is_quoted, None),
    (last_is("if when because that"), None),
    (
        next_is(
            "if how what why whether the that who where which when about anything her him them it you any"
        ),
        None,
    ),
    (lambda at: at.comma_after or at.next in ("but", "maybe", "i", "like"), "likely"),
)

HOPEFULLY: Rules = ((lambda at: at.opens or at.apart or at.last in _JOINED, "likely"),)

JUST: Rules = (
    (is_quoted, None),
    (lambda at: at.last in ("and", "fair", "or") and (at.comma_after or at.closes), None),
    (last_is(NEGATED | _HAVING | word_set("not cannot isn't only")), None),
    (
        next_is(
            """under over below above before after about enough right in now as like one two past outside
            inside behind short finished arrived left missed because at around off then this how that what
            beyond across"""
        ),
        None,
    ),
    (is_amount, None),
    (lambda at: at.before[:2] == ("know", "you"), "likely"),
    (
        lambda at: at.next == "started" and at.after[1] not in ("a", "each", "the", "to", "with", "every"),
        None,
    ),
    (lambda at: at.next == "had", "possible"),
    (lambda at: at.last in BE and at.next in BASE | {"you", "that"}, "likely"),
    (lambda at: is_doing(at.next) and (at.last in BE or at.last.endswith(("'s", "'re", "'m"))), None),
    (lambda at: at.last in PEOPLE_ARE | word_set("i'm we're"), "likely"),
    (lambda at: at.last in PEOPLE | _WOULD | _ADVERBS | _JOINED | word_set("it that which this"), "likely"),
    (lambda at: at.next in ("really", "kind", "sort", "basically", "like"), "likely"),
    (lambda at: is_past(at.next) and not at.opens, "likely"),
    (lambda at: at.last in ("was", "am", "were") and at.before[1] in MINE, "likely"),
    (lambda at: at.hesitant or (at.last in BE and at.before[1] in ("it", "that", "this")), "possible"),
)

REALLY: Rules = (
    (is_quoted, None),
    (last_is(NEGATED | word_set("not do did does how so")), None),
    (next_is("do did does mean hard good bad were was is are"), None),
    (lambda at: bool(ASKED & set(at.before[:4])), None),
    (lambda at: at.opens and at.comma_after, "likely"),
    (lambda at: at.apart, "likely"),
    (
        lambda at: (
            at.last in PEOPLE | _WOULD | word_set("just actually i've we've") and at.next not in DETERMINERS
        ),
        "likely",
    ),
    (lambda at: at.next in NEGATED, "likely"),
)

HONESTLY: Rules = (
    (is_quoted, None),
    (lambda at: at.opens and at.next not in ("earned", "made"), "likely"),
    (lambda at: at.apart, "likely"),
    (
        lambda at: at.last in SUBJECTS | _JOINED | {"just", "mean"} and at.next not in ("and", "or", ""),
        "likely",
    ),
)

OBVIOUSLY: Rules = (
    (lambda at: at.opens or at.apart, "likely"),
    (last_is(BE), "possible"),
    (lambda at: at.last in _JOINED | SUBJECTS | {"mean", "then"}, "likely"),
    (lambda at: at.comma_before and at.next in SUBJECTS, "likely"),
)

ANYWAY: Rules = (
    (is_quoted, None),
    (lambda at: at.opens or at.apart, "likely"),
    (lambda at: at.last in ("so", "but", "and") or (at.comma_before and at.next in SUBJECTS), "likely"),
)

YEAH: Rules = (
    (is_quoted, None),
    (lambda at: bool({"said", "says"} & set(at.after[:5])), None),
    (lambda at: at.opens or at.apart or at.last in ("so", "but", "and", "well", "mean"), "likely"),
)

DAY: Rules = (
    (last_is("until by"), None),
    (next_is("shift trip"), None),
    (lambda at: True, "likely"),
)

OF_COURSE: Rules = (
    (is_quoted, None),
    (last_is("yes yeah"), None),
    (lambda at: at.apart or at.opens, "likely"),
    (last_is("and but because so"), "likely"),
    (last_is("matter"), None),
    (lambda at: at.unmarked, "likely"),
)

SIMPLY: Rules = (
    (last_is(NEGATED | {"put"}), None),
    (lambda at: at.last in PEOPLE and (is_past(at.next) or at.next in BASE), "likely"),
)

DEFINITELY: Rules = (
    (last_is(NEGATED | {"not"}), None),
    (lambda at: at.opens or at.apart or at.last in PEOPLE | _WOULD | _ADVERBS | PEOPLE_ARE, "likely"),
)

WHATEVER: Rules = (
    (
        lambda at: at.apart and (at.closes or at.last in ("but", "so")) and at.last not in ("or", "and"),
        "likely",
    ),
    (
        lambda at: at.last == "but" and (at.comma_after or at.next in word_set("by in at the we i they")),
        "likely",
    ),
)

LOOK: Rules = (
    (is_quoted, None),
    (lambda at: at.apart and not at.opens and not at.closes, "likely"),
    (lambda at: at.opens and at.comma_after and not at.closes, "likely"),
    (lambda at: at.unmarked and at.opens and at.next in PEOPLE, "likely"),
)
YOU_SEE: Rules = (
    (lambda at: at.apart or (at.opens and at.comma_after), "likely"),
    (last_is("when if do did what that as until before once whenever"), None),
    (
        lambda at: at.unmarked and at.next in SUBJECTS | PREPOSITIONS | word_set("my the") and at.opens,
        "likely",
    ),
)
FAIRLY: Rules = (
    (lambda at: at.last in PEOPLE_ARE | word_set("am was were been i'm") and not at.closes, "likely"),
)

SURE: Rules = (
    (
        lambda at: at.opens and not at.closes and (at.comma_after or at.unmarked) and at.next in SUBJECTS,
        "likely",
    ),
)
NOW: Rules = ((lambda at: at.opens and at.comma_after and not at.closes and not is_quoted(at), "likely"),)
TAG: Rules = ((lambda at: at.comma_before and at.comma_after and not at.question, "likely"),)

ABSOLUTELY: Rules = (
    *APART,
    (lambda at: at.last in BE | {"absolutely"} and at.next.endswith("ed"), "likely"),
    (lambda at: at.next in ("totally", "completely") or at.last in PEOPLE, "likely"),
    (next_is("everything nothing everyone everybody nobody anything no loved love hated"), "likely"),
)
BELIEVE_ME: Rules = (
    *APART,
    (last_is(PEOPLE | NEGATED | _WOULD | word_set("not didn't to people")), None),
    (lambda at: at.unmarked, "likely"),
)
NAME_IT: Rules = ((last_is("whatever if what"), None), *ALWAYS)

_DONE = word_set(
    """do does did doing done say said says saying have had has having love loved enjoy enjoyed handle handled
    know knew want wanted need needed see saw seen make made get got learn learned learnt other these fix
    fixed heard hear write wrote"""
)

ENDING: Rules = (
    (lambda at: at.comma_after, "likely"),
    (next_is("of which about in on for with to from at"), None),
    (lambda at: True, "likely"),
)
OPEN_ENDING: Rules = ((_bounded, "likely"),)
"""What is as often the beginning of something: "or something to eat"."""
CLOSING: Rules = ((lambda at: at.comma_after, "likely"),)
LISTED: Rules = (
    (lambda at: at.comma_before or at.last in ("and", "or"), "likely"),
    (last_is(_DONE | PREPOSITIONS | DETERMINERS | BE | word_set("like")), None),
    (lambda at: at.unmarked, "likely"),
    (lambda at: at.closes, "possible"),
)
