"""The English words the finder goes by: cues of attribution, titles, and the small words between them."""

from enum import Flag, auto


class Takes(Flag):
    """What may follow a cue as the content of a statement."""

    QUOTATION = auto()
    CLAUSE = auto()  # "said that he would", "said he would"
    THAT = auto()  # only with "that"
    OBJECT = auto()  # "stressed the importance of"
    INFINITIVE = auto()  # "promised to"
    PERSON = auto()  # somebody told stands before the content: "told reporters that"
    QUESTION = auto()  # "asked whether"
    NAMING = auto()  # "called the plan “a lamp without a cord”"


_Q, _C, _T, _O, _I, _P, _W, _N = (
    Takes.QUOTATION,
    Takes.CLAUSE,
    Takes.THAT,
    Takes.OBJECT,
    Takes.INFINITIVE,
    Takes.PERSON,
    Takes.QUESTION,
    Takes.NAMING,
)

_LEMMAS: dict[Takes, str] = {
    _Q | _C: """say add claim argue insist maintain contend assert concede reply testify joke respond caution quip
        estimate conclude hint write remark observe comment imply counter opine surmise theorize reason confess brag
        elaborate guarantee forecast project whisper text plead post""",
    _Q | _T: """charge agree complain continue boast speculate protest concur attest confide profess posit grumble gripe
        divulge object aver signal intimate reflect theorise volunteer appeal retort muse exclaim interject scoff shout
        yell scream thunder gush marvel mutter murmur mumble rant fume snap sigh enthuse rage rue""",
    _Q | _C | _O: """echo explain tweet report suggest predict note announce declare state acknowledge admit reveal
        allege confirm recall reiterate repeat stress emphasize emphasise underline underscore highlight disclose
        affirm reaffirm mention""",
    _Q | _T | _O: """lament deny indicate propose demand disagree dispute proclaim advocate recommend request clarify
        specify summarize summarise credit""",
    _Q | _C | _I: "promise pledge vow swear threaten",
    _Q | _C | _P: "assure remind inform reassure notify",
    _Q | _C | _P | _I: "warn tell",
    _Q | _P | _I | _W: "ask",
    _P | _I | _Q | _T: "urge implore beg advise encourage instruct exhort",
    _O: """describe detail recount praise criticize criticise condemn denounce defend dismiss reject blast slam decry
        deplore hail welcome accuse blame mock attack question express cite rebuke assail chide applaud commend refute
        rebut ridicule downplay bemoan laud tout deride disparage thank rip lambast lambaste lampoon castigate
        chastise scold admonish""",
    _N | _O: "call characterize characterise",
    _N: "label dub brand",
    _Q: """chant read quote begin offer go shoot sum answer tease laugh cry intone chime crack deadpan put interrupt
        rail holler crow growl bark vent reckon boom remonstrate sneer sniff storm query""",
    _Q | _W: "wonder inquire",
}

# Participles and pasts that no rule gives.
_IRREGULAR = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "swear": ("swore", "sworn"),
    "read": ("read",),
    "begin": ("began", "begun"),
    "go": ("went", "gone"),
    "shoot": ("shot",),
    "forecast": ("forecast", "forecasted"),
    "aver": ("averred",),
    "signal": ("signaled", "signalled"),
    "put": ("put",),
}
# Cues that need their particle: "pointed out", "went on to say", "called on", "summed it up".
PARTICLES: dict[str, dict[tuple[str, ...], Takes]] = {
    "point": {("out",): _Q | _C | _O, ("to",): _O},
    "call": {("out",): _O, ("for",): _O | _Q, ("on",): _P | _I, ("upon",): _P | _I},
    "make": {("clear",): _Q | _T, ("it", "clear"): _Q | _T},
    "shoot": {("back",): _Q},
    "go": {("on",): _Q},
    "put": {("it",): _Q},
    "sum": {("up",): _Q, ("it", "up"): _Q},
    "chime": {("in",): _Q},
    "speak": {("of",): _O, ("out",): _O, ("about",): _O},
    "talk": {("about",): _O, ("of",): _O},
    "refer": {("to",): _O},
    "push": {("back",): _O | _Q},
    "fire": {("back",): _Q},
    "lash": {("out",): _O | _Q},
    "apologize": {("for",): _O},
    "apologise": {("for",): _O},
    "argue": {("for",): _O, ("against",): _O},
    "ask": {("for",): _O},
    "boast": {("about",): _O, ("of",): _O},
    "complain": {("about",): _O, ("of",): _O},
    "joke": {("about",): _O},
    "testify": {("about",): _O},
    "warn": {("of",): _O, ("about",): _O, ("against",): _O},
    "write": {("about",): _O},
}
_NEEDS_PARTICLE = frozenset(
    "point shoot go put sum chime make speak talk refer push fire lash apologize apologise".split()
)
_IRREGULAR_PARTICLE_VERBS = {"make": ("made",), "speak": ("spoke", "spoken")}


