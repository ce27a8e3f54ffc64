"""{% feedback_url as url %}: where the foot of a page leads whoever has something to say about it."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def feedback_url(context: Context) -> str:
    """Where readers say what they think of this page; empty on pages that do not ask.

    A detail below a page's own address (`url_suffix`) is another page: it does not ask.
    """
    page: Any = context.get("page")
    if page is None or not getattr(page, "takes_feedback", False) or page.pk is None:
        return ""
    if str(context.get("url_suffix") or "").partition("?")[0]:
        return ""
    return reverse("feedback", args=[page.pk])
