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

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from rehearse.analysis.words import word_set
from rehearse.model.report import Likelihood

REACH = 4
"""At least so many words, or "", stand on either side of a place; most rules look no further."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a possible marker stands: its neighbours in the sentence, nearest first, "" beyond its ends.

    `until_mark` are the words up to the next punctuation, and the one after it. `comma_before` and
    `comma_after` hold for any mark that sets apart, and for the sentence's ends. `opens` is true after
    other openings too ("Yeah, so"), `starts` where the answer has hardly begun. A silence or a
    filled pause stands beside it where `hesitant`, on both sides where `isolated`.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    until_mark: tuple[str, ...]
    comma_before: bool
    comma_after: bool
    opens: bool
    closes: bool
    question: bool
    starts: bool
    hesitant: bool
    isolated: bool

    @property
    def apart(self) -> bool:
        return self.comma_before and self.comma_after

    @property
    def last(self) -> str:
        return self.before[0]

    @property
    def next(self) -> str:
        return self.after[0]


Test = Callable[[Place], bool]
Rule = tuple[Test, Likelihood | None]

SUBJECTS = word_set(
    """i we you they he she it who people everyone everybody nobody somebody someone there this that
    i'm i've i'd i'll we're we've we'd we'll you're you've they're they've they'd he's she's it's there's
    that's what's nobody's everyone's let's"""
)
PEOPLE = word_set("i we you they he she everyone everybody nobody somebody someone people who")
PEOPLE_ARE = word_set("i'm we're you're they're he's she's everyone's everybody's somebody's nobody's who's")
NO_SPEAKERS = word_set("it this that what which there things everything")
"""What may be like something, but says nothing."""
OBJECTS = word_set("it them him her me us this that these those something someone everything things stuff")
BE = (
    word_set("is was are were am be been being isn't wasn't weren't aren't")
    | PEOPLE_ARE
    | word_set("it's that's")
)
DETERMINERS = word_set(
    "a an the my our your his her their its this that these those some another any every each all both"
)
OPENINGS = word_set("yeah yes no okay ok oh alright right well so like now anyway and but because then")
"""What may stand before a word that still opens its sentence."""
PREPOSITIONS = word_set(
    """for in of with at by from about after over within on into around under during without through across
    between onto behind off"""
)
CONJUNCTIONS = word_set(
    "and but because 'cause cause cuz so then or that if when where which while since though until"
)
QUANTITIES = word_set(
    """one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million billion half zero several hundreds thousands"""
)
AMOUNTS = word_set(
    """couple few bunch lot lots half third quarter hundred thousand million billion dozen ton tons whole
    week month year day hour minute"""
)
INTENSIFIERS = word_set(
    """really super so very totally completely pretty too just literally basically actually always never all
    kind sort kinda sorta insanely extremely absolutely straight already almost way even maybe probably"""
)
OUTCRIES = word_set(
    "okay ok oh no yes yeah wow what why how wait hey please hello sorry alright dude man god"
)
UNIQUE = word_set("only first last worst best most whole really very super huge total biggest hardest main")
NOT_ADVERBS = word_set("family only early reply apply supply july italy friendly daily weekly monthly fly")
PAST = word_set(
    """went came said told knew took gave got fell froze broke threw ran saw began became was were had did
    would could should kept felt thought stood sat spent lost found left made wrote built brought met sent
    won held led paid forgot chose drove flew grew heard hid lent slept slid spoke stole stuck swore tore woke
    wore rang rose sang sank"""
)
EXPECTING = word_set(
    """need needs needed want wants wanted remember remembered promise promised send sends sending bought buy
    hire hired ordered order offer offered expect expected have has had having get gets got getting"""
)
"""Verbs after which nothing is compared before their object is named."""
BEGUN = word_set("started start starts began begin kept keep keeps up stopped stop")
BASE = word_set(
    """have get go do say think know see take make give want need try keep tell ask find come start be feel
    put understand stop bring become figure sit meet earn learn lose throw hide
    skip sell drive stand eat sleep wait listen"""
)
TO_BASE = BASE | word_set(
    """work run call show talk check turn move help write read plan build fix test step pull push rebuild
    manage"""
)
HAVING = word_set(
    """had have has having get gets got getting need needed take took takes taking spent spend want wanted
    lost gave give bought hired asked waited found saw knew led told went made make making built build wrote
    send sent use used using put brought kept keep picked set called call opened sold paid pay ran"""
)
PERCEIVED = word_set(
    """look looks looked looking feel feels felt feeling sound sounds sounded sounding seem seems seemed act
    acts acted acting smell taste behave behaved"""
)
AUXILIARIES = word_set(
    "do did does was were is am are have had has can will would could should may might must"
)
TALKING = (("you", "know"), ("i", "mean"))
NEGATED = word_set("not never don't didn't doesn't isn't wasn't weren't aren't couldn't can't won't wouldn't")


