"""Telephones and mailboxes: offices are published, people are not."""

import pytest
from django.core.exceptions import ValidationError

from directory import phones
from directory.mailboxes import looks_personal


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("0171 123456", "+390171123456", "0171 123456"),
        ("800 290 290", "+39800290290", "800 290 290"),
        ("112", "112", "112"),
        ("1522", "1522", "1522"),
        ("+33 4 72 00 00 00", "+33472000000", "+33 4 72 00 00 00"),
    ],
)
def test_numbers_are_kept_as_dialled_and_shown_as_read(typed: str, kept: str, shown: str) -> None:
    assert phones.clean(typed) == kept
    assert phones.display(kept) == shown


@pytest.mark.parametrize("typed", ["12", "call me", "+39 1", ""])
def test_what_no_telephone_dials_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        phones.clean(typed)


@pytest.mark.parametrize("mailbox", ["m.rossi@example.org", "anna.bianchi@example.org"])
def test_a_persons_mailbox_is_seen(mailbox: str) -> None:
    assert looks_personal(mailbox)


@pytest.mark.parametrize(
    "mailbox", ["info@example.org", "ufficio.stampa@example.org", "sportello@example.org"]
)
def test_an_office_mailbox_passes(mailbox: str) -> None:
    assert not looks_personal(mailbox)
