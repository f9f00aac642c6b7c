"""Makes the door that the settings ask for: with the issuer they name, or this machine's own."""

from service.book import Book
from service.door.denied import Denied
from service.door.door import Door, Pace
from service.door.identity import LOCAL_ISSUER
from service.door.issuers import Issuer
from service.door.local import LocalIssuer
from service.door.rates import Rates
from service.door.tokens import Demands, Keys, Tokens
from service.settings import Settings

_HERE = "`minutebook token` prints one, where the service runs"


def make_door(settings: Settings, book: Book) -> Door:
    """Return the door to the secretariats of `book`."""
    keys: Keys
    if settings.issuer is None:
        issuer, had, keys = LOCAL_ISSUER, _HERE, LocalIssuer(settings.data)
    else:
        issuer, had = settings.issuer, f"{settings.issuer} gives it for {settings.audience}"
        keys = Issuer(issuer, settings.issuer_keys_seconds)
    demands = Demands(
        issuer=issuer,
        audience=settings.audience,
        typed=settings.token_typed,
        longest=settings.token_minutes * 60,
        leeway=settings.token_leeway_seconds,
    )
    advice = f"say who is asking: send an access token as `Authorization: Bearer …`; {had}"
    pace = Pace(
        Rates(settings.requests_per_minute, settings.request_burst),
        Rates(settings.failures_per_minute, settings.failures_per_minute),
    )
    return Door(book, Tokens(demands, keys), Denied(book, settings.denials_kept), pace, advice)
