"""Which published translations hold sentences of a machine that no person has reviewed, and where.

Readers are told. A sentence stays marked until a person has said of this very text that it is
right; a text written since then is not what readers see yet.
"""

import uuid

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from core import generation, locales
from translations import texts
from translations.editor import marks
from translations.models import MachineText

_kept: dict[str, tuple[tuple[int, int], frozenset[int]]] = {}
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


def note(page: Page) -> None:
    """Write down what a published translation says in a machine's words."""
    _write(page.pk, _said(page))


def _said(page: Page) -> list[list[str]]:
    """What a version of a translation says in a machine's words; as `MachineText` keeps it."""
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id,
        translation_type=MACHINE, has_error=False,
    )  # fmt: skip
    written = list(rows.values_list("context__path", "translation_of__data", "data"))
    said = texts.of(page.specific) if written else {}
    plain = {path: {marks.plain(text) for text in found} for path, found in said.items()}
    return [
        [path, source, marks.plain(text)]
        for path, source, text in written
        if marks.plain(text) in plain.get(path, set())
    ]


def look_again(key: uuid.UUID) -> None:
    """Forget what a person has reviewed since, in all languages of a page; one query if there is none."""
    for row in MachineText.objects.filter(page__translation_key=key).select_related("page"):
        reviewed = {
            (path, source, marks.plain(text))
            for path, source, text in StringTranslation.objects.filter(
                context__object_id=key, locale_id=row.page.locale_id
            ).exclude(translation_type=MACHINE).values_list(
                "context__path", "translation_of__data", "data"
            )
        }  # fmt: skip
        left = [one for one in row.texts if tuple(one) not in reviewed]
        if len(left) != len(row.texts):
            _write(row.page_id, left)


def places(page: Page, *, draft: bool = False) -> set[str]:
    """Parts of a page (block keys, names of fields) with such sentences; no query where there is none.

    Of the version that readers see; of the one in `page` where it is a draft, by one query.
    """
    if page.locale_id == locales.source().pk or not (draft or page.pk in _pages()):
        return set()
    row = None if draft else MachineText.objects.filter(pk=page.pk).first()
    said = _said(page) if draft else row.texts if row else []
    found: set[str] = set()
    for path, _source, _text in said:
        field, _dot, rest = path.partition(".")
        found |= {field, rest.partition(".")[0]} - {""}
    return found


def _pages() -> frozenset[int]:
    """The pages concerned; one query after the site changed."""
    stamp = generation.current()
    held = _kept.get("pages")
    if held is None or held[0] != stamp:
        keys = MachineText.objects.values_list("page_id", flat=True)
        held = _kept["pages"] = stamp, frozenset(keys)
    return held[1]


def _write(key: int, found: list[list[str]]) -> None:
    if found:
        MachineText.objects.update_or_create(page_id=key, defaults={"texts": found})
        generation.bump()
    elif MachineText.objects.filter(page_id=key).delete()[0]:
        generation.bump()
