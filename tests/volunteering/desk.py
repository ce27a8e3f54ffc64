"""What the tests of the desk share: who is there."""

import datetime as dt

from directory.models import Organisation
from volunteering.models import CallPage

INSURED_UNTIL = {
    "ponte-di-voci": dt.date(2027, 12, 31),
    "tavola-lunga": dt.date(2027, 12, 31),
    "sportello-in-cammino": dt.date(2027, 12, 31),
    "parole-in-viaggio": dt.date(2026, 6, 30),
    "il-cortile": dt.date(2026, 12, 15),
}
APPLY_BY = {
    "accompagnare-sportello": None,
    "conversazione-italiano": dt.date(2026, 12, 15),
    "raccolta-cibo": dt.date(2027, 1, 10),
    "traduzioni-da-casa": dt.date(2027, 2, 28),
}


def five_hosts() -> None:
    """Of the demonstration five hosts and four calls remain, with days that tests can count on."""
    Organisation.objects.exclude(slug__in=INSURED_UNTIL).update(live=False)
    CallPage.objects.exclude(slug__in=APPLY_BY).update(live=False)
    for slug, until in INSURED_UNTIL.items():
        Organisation.objects.filter(slug=slug).update(
            insurance_declared_on=dt.date(2025, 6, 25), insurance_valid_until=until
        )
    for slug, day in APPLY_BY.items():
        CallPage.objects.filter(slug=slug).update(
            apply_by=day, opens_on=None, start_value=None, end_value=None, withdrawn=False
        )
