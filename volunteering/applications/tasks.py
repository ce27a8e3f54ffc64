"""What happens after an answer arrived: the organisation is told, by a link and without the data."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from core import locales


@task()
def tell_host(application_id: int) -> bool:
    """Tell the call's mailbox, else the host's, that an answer arrived; whether a mail was sent."""
    from volunteering import mails
    from volunteering.models import Application  # models enqueue this task

    found = Application.objects.select_related("call", "host").filter(pk=application_id).first()
    if found is None or found.call is None:
        return False
    rows = [*found.call.contacts, *found.host.contacts.all()]
    mailbox = next((row.mailbox for row in rows if row.mailbox), "")
    if not mailbox:
        return False
    call = found.call
    address = f"{reverse('calls_desk:applications')}?call={found.call_key}"

    def letter() -> mails.Letter:
        title = locales.isolated(call.title)
        return mails.Letter(
            _("A new answer: %(title)s") % {"title": title},
            [
                _("Somebody would like to help with “%(title)s”.") % {"title": title},
                _("A short message is enough, a no as well: people who wait in vain do not come back."),
            ],
            _("Read and answer the applications"),
        )  # fmt: skip

    mails.send(
        mailbox, mails.languages_of(found.host), letter, settings.WAGTAILADMIN_BASE_URL + address
    )
    return True
