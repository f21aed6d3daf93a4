"""Classes of small words, from the table `grammar.toml`."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from commitrack.lexicon.tables import read_table

Words = frozenset[str]


class Grammar(Struct, frozen=True):
    """A field for each class of words in the table; the comments there say what each is for."""

    modal: Words
    be: Words
    be_past: Words
    have: Words
    before: Words
    counting: Words
    keep: Words
    hold: Words
    held: Words
    take: Words
    take_past: Words
    deciding: Words
    chance: Words
    honoured: Words
    struck: Words
    settled: Words
    begun: Words
    under_way: Words
    accord: Words
    pursued: Words
    obliged: Words
    obliging: Words
    refused: Words
    singular: Words
    negated: Words
    negation: Words
    finite: Words
    strong_past: Words
    state: Words
    strong_participle: Words
    intending: Words
    continued: Words
    leaning: Words
    joined: Words
    vague: Words
    voiced: Words
    bound: Words
    eager: Words
    wishing: Words
    compelled: Words
    envisaged: Words
    perceived: Words
    only_to: Words
    asked: Words
    lasting: Words
    noun_stop: Words
    weighty: Words
    aiming: Words
    labour: Words
    avenue: Words
    weight: Words
    clausal: Words
    utmost: Words
    owned: Words
    article: Words
    possessed: Words
    agent: Words
    passive: Words
    conveyed: Words
    thanks: Words
    verdict: Words
    against: Words
    agreed: Words
    planned: Words
    awaited: Words
    timely: Words
    fresh: Words
    adding: Words
    absent: Words
    done: Words
    turning: Words
    subordinator: Words
    relative: Words
    within: Words
    benefit: Words
    inner: Words
    adverb_like: Words
    phrasal: Words
    adverb_pair: Words
    weekday: Words
    daytime: Words
    occasion: Words
    preposition: Words
    opener: Words
    quote: Words
    quotation: Words
    ellipsis: Words
    conjunction: Words
    participle_after: Words
    aside: Words
    trailing: Words
    manner: Words
    gerund_marker: Words
    sharing: Words
    shared: Words
    determiner: Words
    joint_work: Words
    no_object: Words
    own_joint: Words
    containing: Words
    elapsed: Words
    told: Words
    joint: Words
    collective: Words
    paper: Words
    issued: Words
    own_people: Words
    own_bodies: Words
    common: Words
    foreign: Words
    backing: Words
    taking_part: Words
    pronoun: Words
    modifier: Words
    counted: Words
    in_charge: Words
    field: Words
    institution: Words
    polity: Words
    headship: Words
    constitution: Words
    quantity: Words
    hardly_any: Words
    title: Words
    honour: Words
    rank: Words
    press: Words
    single_office: Words
    charged: Words
    opposite: Words
    general: Words
    charging: Words
    portfolio: Words
    governing: Words
    no_modifier: Words
    abbreviation: Words
    short: Words
    month: Words
    sentence_opener: Words
    national: Words
    office_opener: Words


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """Return the package's classes of small words."""
    table = read_table("grammar")
    return Grammar(**{name: frozenset(table[name].split()) for name in Grammar.__struct_fields__})
