"""Words that tell what a name is worth: titles, forms of bodies, walks of life, vague words.

Common knowledge of English news, of no field or country; a word that is missing rules nothing
out, it only tells nothing.
"""


def _words(*text: str) -> frozenset[str]:
    return frozenset(word for line in text for word in line.split())


MALE = frozenset({"mr", "sir", "lord", "baron", "viscount", "earl"})
FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness"})
PEERS = frozenset({"lord", "lady", "baroness", "baron", "viscount", "earl"})
TITLES = (
    MALE
    | FEMALE
    | _words(
        "dr prof professor rev reverend father sister brother rabbi imam sen senator rep",
        "representative gov governor president judge justice sheriff mayor captain capt colonel",
        "col general gen major lt lieutenant sgt sergeant cllr councillor hon mx minister",
        "premier chief bishop archbishop pope king queen prince princess",
    )
)
AFTER = _words("mp msp mep md phd kc qc obe cbe mbe kbe dbe frs td esq")
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii"}
PARTICLES = _words("van von der den de da do dos du di del della la le bin ibn al el ten")

# Short forms and the names that they stand for: common knowledge, not a register.
SHORT = {
    short: frozenset(full.split())
    for short, full in {
        "abby": "abigail", "al": "alan albert alexander", "alex": "alexander alexandra",
        "andy": "andrew", "angie": "angela", "annie": "ann anna anne", "archie": "archibald",
        "barney": "barnaby", "becky": "rebecca", "ben": "benjamin", "bernie": "bernard",
        "bert": "albert herbert", "beth": "elizabeth", "betty": "elizabeth", "bill": "william",
        "billy": "william", "bob": "robert", "bobby": "robert", "charlie": "charles charlotte",
        "chris": "christopher christine", "chuck": "charles", "cindy": "cynthia",
        "dan": "daniel", "danny": "daniel", "dave": "david", "deb": "deborah",
        "debbie": "deborah", "dick": "richard", "don": "donald", "doug": "douglas",
        "ed": "edward edmund", "eddie": "edward", "fran": "frances", "frank": "francis",
        "fred": "frederick", "gabe": "gabriel", "geoff": "geoffrey", "gerry": "gerald gerard",
        "greg": "gregory", "hal": "henry harold", "hank": "henry", "harry": "henry harold",
        "jack": "john", "jackie": "jacqueline", "jake": "jacob", "jamie": "james",
        "jen": "jennifer", "jenny": "jennifer", "jerry": "gerald jeremy jerome",
        "jim": "james", "jimmy": "james", "joe": "joseph", "joey": "joseph",
        "johnny": "john", "jon": "jonathan", "josh": "joshua", "kate": "katherine catherine",
        "kathy": "katherine kathleen", "katie": "katherine", "ken": "kenneth", "kim": "kimberly",
        "larry": "lawrence", "len": "leonard", "leo": "leonard leopold", "lil": "lillian",
        "liz": "elizabeth", "lizzie": "elizabeth", "lou": "louis louise", "maggie": "margaret",
        "mandy": "amanda", "matt": "matthew", "max": "maximilian maxwell", "meg": "margaret",
        "mick": "michael", "mike": "michael", "mitch": "mitchell", "molly": "mary",
        "nat": "nathaniel", "ned": "edward", "nick": "nicholas", "pam": "pamela",
        "pat": "patrick patricia", "patty": "patricia", "peggy": "margaret", "pete": "peter",
        "phil": "philip phillip", "ray": "raymond", "rick": "richard", "rob": "robert",
        "robbie": "robert", "ron": "ronald", "sam": "samuel samantha", "sandy": "alexander sandra",
        "sid": "sidney", "steve": "stephen steven", "stu": "stuart", "sue": "susan suzanne",
        "susie": "susan", "ted": "edward theodore", "teddy": "edward theodore",
        "terry": "terence teresa", "theo": "theodore", "tim": "timothy", "toby": "tobias",
        "tom": "thomas", "tommy": "thomas", "tony": "anthony", "val": "valerie",
        "vic": "victor", "vicky": "victoria", "vince": "vincent", "wally": "walter",
        "walt": "walter", "will": "william", "zach": "zachary",
    }.items()
}  # fmt: skip


LEGAL = _words("ltd limited plc inc incorporated llc llp corp corporation co gmbh ag sa")
SMALL = _words("the a an of for and in to on at &")
FORMS = _words("foundation hospital hospitals trust group university council")


# Words that name no one thing: "the government" of another country is another one.
BODIES = _words(
    "government opposition parliament cabinet council treasury court senate house congress",
    "ministry department board committee commission agency police army university hospital union",
    "party company trust bank association federation institute authority centre state judiciary",
    "assembly union unions regulator budget chamber office service trust charity",
)
FIELDS = _words(
    "health education finance justice defence defense interior transport environment agriculture",
    "energy labour housing home foreign trade culture national supreme high central federal city",
    "local county regional public general constitutional lower upper of and for the",
)
POLICIES = _words(
    "decision system change plan proposal policy regime structure model bill law act reform",
    "measure scheme programme project deal agreement strategy budget cut review idea approach rule",
    "move ban contract closure package process service new old current proposed draft the this",
    "their his her its existing whole latest",
)
GROUPS = _words(
    "critics members people residents supporters opponents campaigners officials experts sources",
    "delegates locals reporters leaders rivals allies aides rebels activists protesters many",
    "everyone bosses staff ministers managers",
)
POSTS = _words(
    "minister secretary premier president prime chancellor leader governor mayor speaker chief",
    "deputy director executive chair chairman chairwoman senator mp commissioner spokesman",
    "spokeswoman spokesperson judge head representative whip treasurer regulator vice general",
    "state shadow opposition first attorney justice inspector officer medical police policy",
    "pope bishop archbishop sheriff councillor convener provost justice",
)


SORTS = _words(
    "mp mep msp td member senator councillor director manager editor professor chair chairman",
    "chairwoman chairperson officer executive spokesman spokeswoman spokesperson head leader chief",
    "deputy minister secretary adviser analyst official representative judge bishop mayor governor",
    "president doctor whip treasurer commissioner inspector",
)  # heads of posts of which there are many: without a body they name a sort, not a post


# Walks of life by the words that tell them; people seldom have two.
WALKS = {
    word: walk
    for walk, words in {
        "politics": "minister secretary mp msp mep senator congressman congresswoman councillor "
        "premier chancellor governor mayor lawmaker legislator backbencher peer whip",
        "medicine": "surgeon physician nurse midwife gp paramedic cardiologist "
        "oncologist pediatrician paediatrician psychiatrist pharmacist dentist",
        "law": "judge lawyer barrister solicitor prosecutor attorney magistrate",
        "faith": "bishop archbishop priest vicar rabbi imam pastor cardinal",
        "sport": "footballer striker goalkeeper midfielder defender coach cricketer batsman bowler "
        "golfer sprinter boxer cyclist swimmer jockey",
        "arts": "actor actress singer novelist painter poet composer guitarist sculptor comedian",
        "order": "sheriff constable detective superintendent soldier colonel sergeant",
        "trade": "farmer miner baker plumber builder trawlerman skipper electrician",
        "learning": "professor lecturer historian economist physicist chemist biologist",
        "business": "banker entrepreneur trader broker retailer",
    }.items()
    for word in words.split()
}  # fmt: skip


MANY_HELD = _words(
    "spokesman spokeswoman spokesperson director officer executive manager mp senator",
)  # of which a country has many, whatever stands before them: "finance director"