def _is_past(word: str) -> bool:
    return word in PAST or (
        word.endswith("ed") and len(word) > 4 and word not in ("need", "indeed", "hundred")
    )


def _is_doing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 4 and word not in ("nothing", "something", "anything")


def _is_adverb(word: str) -> bool:
    return word in INTENSIFIERS or (word.endswith("ly") and word not in NOT_ADVERBS)


def _is_amount(at: Place) -> bool:
    return (
        at.next[:1].isdigit()
        or at.next.split("-")[0] in QUANTITIES
        or at.next == "forever"
        or (at.next in ("a", "an", "the") and at.after[1] in AMOUNTS)
    )


def _last(words: frozenset[str] | str) -> Test:
    wanted = word_set(words) if isinstance(words, str) else words
    return lambda at: at.last in wanted


def _next(words: frozenset[str] | str) -> Test:
    wanted = word_set(words) if isinstance(words, str) else words
    return lambda at: at.next in wanted


def _goes_on_as_verb(at: Place) -> bool:
    """After "I like": what cannot be liked, so the verb is still to come."""
    return (
        _is_past(at.next)
        or at.next in BASE
        or (_is_adverb(at.next) and at.next not in ("really", "all", "so", "very", "too"))
        or at.after[:2] in TALKING
        or (at.comma_after and at.next == at.last)
    )


def _is_verb_like(at: Place) -> bool:
    """ "I like", "I really like", "they would like"; the word before the subject does not matter."""
    adverb = _is_adverb(at.last) or at.last in ("also", "still", "do", "both", "of")
    subject = at.before[1] if adverb else at.last
    return subject in PEOPLE | word_set("would wouldn't") or at.last in word_set(
        "would wouldn't i'd we'd you'd they'd he'd she'd don't didn't doesn't never do does did might may"
    )


def _quotes(at: Place) -> bool:
    """ "I was like", "they were all like", "I'd be like": somebody's words or thoughts follow."""
    before = [word for word in at.before if word not in ("all", "just", "really", "kind", "of")]
    last, subject = [*before, "", ""][:2]
    return (
        last in PEOPLE_ARE
        or (last in BE and subject in PEOPLE)
        or (last in BE and subject not in NO_SPEAKERS and (at.next in PEOPLE or _is_doing(at.next)))
        or (last == "be" and (subject in ("would", "just") or subject.endswith("'d")))
    )


def _is_fragment(at: Place) -> bool:
    """ "Like a picture book." and no clause that something is compared with."""
    *phrase, then = at.until_mark
    return not at.closes and not SUBJECTS & set(phrase) and then in CONJUNCTIONS | OPENINGS | {""}


def _tells_or(at: Place) -> bool:
    """ "it wasn't like a big fight or anything"."""
    return any(pair in pairwise(at.after) for pair in (("or", "anything"), ("or", "something")))


def _asks_what(at: Place) -> bool:
    return ("what" in at.before[:3] and (at.last in BE or at.last == "it")) or at.last == "what's"


