"""System checks: the promises page types make to the services, held at start-up."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

CONTRACT = ("search_kind", "review_policy", "translation_mode", "schema_type")
OWN_APPS = {"home", "guides", "news", "events", "projects", "volunteering"}
REVIEW_POLICIES = {"reviewed", "none"}
TRANSLATION_MODES = {"synced", "simple", "none"}


def page_types() -> list[type[Page]]:
    """Every concrete page type of the project."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and model._meta.app_label in OWN_APPS
    ]


def contract_errors(model: type[Any]) -> list[CheckMessage]:
    """What a page type lacks of the contract of BasePage."""
    from core.models import BasePage  # models are loaded when checks run

    if not issubclass(model, BasePage):
        return [
            Error(
                f"{model.__name__} does not inherit BasePage.",
                hint="Every page type carries the fields and the contract of core.models.BasePage.",
                obj=model,
                id="core.E001",
            )
        ]
    errors: list[CheckMessage] = [
        Error(
            f"{model.__name__} does not say its {name}.",
            hint="Set it as a class attribute; see the docstring of core.models.BasePage.",
            obj=model,
            id="core.E002",
        )
        for name in CONTRACT
        if not isinstance(getattr(model, name, None), str)
    ]
    if getattr(model, "review_policy", "") not in REVIEW_POLICIES:
        errors.append(Error("Unknown review policy.", obj=model, id="core.E003"))
    if model.review_policy == "reviewed" and not hasattr(model, "verified_on"):
        errors.append(
            Error(
                f"{model.__name__} is reviewed but has no verification date.",
                hint="Inherit core.models.ReviewedPageMixin.",
                obj=model,
                id="core.E004",
            )
        )
    if getattr(model, "translation_mode", "") not in TRANSLATION_MODES:
        errors.append(Error("Unknown translation mode.", obj=model, id="core.E005"))
    fields = {field.name for field in model._meta.get_fields()}
    errors += [
        Error(
            f"{model.__name__} translates “{name}”, which is none of its fields.",
            obj=model,
            id="core.E006",
        )
        for attribute in ("translated_fields", "local_fields")
        for name in model.declared(attribute)
        if name not in fields
    ]
    return errors


@register()
def check_page_types(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every page type fills the contract."""
    return [error for model in page_types() for error in contract_errors(model)]
