"""Mails about calls, sent by the worker: it alone can open an address."""

from typing import Any

from django_tasks import task


@task()
def ask_to_confirm(alert_id: int) -> bool:
    """Ask an address whether it wants the alert; False when the request is gone."""
    from volunteering.alerts import mails
    from volunteering.models.alerts import CallAlert

    alert = CallAlert.objects.filter(pk=alert_id, confirmed_at__isnull=True).first()
    return bool(alert and mails.confirmation(alert).send())


@task()
def tell(found: list[list[Any]]) -> bool:
    """Tell one address of new calls: rows of alert and [[call, km], …]; False when all stopped."""
    from volunteering.alerts import mails

    message = mails.news(found)
    return bool(message and message.send())