LIKE: tuple[Rule, ...] = (
    (lambda at: at.apart and "what" not in at.before[:3], "likely"),
    (
        lambda at: at.last in PERCEIVED and at.next in word_set("really very super totally completely"),
        "likely",
    ),
    (_last(PERCEIVED), None),
    (_asks_what, None),  # what it was like
    (lambda at: at.last in ("think", "guess") and not at.comma_before and bool(BE & set(at.after)), "likely"),
    (lambda at: at.last in BE and at.after[:2] in TALKING, "likely"),
    (_last("something anything nothing somewhere"), None),
    (lambda at: at.last in word_set("goes go went") and at.next in PEOPLE | OUTCRIES, "likely"),
    (lambda at: at.next in SUBJECTS and at.after[1] in word_set("said say mentioned told explained"), None),
    (lambda at: at.last == "like", "likely"),
    (lambda at: at.last in BE and at.comma_after and not at.closes, "likely"),
    (lambda at: at.last == "not" and at.before[1] in BE, None),  # it's not like we
    (lambda at: at.last == "not" and not at.before[1], "possible"),
    (lambda at: at.last == "to" and (at.next in TO_BASE or at.comma_after or at.next in OUTCRIES), "likely"),
    (_last("not"), "likely"),
    (lambda at: at.before[:2] == ("know", "you"), "likely"),
    (lambda at: at.last in word_set("could should can will gonna") and at.next in TO_BASE, "likely"),
    (lambda at: _is_verb_like(at) and _goes_on_as_verb(at), "likely"),
    # One who likes something "just likes" it.
    (
        lambda at: (
            at.last == "just"
            and at.before[1] in ("it", "he", "she")
            and at.next not in word_set("that this him her them me us") | {""}
        ),
        "likely",
    ),
    (_is_verb_like, None),
    (_is_amount, "likely"),
    (
        lambda at: at.last in PREPOSITIONS and at.next not in ("mind", "manner", "") and not at.comma_before,
        "likely",
    ),
    (lambda at: at.last in DETERMINERS - {"that", "all", "both"} and not at.closes, "likely"),
    (lambda at: at.last == "there's" or (at.last in BE and at.before[1] == "there"), "likely"),
    (lambda at: at.last in BE and at.after[:2] == ("no", "other"), None),
    (lambda at: at.last in BE and (_is_adverb(at.next) or at.next in OUTCRIES), "likely"),
    (lambda at: at.last in BE and at.next in DETERMINERS and at.after[1] in UNIQUE, "likely"),
    (lambda at: _quotes(at) and at.next not in DETERMINERS | OBJECTS - {"it"} and not at.closes, "likely"),
    (_tells_or, "likely"),
    (_last(BE), None),
    (lambda at: at.next in word_set("most many all any every other others"), None),  # like most teams
    (lambda at: at.last in CONJUNCTIONS and (at.next == "to" or at.closes), None),
    (lambda at: at.last in CONJUNCTIONS and at.next in ("it", "them") and not at.after[1], None),
    (_last(CONJUNCTIONS), "likely"),
    (
        lambda at: (
            (at.last in HAVING or (at.last in OBJECTS and at.before[1] in HAVING))
            and (at.next in DETERMINERS or at.next == "no" or _is_adverb(at.next))
            and bool(at.after[1])
        ),
        "likely",
    ),
    (lambda at: at.last in EXPECTING and at.next not in SUBJECTS | OBJECTS | {"", "so"}, "likely"),
    (lambda at: at.last in BEGUN and at.next.endswith("ing"), "likely"),
    (lambda at: at.last in word_set("mostly usually probably maybe sometimes"), "likely"),
    (_next("way super totally completely literally extremely"), "likely"),
    (
        lambda at: at.last in ("very", "so", "pretty", "quite") and at.next not in DETERMINERS | OBJECTS,
        "likely",
    ),
    (
        lambda at: (
            _is_adverb(at.last)
            and (at.comma_after or _is_past(at.next) or at.next in BASE or _is_adverb(at.next))
        ),
        "likely",
    ),
    (lambda at: at.next in PAST or (at.last == "it" and _is_past(at.next)), "likely"),
    (lambda at: at.comma_before and _is_adverb(at.next), "likely"),
    (lambda at: at.opens and at.next in SUBJECTS, "likely"),
    (lambda at: at.opens and (at.next.endswith("ing") or _is_fragment(at)), "likely"),
    (lambda at: at.comma_before and at.next in SUBJECTS, "possible"),
    (lambda at: at.comma_after and not at.closes and "what" not in at.before, "possible"),
    (lambda at: at.isolated, "possible"),
)

KNOWN_THINGS = word_set(
    """how what the that where who why when whether if this it him her them me about of your a an more nothing
    exactly better best well everything anything my some all which their his our something someone to"""
)
WHO_KNOWS = word_set(
    """do did does don't didn't doesn't as if what that when how until once than who whom whatever before
    after everyone everything all people person someone anyone things to sure think more whether unless
    would will should could must might may can where which well let"""
)

