"""What happens after an answer arrived: the organisation is told, by a link and without the data."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task


@task()
def tell_host(application_id: int) -> bool:
    """Tell the host's role mailbox that an answer arrived; whether a mail was sent."""
    from volunteering.models import Application  # models enqueue this task

    found = Application.objects.select_related("call", "host").filter(pk=application_id).first()
    if found is None or found.call is None:
        return False
    rows = [*found.call.contacts, *found.host.contacts.all()]
    mailbox = next((row.mailbox for row in rows if row.mailbox), "")
    if not mailbox:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        title = found.call.title
        subject = _("A new answer: %(title)s") % {"title": title}
        body = _("Somebody answered “%(title)s”. Read it here: %(address)s") % {
            "title": title,
            "address": settings.WAGTAILADMIN_BASE_URL + _desk(application_id),
        }
    return bool(send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [mailbox]))


def _desk(application_id: int) -> str:
    """Where the organisation reads the answer in the admin."""
    try:
        return reverse("calls_desk:application", args=[application_id])
    except NoReverseMatch:
        return reverse("wagtailadmin_home")
