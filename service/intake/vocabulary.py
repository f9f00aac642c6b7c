"""The words that tell people, posts and bodies apart; tables only, so that a rule is read once."""

import re


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which keeps a long table readable."""
    return frozenset(text.split())


_BEFORE = (
    r"mrs?|ms|miss|mx|messrs|dr|prof|professor|sir|dame|lord|lady|baron|baroness|viscount|"
    r"cllrs?|councillors?|alderman|reve?r?e?n?d?|rvd|fr|rt|hon|honou?rable|judge|sheriff"
)
_AFTER = r"mp|msp|mla|am|ms|qc|kc|cbe|obe|mbe|jr|sr|phd"
_LETTERS = r"ba|bsc|ma|msc|md|mba|frs|jp|dl|rn|qpm|dbe|kbe|cmg|td"
HONORIFIC = re.compile(rf"\b(?:(?:{_BEFORE})\b\.?|(?:{_AFTER})\b\.?)", re.IGNORECASE)
TITLE_BEFORE = re.compile(rf"(?:{_BEFORE})\b\.?", re.IGNORECASE)
TITLE_AFTER = re.compile(rf"(?:{_AFTER})\b\.?", re.IGNORECASE)
LETTERS_AFTER = re.compile(rf"(?:{_AFTER}|{_LETTERS})\b\.?", re.IGNORECASE)

ORGANISATION_WORDS = word_set(
    """academy agency alliance assembly association authority bank board bureau campaign centre
    center charity church club coalition college commission committee company consortium
    constabulary corp corporation council department dept directorate division embassy executive
    federation force forum foundation fund government group guild hospital hub inc institute
    international lab labs laboratory league library limited llc llp ltd ministry museum network
    office organisation organization panel parliament partnership platform plc police programme
    project projects representative revenue school service services society studio studios systems
    team technologies treasury trust union unit university wg"""
)

POST_WORDS = word_set(
    """adviser advisor administrator ambassador analyst attorney auditor bailiff chair chairman
    chairperson chairwoman chief clerk commissioner comptroller convener convenor co-chair
    coordinator co-ordinator councillor councilmember councilor counsel deputy director editor
    engineer facilitator general governor head headteacher inspector lead leader manager mayor
    member minister moderator observer officer pc pcso planner president principal producer
    registrar scribe secretary sergeant solicitor superintendent supervisor surveyor teacher
    treasurer trustee vice-chair vice-president warden"""
)
OFFICES = word_set("candidate chair chairman chairperson clerk member secretary treasurer")
BEFORE_A_POST = word_set(
    """acting assistant borough chief city co county deputy district executive honorary interim
    joint local parish past town vice ward"""
)
GROUPS = word_set(
    """absentees allies attendees companies councillors delegates directors governors guests holders
    homeowners members observers officers officials owners parents parishioners participants people
    public representatives residents staff students trustees visitors volunteers"""
)

TOPIC_WORDS = word_set(
    """accounts action actions activities activity agenda allotments annual any apologies
    appointment appointments approval arising arrangements audit budget bus business calendar
    cemetery change changes closing communication communications conditions conference
    consultation correspondence current declaration declarations development discussion
    discussions documentation election elections enforcement environment equality event events
    finance finances financial footpath footpaths framework funding garden gardens general
    governance grants health highway highways housing information infrastructure
    insurance interest interests introduction introductions investigation issue issues item items
    library licence licensing lighting maintenance management matters media meeting
    meetings membership migration minutes monitoring motion motions next notes oral
    path paths payments performance period plan planning plans policies
    policy presentation prevention procedure procedures programme progress project projects
    property proposal proposals provision public publication quality questions recommendation
    recommendations recruitment reference reflection register release remarks repairs report
    reports research resolutions resources response review rights risk road roadmap roads roof
    round-up safety school schools security session shelter signage site social special staff
    staffing standards statement statements strategy streets summary support survey
    sustainability terms timetable topics traffic training transport treasury update updates
    village visit volunteers website welcome work workshop written"""
)

UNNAMED = word_set(
    """official officials representative representatives secretariat delegate deputy"""
)
PLACES = word_set("borough city county parish state town township village ward district")
COLLECTIVE = word_set(
    """all everybody everyone members officials officers secretariat ministers departments chair
    secretary treasurer clerk board committee council group team attendees delegates participants
    councillors governors trustees directors staff colleagues partners volunteers chairs leads"""
)
JOINERS = word_set("and of for the & in on at with to or a an as by from de la & -")
NAME_PARTICLES = word_set("de da di der den van von la le al el bin ibn y dos du ter of")

CHAIR_WORDS = r"chair(?:man|woman|person)?|facilitator|moderator|convenor|convener"
SECRETARY_WORDS = (
    r"secretary|secretariat|clerk|scribes?|minutes?|minute[- ]takers?|note[- ]?takers?|minutes by|"
    r"notes by|recorder"
)
IMPERATIVES = word_set(
    """add agree arrange ask begin bring check circulate clarify close complete confirm consider
    contact continue create deliver develop discuss distribute draft email ensure establish
    explore find finalise finish follow get hold identify implement include inform initiate
    introduce investigate invite issue launch look make meet monitor note obtain organise
    prepare present produce propose provide publish raise report request resolve
    return review revise schedule seek send set share source speak submit support tell update
    upload write"""
)

DOING = IMPERATIVES | word_set(
    """address adjust advertise advise amend apply approach assess attend book bring build buy call
    chair change chase clean collate collect compile compose convene coordinate cut deal design
    discuss draw edit email engage enquire erect evaluate examine explain feed fill fix forward
    gather give go hand help host inspect install instruct invoice lead liaise list mark mow move
    negotiate notify obtain offer order paint pass pay phone pick place plan post print proceed
    progress promote purchase pursue put reach record refer register remind remove renew repair
    replace reply represent research respond ring run scope search sign sort speak start stop
    study summarise survey take talk test track try undertake use volunteer"""
)

_LONGEST_POST = 12


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without the punctuation around them."""
    return [word.strip(".,;:()[]/'\u2019\"").lower() for word in text.split()]


def names_a_body(text: str) -> bool:
    """Whether a word of `text` is one that names bodies, such as Office or Council."""
    return any(word in ORGANISATION_WORDS for word in words(text))


def names_a_post(text: str) -> bool:
    """Whether `text` reads as a post: a post word, no word that names a body, and short."""
    said = words(text)
    if not 0 < len(said) <= _LONGEST_POST or not any(map(_post_word, said)):
        return False
    return not names_a_body(text) or (_singular(said[-1]) in OFFICES and "of" not in said)


def ends_as_post(text: str) -> bool:
    """Whether the last word of `text` names a post, as "End User WG co-lead" does."""
    said = words(text)
    return bool(said) and _post_word(said[-1])


def _post_word(word: str) -> bool:
    return any(_singular(part) in POST_WORDS for part in {word, *word.split("-")})


def _singular(word: str) -> str:
    return word.removesuffix("s") if word not in POST_WORDS else word