YOU_KNOW: tuple[Rule, ...] = (
    (lambda at: at.after[:3] == ("what", "i", "mean") and at.last not in WHO_KNOWS, "likely"),
    (lambda at: at.apart, "likely"),
    (lambda at: at.last in WHO_KNOWS and not at.comma_before, None),
    (lambda at: at.until_mark[0] == "what" and len(at.until_mark) == 2 and not at.closes, "likely"),
    (_next("how what where why who"), None),
    (lambda at: at.last in BE | DETERMINERS | PREPOSITIONS | HAVING | {"like"}, "likely"),
    (lambda at: at.last in word_set("and but because") and at.next in ("it", "the"), "likely"),
    (lambda at: at.next in KNOWN_THINGS and not at.comma_after, None),
    (lambda at: at.opens or at.last in CONJUNCTIONS or at.next in SUBJECTS, "likely"),
    (lambda at: at.comma_after or at.comma_before or at.hesitant, "likely"),
)

I_MEAN: tuple[Rule, ...] = (
    (_last("what that all did do does which if whether think know"), None),
    (lambda at: bool({"when", "if"} & set(at.before)) and bool({"say", "tell"} & set(at.before)), None),
    (lambda at: "by" in at.before and not at.comma_before and not at.comma_after, None),  # by that I mean
    (lambda at: at.comma_after, "likely"),
    (_next("to by business well every"), None),
    (lambda at: at.next == "no" and at.after[1] in word_set("disrespect harm offence offense"), None),
    (lambda at: at.next in ("it", "that") and at.after[1] in ("", "when", "in", "and", "the"), None),
    (lambda at: True, "likely"),
)

KINDS = word_set(
    """a an what which this that these those some any the same every each another different all no one two
    three many various my our your his her their whatever first several few most new best other particular
    certain only such right wrong exact special"""
)
ADJECTIVE_ENDINGS = ("ful", "ous", "ive", "al", "ic", "able", "ible", "ish", "less", "est")
ADJECTIVES = word_set(
    "strange weird odd good bad worst big small nice rare similar specific common great healthy"
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
    (_names_a_kind, None),
    (_is_kindness, None),
    (lambda at: True, "likely"),
)

RESUMING = word_set("yeah anyway basically like actually okay well")


def _resumes(at: Place) -> bool:
    return at.next in RESUMING or at.after[:2] in TALKING


SO: tuple[Rule, ...] = (
    (_next("yeah"), "likely"),
    (lambda at: at.closes and at.comma_before and not at.starts and at.last != "and", "likely"),
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
    (_next("what when there to for"), "likely"),  # consequences begin with somebody
    (lambda at: True, "possible"),
)

WELL: tuple[Rule, ...] = (
    (_next("done over before after under beyond above below known enough aware into played said"), None),
    (lambda at: at.opens or at.apart, "likely"),
    (lambda at: at.last in ("and", "but") and (at.comma_after or at.next in SUBJECTS), "likely"),
    (_last("like said thought goes"), "likely"),
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
    (lambda at: at.opens and at.next in ("so", "okay"), "likely"),
)

OKAY_SO: tuple[Rule, ...] = ((lambda at: at.opens or at.comma_before, "likely"),)

OKAY: tuple[Rule, ...] = (
    (lambda at: at.opens and at.apart, "likely"),
    (lambda at: at.opens and at.next not in ("with", "for", "to"), "possible"),
)

BELIEVED = word_set(
    """thought think expected assumed assume believed seemed seem supposed said told pretended looked looks
    paper"""
)
BUT = word_set("but though although while instead than never nobody")
ASKED = word_set("what who whether if how why which when than prove proved check checked verify sure")

ACTUALLY: tuple[Rule, ...] = (
    (lambda at: at.last in NEGATED | ASKED, None),
    (lambda at: at.opens, "likely"),
    (lambda at: bool(ASKED & set(at.before[:REACH])) or at.question, None),
    (lambda at: bool(BELIEVED & set(at.before)) and bool(BUT & set(at.before)), None),
    (lambda at: bool((BELIEVED | BUT) & set(at.before)), "possible"),
    (lambda at: at.closes and not at.comma_before, None),
    (lambda at: True, "likely"),
)

BASICALLY: tuple[Rule, ...] = (
    (lambda at: at.opens or at.apart or at.last in BE, "likely"),
    (lambda at: at.comma_after or at.next in ("and", "or"), None),  # they are built basically
    (lambda at: True, "likely"),
)

LITERALLY: tuple[Rule, ...] = (
    (_last(NEGATED | word_set("means meant translated translates taken quite too very")), None),
    (_next("translated speaking means"), None),
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
