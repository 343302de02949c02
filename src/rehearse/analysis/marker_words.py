"""The words that the rules of `marker_rules` look for around a discourse marker."""

from __future__ import annotations

from rehearse.analysis.words import word_set

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
NEGATED = word_set("not never don't didn't doesn't isn't wasn't weren't aren't couldn't can't won't wouldn't")
KNOWN_THINGS = word_set(
    """how what the that where who why when whether if this it him her them me about of your a an more nothing
    exactly better best well everything anything my some all which their his our something someone to"""
)
WHO_KNOWS = word_set(
    """do did does don't didn't doesn't as if what that when how until once than who whom whatever before
    after everyone everything all people person someone anyone things to sure think more whether unless
    would will should could must might may can where which well let"""
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
CRUTCH_BEFORE = word_set("honestly mean really yeah so anyway obviously basically")
"""Words that say little themselves; "like" behind them says less."""
NOT_BEFORE_RIGHT = word_set(
    """all turn turned turns just about quite exactly looks looked seems got get gets getting put not is wrong
    human feel felt sound sounds far almost came went made it doing do did go going everything absolutely so
    and or out him her them says said"""
)
"""Behind these "right" is an adjective or an adverb."""
RESUMING = word_set("yeah anyway basically like actually okay well")
BELIEVED = word_set(
    """thought think expected assumed assume believed seemed seem supposed said told pretended looked looks
    paper"""
)
BUT = word_set("but though although while instead than never nobody")
ASKED = word_set("what who whether if how why which when than prove proved check checked verify sure")
