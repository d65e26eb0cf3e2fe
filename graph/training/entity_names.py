# ruff: noqa: E501 - lists of words and patterns of names read best a line each
"""Names for own sentences: real countries and first names, all else put together from parts.

`Names.fill("party", rng)` gives a name of that kind; every kind here is a slot of own_entities.txt.
"""

import random

FIRST = [
    "Agnes", "Ailsa", "Alan", "Alasdair", "Amara", "Anders", "Aoife", "Arjun", "Beatriz", "Ben",
    "Bronwen", "Callum", "Carmen", "Cedric", "Chidi", "Colm", "Dafydd", "Daisy", "Delphine",
    "Dilip", "Dougal", "Edith", "Eilidh", "Elena", "Emeka", "Esther", "Fatima", "Felix", "Fergus",
    "Gareth", "George", "Giulia", "Grace", "Hamza", "Hana", "Harriet", "Hugh", "Ibrahim",
    "Imogen", "Ines", "Ingrid", "Jacek", "Joan", "John", "Jorge", "Joyce", "Karim", "Katrin",
    "Kwame", "Lars", "Leila", "Liam", "Lindiwe", "Lorna", "Lucy", "Magnus", "Mairi", "Malcolm",
    "Marek", "Margaret", "Mark", "Mei", "Miriam", "Nadia", "Neha", "Niall", "Nomsa", "Olga",
    "Oona", "Owen", "Paul", "Petra", "Piers", "Priya", "Rajan", "Rebecca", "Rhys", "Rosa", "Ruth",
    "Samir", "Sana", "Sean", "Shona", "Sibusiso", "Simon", "Sofia", "Stefan", "Susan", "Tamsin",
    "Tariq", "Tobias", "Tomasz", "Ulla", "Usha", "Vera", "Vikram", "Wei", "Winifred", "Yasmin",
    "Yewande", "Yuki", "Zainab", "Zoltan",
]  # fmt: skip
LAST = [
    "Abara", "Achterberg", "Adeyemi-Cole", "Ainsley", "Almqvist", "Arkwright", "Banerji",
    "Beddoes", "Bellweather", "Bjerre", "Brackwell", "Braithwaite", "Cardew", "Carrick",
    "Castellano", "Chaudhry", "Cheng", "Clutterbuck", "Coyle", "Crabtree", "Cravendale", "D'Arcy",
    "Dalgleish", "Darzi", "Delacourt", "Dhillon", "Doolan", "Dunmere", "Eastlake", "Ekholm",
    "Fairweather", "Farrant", "Featherstone", "Fitzwarren", "Foxley", "Gallagher", "Garrick",
    "Gosling", "Grieve", "Gunnarsson", "Haldane", "Harcastle", "Hathersage", "Holloway",
    "Hussain", "Ibarra", "Iqbal", "Jablonski", "Jellicoe", "Joshi", "Kaur", "Kinnaird", "Kowal",
    "Kruger", "Langstaff", "Lindqvist", "Loxley", "Mabuza", "MacAskill", "Macleod", "Maddox",
    "Marchbanks", "McGarrity", "McTavish", "Menzies", "Mistry", "Moorcroft", "Mwangi", "Naidoo",
    "Nakamura", "Nolan", "Nwosu", "O'Brien", "O'Hanlon", "Obuya", "Okonjo", "Oyelaran", "Palfrey",
    "Penhallow", "Pettigrew", "Pritchard", "Quillan", "Rao", "Rasmussen", "Ravenscroft", "Reyes",
    "Rowntree", "Sandoval", "Sato", "Sethi", "Shackleton", "Sigurdsson", "Sorrel", "Stavros",
    "Strand", "Sweeney", "Takeda", "Tarrick", "Thistlewood", "Tregarth", "Tshabalala",
    "Underhill", "Vashti-Cole", "Vaughan", "Venter", "Vickers", "Wainwright", "Weatherby",
    "Wexford", "Whitlock", "Wojcik", "Yardley", "Zielinski",
]  # fmt: skip
LAST += ["de Souza", "van der Merwe", "bin Rashid", "al-Hadi", "Le Roux", "von Arnsberg"]
COUNTRIES = [
    "Albania", "Algeria", "Argentina", "Australia", "Austria", "Bangladesh", "Belgium", "Bolivia",
    "Botswana", "Brazil", "Britain", "Bulgaria", "Canada", "Chile", "China", "Colombia",
    "Croatia", "Cuba", "Cyprus", "Denmark", "Egypt", "England", "Estonia", "Ethiopia", "Finland",
    "France", "Germany", "Ghana", "Greece", "Guatemala", "Hungary", "Iceland", "India",
    "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan", "Jordan",
    "Kenya", "Latvia", "Lebanon", "Lithuania", "Malaysia", "Malta", "Mexico", "Moldova",
    "Morocco", "Nepal", "Netherlands", "Nigeria", "Norway", "Pakistan", "Peru", "Philippines",
    "Poland", "Portugal", "Romania", "Russia", "Scotland", "Senegal", "Serbia", "Singapore",
    "Slovakia", "Slovenia", "Spain", "Sweden", "Switzerland", "Syria", "Tanzania", "Thailand",
    "Tunisia", "Turkey", "Uganda", "Ukraine", "Uruguay", "Venezuela", "Vietnam", "Wales",
    "Zambia", "Zimbabwe",
]  # fmt: skip
COUNTRIES += ["the United States", "the United Kingdom", "the UK", "the US", "New Zealand"]
COUNTRIES += ["South Africa", "Sri Lanka", "Northern Ireland", "South Korea", "Saudi Arabia"]
NATIONS = [
    "Albanian", "American", "Argentine", "Australian", "Austrian", "Belgian", "Brazilian",
    "British", "Bulgarian", "Canadian", "Chilean", "Chinese", "Colombian", "Croatian", "Danish",
    "Dutch", "Egyptian", "English", "Estonian", "Ethiopian", "Finnish", "French", "German",
    "Ghanaian", "Greek", "Hungarian", "Icelandic", "Indian", "Indonesian", "Iranian", "Irish",
    "Israeli", "Italian", "Japanese", "Kenyan", "Latvian", "Lithuanian", "Malaysian", "Maltese",
    "Mexican", "Moroccan", "Nepalese", "Nigerian", "Norwegian", "Pakistani", "Peruvian", "Polish",
    "Portuguese", "Romanian", "Russian", "Scottish", "Serbian", "Slovak", "Spanish", "Swedish",
    "Swiss", "Thai", "Tunisian", "Turkish", "Ukrainian", "Venezuelan", "Vietnamese", "Welsh",
    "Zambian",
]  # fmt: skip
STEMS = [
    "Alder", "Ash", "Black", "Brack", "Brind", "Calder", "Chalk", "Cold", "Crom", "Dun", "East",
    "Eller", "Fen", "Gar", "Glen", "Gold", "Hadden", "Hart", "Haver", "Hol", "Kings", "Kirk",
    "Lang", "Lin", "Mar", "Mel", "Mill", "Nether", "North", "Oak", "Old", "Otter", "Pen", "Rad",
    "Raven", "Red", "Row", "Salt", "Shel", "South", "Stan", "Strath", "Thorn", "Tor", "Wad",
    "Wal", "West", "White", "Win", "Wood", "Yar",
]  # fmt: skip
ENDS = [
    "bourne", "bridge", "bury", "by", "chester", "combe", "cott", "dale", "den", "field", "ford",
    "gate", "ham", "haven", "hill", "holm", "hurst", "leigh", "ley", "mere", "minster", "moor",
    "mouth", "port", "shire", "stead", "stoke", "stow", "sworth", "thorpe", "ton", "vale", "wick",
    "wood", "worth",
]  # fmt: skip
PLACES = """Aldermoor, Birchmont, Cape Verity, Castlebrae, Clearwater County, Dun Laggan, El Palmar,
Fort Alder, Glen Orrin, Halvorsen Bay, Isle of Skerra, Kapiro, Karoo Flats, Kallur, Lake Mirren,
Llanfedw, Mount Ardle, New Calder, Ngoro Valley, North Tarn, Port Selwyn, Rio Claro, River Ennet,
San Telmo, Santa Brava, Sandhaven, St Brannock, Tir Glas, Upper Wexley, Vestermark""".replace(
    "\n", " "
).split(", ")
IDEAS = [
    "Christian", "Citizens'", "Civic", "Communist", "Conservative", "Democratic", "Ecology",
    "Fatherland", "Federal", "Freedom", "Green", "Labour", "Liberal", "Libertarian", "National",
    "Nationalist", "New", "Patriotic", "Peasants'", "People's", "Popular", "Progressive",
    "Radical", "Reform", "Republican", "Social", "Socialist", "Solidarity", "Unionist", "United",
    "Workers'",
]  # fmt: skip
SHAPES = [
    "Party", "Party", "Party", "Party", "Alliance", "Union", "Front", "Movement", "League",
]  # fmt: skip
SHAPES += ["Coalition", "Bloc", "Congress", "Rally"]
SHORT_PARTIES = [
    "Labour",
    "the Conservatives",
    "the Liberal Democrats",
    "the Greens",
    "Plaid Cymru",
]
SHORT_PARTIES += ["the SNP", "Ukip", "Fianna Fáil", "Sinn Féin", "the SPD", "the BJP", "the ANC"]
SHORT_PARTIES += ["the Democratic Party", "the Republican Party", "the DUP", "the CDU", "Fidesz"]
FIELDS = [
    "Animal", "Building", "Care", "Children's", "Climate", "Coastal", "Consumer", "Countryside",
    "Dental", "Education", "Energy", "Environment", "Family", "Farming", "Finance", "Fire",
    "Fisheries", "Food", "Forestry", "Gas", "Health", "Heritage", "Housing", "Justice", "Legal",
    "Maritime", "Medical", "Mental", "Migration", "Mining", "Music", "Nursing", "Pensions",
    "Planning", "Police", "Postal", "Prison", "Public", "Rail", "Refugee", "Research", "Retail",
    "Road", "Rural", "School", "Science", "Security", "Shipping", "Social", "Sports", "Steel",
    "Student", "Tax", "Teaching", "Tenants'", "Tourism", "Trade", "Transport", "Veterans'",
    "Waste", "Water", "Wildlife", "Youth",
]  # fmt: skip
FORMS = [
    "Academy", "Agency", "Alliance", "Association", "Authority", "Board", "Bureau", "Campaign",
    "Centre", "Charity", "Coalition", "College", "Commission", "Committee", "Council",
    "Federation", "Forum", "Foundation", "Fund", "Group", "Guild", "Inspectorate", "Institute",
    "League", "Network", "Office", "Partnership", "Service", "Society", "Taskforce", "Tribunal",
    "Trust", "Union", "Watch",
]  # fmt: skip
SAINTS = ["Anne", "Brannock", "Crispin", "Dunstan", "Luke", "Osyth", "Piran"]
WARDS = ["maternity unit", "A&E", "children's ward", "stroke unit", "emergency department"]
WARDS += ["minor injuries unit", "cancer centre", "intensive care unit", "birth centre"]
PAPERS = [
    "Times", "Herald", "Post", "Gazette", "Courier", "Chronicle", "Echo", "Tribune", "News",
]  # fmt: skip
POLLS = [
    "general", "presidential", "federal", "parliamentary", "legislative", "local", "mayoral",
    "state", "provincial", "European", "Senate",
]  # fmt: skip
MEETINGS = ["Conference", "Summit", "Congress", "Convention", "Accords", "Games", "Festival"]
WARS = ["War", "Uprising", "Revolution", "Crisis", "Rebellion", "Referendum"]


