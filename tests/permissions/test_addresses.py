"""Nothing of the site has an address that nobody thought about."""

from core.desk.checks import admin_views
from tests.permissions.declared import NOTHING, table

HOW = (
    "Say what each is about in ABOUT of tests/permissions/declared.py (or why it shows nothing of"
    " anybody, in NOTHING), and whose screen it is in OPENS of tests/permissions/policy.py."
)


def test_every_address_is_declared() -> None:
    """A new address, of ours or of a new version of Wagtail, is named here."""
    found = {address for address, _view in admin_views()}
    new = sorted(found - set(table()))
    assert not new, "\n".join([*new, HOW])


def test_nothing_is_declared_that_is_gone() -> None:
    found = {address for address, _view in admin_views()}
    gone = sorted(set(table()) - found)
    assert not gone, "\n".join(gone)


def test_every_address_without_an_object_says_why() -> None:
    assert [address for address, why in NOTHING.items() if len(why) < 10] == []
