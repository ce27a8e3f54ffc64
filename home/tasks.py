"""What happens after a form was sent: the office is told, and the answer is deleted in time."""

import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.contrib.forms.models import FormSubmission


@task()
def purge_answers(page_id: int) -> int:
    """Delete the answers of a form that are older than it promises; returns how many.

    GDPR art. 5(1)(e): data are kept no longer than the purpose needs.
    """
    from home.models import FormPage  # models enqueue this task

    page = FormPage.objects.filter(pk=page_id).first()
    if page is None:
        return 0
    limit = timezone.now() - datetime.timedelta(days=page.retention_days)
    deleted, _rows = FormSubmission.objects.filter(page_id=page_id, submit_time__lt=limit).delete()
    return deleted


@task()
def tell_office(page_id: int) -> bool:
    """Tell the form's role mailbox that an answer arrived. The mail carries a link, not the data."""
    from home.models import FormPage

    page = FormPage.objects.filter(pk=page_id).first()
    if page is None or not page.recipient_role_mailbox:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A new answer: %(title)s") % {"title": page.title}
        address = f"{settings.WAGTAILADMIN_BASE_URL}/admin/forms/submissions/{page.pk}/"
        body = _("Somebody answered “%(title)s”. Read it here: %(address)s") % {
            "title": page.title,
            "address": address,
        }
    return bool(
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [page.recipient_role_mailbox])
    )
