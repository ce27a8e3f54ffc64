"""Reminders about insurance: noted once, sent by the clock, left out when they are true no more."""

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from core import locales
from core.dates import format_date
from directory.models import Organisation
from directory.models.organisations import INSURANCE_WARNING_DAYS, InsuranceState
from volunteering import insurance, mails, outbox
from volunteering.models import InsuranceReminder

Kind = InsuranceReminder.Kind


def note_what_is_due() -> int:
    """Write down every notice that is due today; how many are new."""
    return sum(_note(found) for found in insurance.due())


def _note(found: insurance.Due) -> bool:
    organisation = found.organisation
    with transaction.atomic():
        _row, new = InsuranceReminder.objects.get_or_create(
            organisation=organisation,
            kind=found.kind,
            valid_until=organisation.insurance_valid_until,
            defaults={"created_on": timezone.localdate()},
        )
        if new and found.kind in insurance.LOGGED:
            _log(organisation, found.kind)
    return new


def _log(organisation: Organisation, kind: str) -> None:
    """In the history of the organisation and of each call that paused or opened again."""
    action = f"volunteering.insurance_{kind}"
    log(organisation, action)
    for call in insurance.running_calls().filter(host=organisation):
        log(call, action)


def remind(organisations: list[Organisation]) -> int:
    """Note a reminder by hand for each that can be reminded; how many.

    Left out: without a role's mailbox, insured for long, noted today already.
    """
    day = timezone.localdate()
    chosen = [row for row in organisations if not reason_against(row)]
    InsuranceReminder.objects.bulk_create(
        InsuranceReminder(
            organisation=row, kind=Kind.BY_HAND, created_on=day,
            valid_until=row.insurance_valid_until,
        )
        for row in chosen
    )  # fmt: skip
    return len(chosen)


def reason_against(organisation: Organisation) -> str:
    """Why an organisation cannot be reminded now; nothing when it can.

    Of a query set with `insurance.with_standing` and its contacts.
    """
    if not organisation.role_mailbox:
        return _("no role’s mailbox: add one to its contacts")
    if organisation.insurance_state() == InsuranceState.VALID:
        return _("its insurance holds for 30 days or more")
    if getattr(organisation, "reminder_since", None) == timezone.localdate():
        return _("reminded today already")
    return ""


def send_what_waits() -> outbox.Sent:
    """Send the notices that wait."""
    waiting = (
        InsuranceReminder.objects.filter(waits=True)
        .select_related("organisation")
        .prefetch_related("organisation__contacts", "organisation__languages")
    )
    return outbox.send_waiting(waiting.order_by("pk"), still_true, _send)


def still_true(reminder: InsuranceReminder) -> bool:
    """Whether the notice still says what is the case."""
    organisation = reminder.organisation
    state = organisation.insurance_state()
    if reminder.kind == Kind.RESUMED:
        return organisation.insurance_holds
    if reminder.kind == Kind.PAUSED:
        return state == InsuranceState.EXPIRED
    until = organisation.insurance_valid_until
    soon = timezone.localdate() + datetime.timedelta(days=INSURANCE_WARNING_DAYS)
    return until == reminder.valid_until and (until is None or until <= soon)


def _send(reminder: InsuranceReminder, mailbox: str) -> None:
    organisation = reminder.organisation
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    mails.send(mailbox, mails.languages_of(organisation), lambda: letter(reminder), address)


def letter(reminder: InsuranceReminder) -> mails.Letter:
    """What the organisation is told, in the active language."""
    organisation = reminder.organisation
    state = organisation.insurance_state()
    day = locales.isolated(format_date(organisation.insurance_valid_until))
    name = locales.isolated(organisation.name)
    link = _("Your organisation’s desk")
    if state in {InsuranceState.ENDING, InsuranceState.VALID}:
        return _holds(reminder.kind, name, day, link)
    number = insurance.running_calls().filter(host=organisation).count()
    if state == InsuranceState.MISSING:
        said = _("%(name)s has declared no insurance of its volunteers.") % {"name": name}
    else:
        said = _("The insurance that %(name)s declared for its volunteers ended on %(day)s.") % {
            "name": name, "day": day,
        }  # fmt: skip
    paragraphs = [said]
    if number:
        paragraphs.append(
            ngettext(
                "%(count)d call is paused: readers see it, nobody can apply.",
                "%(count)d calls are paused: readers see them, nobody can apply.",
                number,
            )
            % {"count": number}
        )
    return mails.Letter(_("The insurance of your volunteers"), [*paragraphs, _how()], link)


def _holds(kind: str, name: str, day: str, link: str) -> mails.Letter:
    if kind == Kind.RESUMED:
        return mails.Letter(
            _("Your calls for volunteers are open again"),
            [
                _("The insurance of %(name)s is declared until %(day)s.")
                % {"name": name, "day": day},
                _("Calls that were paused take applications again. There is nothing to do."),
            ],
            link,
        )
    return mails.Letter(
        _("The insurance of your volunteers ends on %(day)s") % {"day": day},
        [
            _("The insurance of %(name)s is declared until %(day)s.") % {"name": name, "day": day},
            _("After that day your calls pause: readers see them, nobody can apply."),
            _how(),
        ],
        link,
    )


def _how() -> str:
    return _(
        "Tell the office that keeps this site the new end of the insurance: the day is enough, "
        "not the policy. The calls open again by themselves."
    )