def town(rng: random.Random) -> str:
    """An invented town, or a real or invented place of another form."""
    if rng.random() < 0.2:
        return rng.choice(PLACES)
    return rng.choice(STEMS) + rng.choice(ENDS)


def person(rng: random.Random) -> str:
    middle = f" {rng.choice('ABCDEFGHJKLMPRSTW')}." if rng.random() < 0.08 else ""
    return f"{rng.choice(FIRST)}{middle} {surname(rng)}"


def surname(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return (rng.choice(STEMS) + rng.choice(ENDS)).capitalize()
    return rng.choice(LAST)


def titled(rng: random.Random) -> tuple[str, str]:
    """An honorific that is no part of the name, and the name."""
    title = rng.choice(["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Baroness"])
    title = rng.choice([title, "Prof", "Professor", "Sen.", "Rep.", "Cllr", "Gov.", "Judge", title])
    full = title in {"Sir", "Dame"} or rng.random() < 0.4
    return title, person(rng) if full else surname(rng)


def country(rng: random.Random) -> str:
    return rng.choice(COUNTRIES)


def party(rng: random.Random) -> str:
    drawn = rng.random()
    if drawn < 0.2:
        return rng.choice(SHORT_PARTIES)
    if drawn < 0.4:
        return odd_party(rng)
    words = [*rng.sample(IDEAS, rng.choice([1, 1, 2, 2, 3])), rng.choice(SHAPES)]
    if rng.random() < 0.2:
        words.insert(0, rng.choice(NATIONS))
    name = " ".join(words)
    if rng.random() < 0.2:
        name += f" of {country(rng)}"
    return f"the {name}" if rng.random() < 0.6 else name


def odd_party(rng: random.Random) -> str:
    """A party without "party", in another language, or by its initials."""
    one, other = rng.sample(IDEAS, 2)
    latin = rng.choice(
        ["Liberal", "Socialista", "Popular", "Nacional", "Radical", "Verde", "Civico"]
    )
    names = [
        f"the {one} {rng.choice(['Democrats', 'Socialists', 'Liberals', 'Centre', 'Left', 'Right'])}",
        f"the {one} Union in {place(rng)}",
        f"{rng.choice(['Alliance', 'Movement', 'Coalition', 'Citizens'])} for {place(rng)}",
        f"{country(rng).removeprefix('the ')} {rng.choice(['First', 'Forward', 'Together'])}",
        f"{one} - {rng.choice(['The', 'New'])} {rng.choice(['Rose', 'Bridge', 'Oak', 'Way'])}",
        f"{one} and {other}",
        f"{rng.choice(['Partido', 'Partito', 'Parti', 'Partei', 'Unione', 'Front'])} {latin}",
        f"Partei für {rng.choice(['Freiheit', 'Heimat', 'Fortschritt'])} und {one}",
        "".join(rng.sample("ABCDEFGILMNOPRSTUV", rng.choice([2, 3, 3, 4]))),
        f"the {town(rng)} {one} Party",
    ]
    return rng.choice(names)


def seat(rng: random.Random) -> str:
    """A constituency, a province or a state by its full style."""
    names = [
        f"{town(rng)} - {town(rng)}",
        f"{town(rng)}-{town(rng)}",
        f"{town(rng)} - {town(rng)} - {town(rng)}",
        f"{town(rng)} {rng.choice(['North', 'South', 'East', 'West', 'Central'])}",
        f"{town(rng)} {rng.choice(['West', 'North'])} and {town(rng)}",
        f"{rng.choice(['West', 'North', 'South'])} {town(rng)}",
        "Washington, D.C.",
        f"the {rng.choice(['province', 'Duchy', 'Principality', 'Kingdom', 'Republic'])} of {town(rng)}",
        f"{town(rng)} County",
        f"the {rng.choice(['Horn', 'Gulf', 'Bay', 'Strait'])} of {town(rng)}",
    ]
    return rng.choice(names)


def initials(name: str) -> str:
    """A name's acronym, as it follows in brackets."""
    letters = [w[0] for w in name.replace("the ", "").split() if w[0].isupper()]
    return "".join(letters) if len(letters) > 1 else name[:3].upper()


def organisation(rng: random.Random) -> str:
    """A body with or without "the" before it, as running text has it."""
    field, form = rng.choice(FIELDS), rng.choice(FORMS)
    names = [
        f"the {field} {form}",
        f"the {town(rng)} {form}",
        f"the {rng.choice(NATIONS)} {field} {form}",
        f"the Royal {rng.choice(['College', 'Society', 'Institute'])} of {rng.choice(['Porters', 'Weavers', 'Radiographers', 'Surveyors', 'Bakers', 'Midwives'])}",
        f"the Department for {field} and {rng.choice(FIELDS)}",
        f"the Ministry of {field}",
        f"the National {form} for {field} {rng.choice(['Standards', 'Reform', 'Workers', 'Research'])}",
        f"{town(rng)} {rng.choice(['Borough', 'County', 'City', 'District', 'Town'])} Council",
        f"{town(rng)} University",
        f"the University of {town(rng)}",
        f"{surname(rng)} & {surname(rng)}",
        f"{surname(rng)} {rng.choice(['Foods', 'Energy', 'Holdings', 'plc', 'Rail', 'Mining', 'Group', 'Bank', 'Inc'])}",
        f"the {town(rng)} {rng.choice(PAPERS)}",
        f"the {field} Select Committee",
        f"{rng.choice(['Save', 'Friends of', 'Hands Off', 'Keep'])} {town(rng)}",
        f"{rng.choice(['Farmers', 'Doctors', 'Parents', 'Nurses', 'Drivers', 'Patients'])} for {rng.choice(['Change', 'Justice', 'Choice', 'Safety'])}",
        f"the {''.join(rng.sample('ABCDEFGHILMNOPRSTUW', rng.choice([2, 3, 3, 4])))}",
        "".join(rng.sample("ABCDEFGHILMNOPRSTUW", rng.choice([2, 3, 3, 4]))),
        f"the {rng.choice(['Parliament', 'Senate', 'Supreme Court', 'House of Representatives'])}",
        f"the {rng.choice(['Parliament', 'Senate', 'Supreme Court', 'Bank'])} of {country(rng)}",
        f"{person(rng)} {rng.choice(['Foundation', 'Institute', 'Centre'])}",
        f"the Association of {rng.choice(NATIONS)} {field} Authorities",
        f"{rng.choice(FIELDS)} {rng.choice(['Rights', 'Voice', 'Matters', 'Together', 'Action'])}",
        f"{town(rng)} {rng.choice(['High School', 'College', 'Academy', 'Estate', 'Airport Authority'])}",
        f"{field}{rng.choice(['Watch', 'Aid', 'Link', 'First'])}",
        f"{rng.choice(NATIONS)} {field} {form}",
    ]
    return rng.choice(names)


def hospital(rng: random.Random) -> str:
    names = [
        f"{town(rng)} {rng.choice(['Hospital', 'General Hospital', 'Infirmary', 'Community Hospital', 'District Hospital', 'Royal Infirmary'])}",
        f"St {rng.choice(SAINTS)}'s Hospital",
        f"the Royal {town(rng)} Hospital",
        f"the Royal {town(rng)}",
        f"the {rng.choice(WARDS)} {rng.choice(['in', 'at'])} {town(rng)}",
        f"{town(rng)} {rng.choice(['Medical Center', 'Medical Centre', 'Children’s Hospital', 'Clinic'])}",
        f"{town(rng)}'s {rng.choice(WARDS)}",
        f"the {surname(rng)} Memorial Hospital",
    ]
    return rng.choice(names)


def event(rng: random.Random) -> str:
    year = rng.randint(1900, 2024)
    names = [
        f"the {year} {rng.choice(COUNTRIES[:70] + NATIONS)} {rng.choice(POLLS)} election",
        f"{year} United States {rng.choice(['presidential', 'Senate'])} election",
        f"the {year} {rng.choice(['general election', 'by-election', 'leadership election'])}",
        f"the {town(rng)} {rng.choice(MEETINGS)}",
        f"the {rng.choice(NATIONS)} {rng.choice(WARS)}",
        f"the {rng.choice(FIELDS)} {rng.choice(FORMS)} conference",
        f"the {town(rng)} by-election",
        rng.choice(["World War I", "World War II", "the First World War", "the Cold War"]),
        f"the {year} invasion of {country(rng)}",
        f"the {place(rng)} {rng.choice(['campaign', 'Campaign', 'uprising', 'revolt'])}",
        f"{person(rng)}'s {year} presidential campaign",
        f"the {year} {rng.choice(IDEAS)} {rng.choice(['National Convention', 'leadership election'])}",
        f"the {year} {rng.choice(['G20', 'Commonwealth', 'Arctic', 'Nordic'])} summit",
    ]
    return rng.choice(names)


def place(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return country(rng)
    side = rng.choice(["North", "South", "East", "West", "Greater", "Upper"])
    return f"{side} {town(rng)}" if rng.random() < 0.12 else town(rng)
