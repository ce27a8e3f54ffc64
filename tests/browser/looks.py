"""One visit of a page that asks every promise; what each of them finds is kept by itself.

look = looks.Reader(visit).look(addresses, "GuidePage", "ar")
assert look.use == [] and look.privacy == []
"""

from dataclasses import dataclass

from tests.browser import access, visits, weight
from tests.browser.addresses import FORM_STATES, SOURCE, Addresses
from tests.browser.trickle import shifts

# The languages in which axe looks at pages: one from left to right, one from right to left.
READ_IN = (SOURCE, "ar")
FOLDS = "main details, footer details"


@dataclass(frozen=True)
class Look:
    """What a first visit of a page found, a line for each fault.

    `use`: what keeps somebody from reading or using it; `privacy`: what it tells others or leaves
    in the browser; `weight`: what is more than promised; `moved`: its layout shifts. `html` is the
    document as it was sent.
    """

    where: str
    language: str
    use: list[str]
    privacy: list[str]
    weight: list[str]
    moved: list[str]
    html: str


class Reader:
    """Somebody on a phone that has never been here: its profile is emptied before each visit.

    A profile made anew, with processes of its own, would cost as much as the page.
    """

    def __init__(self, seen: visits.Visit) -> None:
        self.seen = seen
        self.session = seen.context.new_cdp_session(seen.page)
        self.scales = weight.Scales(self.session)

    def look(self, addresses: Addresses, template: str, language: str) -> Look | None:
        """Visit a template in a language; None if it has no such page.

        The order matters. Unfolding, other widths and dark colours move and fetch things: shifts
        are read before all of them, the weight before the widths. While axe works the line falls
        silent, so nobody waits for that. Privacy comes last: it is asked of all that was fetched at
        any width.
        """
        self._begin()
        seen, page, read = self.seen, self.seen.page, language in READ_IN
        where = seen.show(addresses, template, language)
        if not where:
            return None
        seen.opened.add(page.url)
        moved = shifts(page)
        page.evaluate(access.OPEN_FOLDS, FOLDS)
        use = access.on_a_phone(page) if read else []
        cost = weight.settled(page, self.scales)
        use += access.elsewhere(page) if read else []
        sent = [answer for answer in seen.responses if answer.request.is_navigation_request()]
        return Look(
            where=where,
            language=language,
            use=use,
            privacy=seen.breaches() + seen.traces(),
            # A form that was sent is a second page, which comes with what the first one fetched.
            weight=[] if template in FORM_STATES else weight.excesses(cost, language),
            moved=[f"layout shift {shift}" for shift in moved],
            html=sent[-1].text(),
        )

    def _begin(self) -> None:
        """Forget everything, in the browser and of the last visit, and be a phone in daylight."""
        everything = {"origin": self.seen.origin, "storageTypes": "all"}
        self.session.send("Storage.clearDataForOrigin", everything)
        self.session.send("Network.clearBrowserCache")
        self.seen.context.clear_cookies()
        self.seen.forget()
        self.seen.opened.clear()
        self.scales.forget()
        access.resize(self.seen.page, access.PHONE)
        self.seen.page.emulate_media(color_scheme="light")


def told(found: list[Look], promise: str) -> list[str]:
    """What the looks have to say about one promise, and where."""
    return [f"{look.where}: {what}" for look in found for what in getattr(look, promise)]
