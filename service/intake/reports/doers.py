"""Who did what a sentence tells: the body or post that is its subject, behind what leads to it."""

import re

from service.intake import dates, vocabulary

_VERB = re.compile(
    r"\s(?:does|do|agrees|accepts|welcomes|notes|recognises|believes|has|have|had|is|are|was|were|will|continues?|supports?|supported|launched|held|hosted|"
    r"published|produced|developed|established|funded|provided|awarded|introduced|ran|set|began|"
    r"gave|took|met|built|wrote|sent|brought|won|put|opened|completed|agreed|worked|works|made|delivered|created|commissioned|issued|led|leads|aims?|"
    r"plans?|intends?|invited|co-?\w+ed|\w{3,}ed)\b(?!\s+by\b)"
)
_LEAD = re.compile(
    r"(?:In|On|At|During|Since|To|As|By|Following|Through|Under|After|Before|With|Over|Recognising|"
    r"Building|Within|For|From|Alongside|Throughout)\b[^,.;]{2,160}?,\s+"
)
_SHORT_LEAD = re.compile(
    rf"(?:In|On|During|Since|By)\s+(?:"
    rf"(?:(?:early|late|mid)[\s-])?(?:\d{{1,2}}\s+)?(?i:{dates.MONTH})\s+(?:\d{{4}}\s+)?|\d{{4}}\s+|"
    r"(?:[A-Z]\w+\s+){1,3}(?=the\s+[A-Z]))(?=the\s+[A-Z]|[A-Z])"
)
_SUBJECT = re.compile(
    r"(?:[Aa] (?:number|range|series) of|[Tt]he|[Aa]n?|[Oo]ur|[Ss]everal|[Mm]any|[Bb]oth)\s+"
)
_ASIDE = re.compile(
    r"\s*(?:,|\bin (?:conjunction|collaboration|partnership)|\b(?:along |together )?with\b|"
    r"\bas part).*"
)
_LONGEST = 12
_MOST_LOW = 3


def doer_of(sentence: str) -> str | None:
    """Return the named body or post that does what `sentence` tells; None where there is none."""
    lead = _SHORT_LEAD.match(sentence) or _LEAD.match(sentence)
    said = sentence[lead.end() :] if lead else sentence
    verb = _VERB.search(said)
    if verb is None:
        return None
    article = _SUBJECT.match(said)
    subject = _ASIDE.sub("", said[article.end() if article else 0 : verb.start()]).strip()
    words = subject.split()
    if not words or len(words) > _LONGEST or subject[-1] in ".;:":
        return None
    return subject if _named(words, subject) else None


def _named(words: list[str], subject: str) -> bool:
    names = [word for word in words if word[0].isupper()]
    low = [w for w in words if w[0].islower() and w not in vocabulary.JOINERS]
    body = vocabulary.names_a_body(subject) or any(
        word.rstrip("s") in vocabulary.ORGANISATION_WORDS for word in vocabulary.words(subject)
    )
    post = any(word in vocabulary.POST_WORDS for word in vocabulary.words(subject))
    acronym = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    return bool(names) and len(low) <= _MOST_LOW and (body or post or acronym)