def forms_of(lemma: str) -> set[str]:
    """The inflected forms of a regular English verb, and those of the irregular ones above."""
    irregular = _IRREGULAR.get(lemma) or _IRREGULAR_PARTICLE_VERBS.get(lemma)
    forms = {lemma}
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        forms.add(lemma + "es")
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms.add(lemma[:-1] + "ies")
    else:
        forms.add(lemma + "s")
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma in (
        "admit",
        "begin",
        "put",
        "quip",
        "rebut",
        "refer",
        "snap",
        "swear",
        "dub",
        "beg",
        "slam",
        "brag",
        "rip",
        "plan",
    ):
        stem = lemma if lemma == "swear" else lemma + lemma[-1]
    forms.add(stem + "ing")
    if irregular:
        forms.update(irregular)
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms.add(lemma[:-1] + "ied")
    else:
        forms.add(stem + "ed")
    return forms


def _cue_table() -> dict[str, tuple[str, Takes]]:
    table: dict[str, tuple[str, Takes]] = {}
    for takes, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for form in forms_of(lemma):
                table.setdefault(form, (lemma, takes))
    for lemma in PARTICLES:
        for form in forms_of(lemma):
            table.setdefault(form, (lemma, Takes(0)))
    return table


# Every form of every cue verb: its lemma and what it takes. Those that need a particle take nothing alone.
CUES = _cue_table()
for _form, (_lemma, _takes) in list(CUES.items()):
    if _lemma in _NEEDS_PARTICLE:
        CUES[_form] = (_lemma, Takes(0))
# Forms that are as often nouns; they are verbs only where what stands before and behind says so.
ALSO_NOUNS = frozenset(
    """claim claims report reports note notes state states remark remarks comment comments promise promises pledge
    pledges demand demands estimate estimates question questions call calls attack attacks praise answer answers hint
    hints request requests tweet tweets quote quotes cause mention mentions reply replies dispute disputes offer offers
    boast boasts joke jokes vow vows blast threat put read support supports post posts blame welcome push points point
    state shot label labels brand brands cite begin laugh cry sigh detail details charge charges snap muse fire
    caution stress express protest protests gripe gripes""".split()
)
SPEECH_NOUNS = frozenset(
    """announcement statement declaration remark remarks comment comments warning promise pledge call appeal proposal
    claim assertion assurance observation request demand message words release film broadcast leaflet letter
    memo email e-mail note tweet post column op-ed article report brief ad video speech interview testimony""".split()
)
# What may follow a noun that says what somebody said, where it says whose words they are: "her promise to".
SPEECH_NOUN_LINKS = {
    noun: frozenset(links.split())
    for links, nouns in {
        "that": """claim claims assertion assertions allegation allegations statement announcement suggestion
            contention insistence argument prediction declaration admission acknowledgement acknowledgment confirmation
            conclusion remark observation""",
        "that to": "promise promises pledge pledges vow vows assurance assurances threat threats",
        "that about": "warning warnings complaint complaints",
    }.items()
    for noun in nouns.split()
}
GIVEN = frozenset("made issued given delivered voiced spoken announced expressed offered".split())

