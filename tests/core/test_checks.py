"""A page type that breaks the contract stops the start."""

from typing import ClassVar

from core.checks import check_page_types, contract_errors, page_types
from core.models import BasePage


def test_all_page_types_fill_the_contract() -> None:
    assert check_page_types() == []
    assert len(page_types()) >= 20


class Broken(BasePage):
    """Says nothing of itself and translates a field it does not have."""

    review_policy = "reviewed"
    translation_mode = "sometimes"
    translated_fields: ClassVar[tuple[str, ...]] = ("nothing",)

    class Meta:
        abstract = True


def test_a_page_type_without_contract_is_named() -> None:
    found = {error.id for error in contract_errors(Broken)}
    assert found == {"core.E002", "core.E004", "core.E005", "core.E006"}


def test_a_page_type_without_the_base_is_named() -> None:
    from wagtail.models import Page

    assert [error.id for error in contract_errors(Page)] == ["core.E001"]
