"""A telephone number as a field of a model."""

from typing import Any

from django.db import models

from taxonomy.phones import clean, display, parse

__all__ = ["PhoneField", "clean", "display", "parse"]


class PhoneField(models.CharField):
    """A telephone number, kept in its canonical form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        return clean(value) if value else value