DASHES = frozenset(["—", "–", "-", "--", "―"])
STOPS = frozenset([".", "!", "?", "…", "..."])
# What a sentence may begin with before the words that count, and what makes its first clause a subordinate one.
LEADING = frozenset("and but so yet or then because".split())
SUBORDINATE = frozenset(
    """if when while as after before although though since because asked once speaking following despite unlike
    like""".split()
)
SUBJECT_PRONOUNS = frozenset("he she they".split())
# "She’s predicting", "they’ve said": a pronoun with its auxiliary.
CONTRACTED = {
    f"{pronoun}{apostrophe}{ending}": pronoun
    for pronoun in ("he", "she", "they")
    for apostrophe in "’'"
    for ending in ("s", "d", "ll", "re", "ve")
}
INDEFINITE = frozenset("one another others both many some several most few everyone someone nobody".split())
NOMINATIVE = frozenset("he she they it i we you there".split())
FIRST_PERSON = frozenset(
    "i we my our us me mine ours i’m we’re i'm we're i’ve we’ve i've we've i’ll we’ll we'll i'll".split()
)
AUXILIARIES = frozenset(
    """has have had is was were are be been being will would can could may might must should shall did does do
    also then later once recently repeatedly never just still again even further only already always often previously
    reportedly not n't since first now thus so instead soon hasn't hadn't haven’t hasn’t hadn’t""".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any no every each both another all".split()
)
POSSESSIVES = frozenset("his her its their our my your".split())
PREPOSITIONS = frozenset(
    """in on at during after before by with from via through over about of to for since under within outside inside
    near into upon among between against without despite amid around throughout following""".split()
)
CONJUNCTIONS = frozenset("and but or nor yet while whereas although though because as when if unless".split())
WH_WORDS = frozenset("whether how why what where when who if which".split())
TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow later earlier recently
    again early late morning afternoon evening night last this next week month year noon midday now then afterwards
    afterward separately bluntly simply flatly there here""".split()
)
FINITE = frozenset(
    """is are was were am has have had does do did will would can could may might shall should must isn’t isn't aren’t
    aren't wasn’t wasn't weren’t weren't hasn’t hasn't haven’t haven't hadn’t hadn't doesn’t doesn't don’t don't didn’t
    didn't won’t won't wouldn’t wouldn't can’t can't cannot couldn’t couldn't shouldn’t shouldn't i’m i'm he’s he's
    she’s she's it’s it's that’s that's there’s there's we’re we're they’re they're you’re you're i’ve i've we’ve we've
    he’d he'd she’d she'd they’d they'd it’ll it'll he’ll he'll she’ll she'll they’ll they'll they’ve they've who’s
    who's knew went came made took gave got saw felt thought left lost won met told said kept stood held ran became
    began set put cut let hit cost fell rose grew drew broke brought built bought caught chose drove fought found flew
    meant paid sent sold slid sank spent spoke struck swept""".split()
)
# What may begin a sentence with a capital and is no name.
OPENERS = frozenset(
    """the a an this that these those but and or when while if as in on at for from to with by after before since
    although though because so yet not now then there here it he she they we i you his her their our my what who how
    why where which even just also only still like unlike asked meanwhile however both some many most all no one two
    three four five six ten another its is are was were do does did has have had will would can could should may might
    let according despite during over under until once perhaps maybe more last next earlier later today yesterday
    finally thus following speaking nobody everybody everyone nothing none few several other others such each every
    either neither about among between across against through into without within out up down off again never always
    often sometimes soon instead indeed rather quite very much well yes please thank thanks nor than whether
    additionally moreover furthermore nevertheless nonetheless therefore hence otherwise likewise similarly
    mr officials sources experts critics analysts aides reporters supporters voters lawmakers republicans democrats
    police authorities asked addressing responding referring citing noting adding saying""".split()
)
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)

# Titles

TITLE_ABBREVIATIONS = frozenset(
    """mr mrs ms miss mx dr prof sen sens rep reps gov govs gen lt col maj capt sgt cpl adm cmdr rev hon amb atty supt
    insp fr sr jr st messrs""".split()
)
POSTNOMINALS = frozenset("MP MEP MSP KC QC CBE MBE OBE KBE DBE TD MHA".split())
HONORIFICS = frozenset("mr mrs ms miss mx dr prof sir dame lord lady messrs".split())
# The word a title turns on. Any of these before a name, or in an apposition behind it, makes it a title.
TITLE_HEADS = frozenset(
    """minister premier chancellor president secretary senator sen rep representative congressman congresswoman
    governor gov mayor councillor councilor councilman councilwoman alderman chairman chairwoman chairperson chair
    director ceo cfo coo executive chief commissioner ambassador envoy consul spokesman spokeswoman spokesperson
    speaker leader whip judge justice general colonel major captain lieutenant sergeant admiral commander marshal
    commodore brigadier professor dr doctor prof attorney solicitor prosecutor counsel sheriff inspector superintendent
    detective king queen prince princess emperor empress pope cardinal archbishop bishop reverend rabbi imam ayatollah
    sheikh sultan emir deputy adviser advisor aide strategist manager coordinator co-chair co-chairman vice-president
    vice-chairman candidate nominee legislator lawmaker parliamentarian mp mep msp backbencher member delegate
    comptroller treasurer auditor ombudsman registrar administrator undersecretary under-secretary diplomat negotiator
    founder co-founder owner publisher editor columnist correspondent journalist analyst economist historian scientist
    researcher author pollster lawyer activist organizer organiser head boss principal dean rector provost officer
    official operative consultant clerk warden chaplain curator registrar skipper coach contractor surgeon physician
    nurse pastor priest commissioner-general
    secretary-general director-general attorney-general governor-general chief-of-staff statesman premiership
    taoiseach tánaiste chancellor-designate president-elect prime minister-president lord lady sir dame
    mr mrs ms miss mx gen col lt maj capt sgt adm cmdr rev amb hon""".split()
)
# Parts of a title that stand before its head and tell one office from another.
TITLE_MODIFIERS = frozenset(
    """crown prime foreign finance defence defense interior home justice health energy transport education
    transportation environment trade labour labor agriculture fisheries culture economy economic industry commerce
    treasury social
    security national public housing climate water science technology planning development immigration veterans
    deputy vice assistant associate acting interim former ex- ex outgoing incoming senior junior chief first second
    lead press majority minority opposition shadow permanent parliamentary executive managing general district federal
    state county city house senate congressional campaign party ministry department government presidential royal
    supreme high court police army navy military naval air central intelligence external internal communications
    political policy legal financial operating attorney solicitor surgeon staff under joint co- lieutenant human
    information budget harbour maritime rail railway railways grid assembly tourism sports regional local
    republican democratic conservative labour-party liberal""".split()
)
# Words that describe somebody beside a name and are no office.
DESCRIPTIONS = frozenset(
    """ally counterpart predecessor successor
    surrogate friend colleague neighbor neighbour wife husband father mother brother sister son daughter widow
    democrat republican independent conservative liberal expert scholar student farmer teacher critic supporter donor
    fundraiser investor biographer host anchor commentator writer filmmaker actor actress singer musician artist
    designer billionaire businessman businesswoman mogul banker broker veteran resident voter native reporter blogger
    comedian evangelist player worker employee volunteer engineer rival mr mrs ms miss mx skipper coach contractor
    author columnist journalist correspondent historian""".split()
)
OF_OFFICE = frozenset("of for to".split())
FEMALE_WORDS = frozenset(
    """mrs ms miss lady dame queen princess empress duchess countess baroness spokeswoman congresswoman chairwoman
    councilwoman businesswoman actress mother wife daughter sister grandmother woman widow""".split()
)
MALE_WORDS = frozenset(
    """mr sir king prince emperor duke earl baron spokesman congressman chairman councilman alderman businessman actor
    father husband son brother grandfather man widower pope cardinal archbishop""".split()
)
# A capitalised name with one of these is no person.
ORGANIZATION_WORDS = frozenset(
    """times post house party news university committee department journal council association center centre institute
    court senate congress inc corp group bank union agency bureau company commission press foundation administration
    campaign office service services network federation league coalition board caucus conference army navy force forces
    police pac fund trust project club church college school street city county nations convention act amendment
    gazette magazine radio tribune herald guardian monitor examiner reuters cnn fox nbc abc cbs bbc ministry parliament
    assembly government authority organization organisation society museum hospital airport port corporation
    international republic kingdom states committee treasury exchange index studio studios systems industries
    holdings airlines motors energy rail railway railways commission secretariat embassy consulate tribunal
    intelligence security command academy alliance initiative programme program network institute watch accord treaty
    bridge river sea ocean island islands strait narrows bay lake mountain valley coast beach park square avenue road
    north south east west day war games cup prize award festival election elections debate""".split()
)
NAME_PARTICLES = frozenset(
    "de da di du del della dos van von der den ter ten la le el al ould bin ibn bint af av zu y e".split()
)
ARABIC_ARTICLES = frozenset("al an ar as at ad az ash el ul ud".split())
NAME_SUFFIXES = frozenset("jr sr ii iii iv".split())
PLACE_BEGINNINGS = frozenset(
    """new north south east west northern southern eastern western los las san santa saint st fort united great lake
    mount port""".split()
)
COLLECTIVE = frozenset(
    """officials authorities sources aides advisers advisors lawmakers reporters police prosecutors experts analysts
    critics supporters voters leaders republicans democrats conservatives liberals ministers diplomats""".split()
)


# "continued to assure", "went on to say": what may stand before the "to" of a cue that is said to have happened.
LEADS_INFINITIVE = frozenset(
    """continue continued continues continuing went goes on began begun begins used came seemed appeared returned
    rushed hastened took proceeded pains way quick spoke""".split()
)
# Words that are family names too: behind a given name they are one, "Angus King said".
ALSO_SURNAMES = frozenset("king prince bishop pope dean major marshal judge general page baker head chief lord".split())
