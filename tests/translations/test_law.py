"""wagtail-localize ignores permissions, locks and workflows: here it does not.

One test for each hole that its addresses have without the desk.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from glossary.models import GlossaryTerm
from tests.desk import signed_in, turned_away
from tests.translations import desk

pytestmark = pytest.mark.django_db
TEXT = "نص جديد"
NAMES = "wagtail_localize:"


@pytest.fixture
def arabic() -> Translation:
    return desk.translation("ar")


@pytest.fixture
def stranger() -> User:
    """Enters the admin and may ask for translations, and edits no page at all."""
    return desk.person("stranger", "submit_translation")


def put(client: Client, row: Translation, text: str = TEXT) -> Any:
    """Save a sentence through the package's own address."""
    piece = desk.segment(row)
    address = reverse(f"{NAMES}edit_string_translation", args=[row.pk, piece.pk])
    return client.put(address, f"value={text}", content_type="application/x-www-form-urlencoded")


def said(row: Translation) -> str:
    """What the translation of the segment says now."""
    piece = desk.segment(row)
    return StringTranslation.objects.get(
        translation_of=piece.string, context=piece.context, locale=row.target_locale
    ).data


def lock(page: Page) -> None:
    """Locked by somebody else."""
    page.locked, page.locked_by = True, User.objects.get(username="admin")
    page.locked_at = timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"])


def test_a_page_nobody_lets_one_edit_is_not_submitted(client: Client, stranger: User) -> None:
    """One global permission was enough to make a live translation of any page."""
    client.force_login(stranger)
    page = desk.guide()
    address = reverse(f"{NAMES}submit_page_translation", args=[page.pk])
    spanish = desk.home("es").locale_id
    assert turned_away(client.get(address))
    assert turned_away(client.post(address, {"locales": [spanish]}))
    assert not page.get_translations().filter(locale_id=spanish).exists()


def test_pages_below_are_submitted_only_by_who_edits_them(client: Client) -> None:
    """Who may only add pages edits the section they made, not what others wrote below it."""
    page = desk.guide()
    parent = page.get_parent()
    writer = desk.person("below", "submit_translation", pages={desk.home("it"): ["add_page"]})
    Page.objects.filter(pk=parent.pk).update(owner=writer)
    client.force_login(writer)
    address = reverse(f"{NAMES}submit_page_translation", args=[parent.pk])
    assert client.get(address).status_code == 200
    wanted = {"locales": [desk.home("es").locale_id], "include_subtree": "on"}
    assert turned_away(client.post(address, wanted))


def test_what_was_never_published_is_not_submitted(client: Client) -> None:
    """Translators would get the first saved text, whatever the draft says now."""
    page = desk.guide()
    Page.objects.filter(pk=page.pk).update(first_published_at=None)
    signed_in(client, "admin")
    address = reverse(f"{NAMES}submit_page_translation", args=[page.pk])
    answer = client.post(address, {"locales": [desk.home("es").locale_id]}, follow=True)
    assert "Pubblica prima la pagina" in answer.content.decode()
    assert not page.get_translations().filter(locale__language_code="es").exists()


def test_no_untranslated_section_appears_above_a_translation(client: Client) -> None:
    """The package puts live copies in Italian above a page whose section has no translation."""
    page = desk.guide()
    parent = page.get_parent()
    spanish = desk.home("es").locale_id
    Page.objects.get(translation_key=parent.translation_key, locale_id=spanish).delete()
    signed_in(client, "admin")
    address = reverse(f"{NAMES}submit_page_translation", args=[page.pk])
    client.post(address, {"locales": [spanish]})
    assert not parent.get_translations().filter(locale_id=spanish).exists()


def test_the_source_is_given_to_translators_by_who_edits_it(
    client: Client, stranger: User, arabic: Translation
) -> None:
    client.force_login(stranger)
    address = reverse(f"{NAMES}update_translations", args=[arabic.source_id])
    before = arabic.source.last_updated_at
    assert turned_away(client.get(address))
    assert turned_away(client.post(address, {"publish_translations": "on"}))
    arabic.source.refresh_from_db()
    assert arabic.source.last_updated_at == before


def test_an_update_never_publishes_the_source_text(
    client: Client, arabic: Translation, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """“Publish immediately” put the new Italian sentence on the live Arabic page."""
    page = desk.guide()
    page.lead = "Una frase nuova che nessuno ha tradotto."
    page.save_revision().publish()
    signed_in(client, "admin")
    address = reverse(f"{NAMES}update_translations", args=[arabic.source_id])
    assert "Publish immediately" not in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"publish_translations": "on"})
    assert desk.guide("ar").lead != page.lead
    arabic.source.refresh_from_db()
    assert page.lead in arabic.source.content_json  # the update itself went through


@pytest.mark.parametrize("name", ["organisation", "officer"])
def test_a_sentence_is_written_by_who_edits_its_page(
    client: Client, name: str, arabic: Translation
) -> None:
    before = said(arabic)
    assert put(signed_in(client, name), arabic).status_code == 403
    assert said(arabic) == before
    assert put(signed_in(client, "translator-ar"), arabic).status_code == 200
    assert said(arabic) == TEXT


def test_a_lock_keeps_writers_off(client: Client, arabic: Translation) -> None:
    """Strings could be edited, filled by a file or a machine and published under a lock."""
    page, before = desk.guide("ar"), said(arabic)
    signed_in(client, "translator-ar")
    po = str(arabic.export_po()).replace(before, TEXT)
    lock(page)
    assert put(client, arabic).status_code == 423
    upload = SimpleUploadedFile("a.po", po.encode())
    client.post(reverse(f"{NAMES}upload_pofile", args=[arabic.pk]), {"file": upload})
    client.post(reverse(f"{NAMES}machine_translate", args=[arabic.pk]))
    client.post(reverse(f"{NAMES}stop_translation", args=[arabic.pk]))
    assert said(arabic) == before
    arabic.refresh_from_db()
    assert arabic.enabled


def test_a_review_keeps_writers_off(client: Client, arabic: Translation) -> None:
    """The lock of a workflow counts like any other."""
    page, before = desk.guide("ar"), said(arabic)
    desk.with_workflow(desk.home("ar"))
    page.save_revision()
    page.get_workflow().start(page, User.objects.get(username="translator-ar"))
    assert put(signed_in(client, "translator-ar"), arabic).status_code == 423
    assert said(arabic) == before


def test_a_lock_keeps_the_package_s_editor_shut(client: Client, arabic: Translation) -> None:
    page = desk.guide("ar")
    piece = desk.segment(arabic)
    desk.write(arabic, piece, TEXT)
    lock(page)
    desk.person("locked-out", pages={desk.home("ar"): ["change_page", "publish_page"]})
    signed_in(client, "locked-out")
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert desk.guide("ar").lead != TEXT


def test_nobody_publishes_past_the_workflow(
    client: Client, arabic: Translation, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """The package's only button published, and cancelled the review that was running."""
    page = desk.guide("ar")
    desk.with_workflow(desk.home("ar"))
    desk.write(arabic, desk.segment(arabic), TEXT)
    signed_in(client, "publisher")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert desk.guide("ar").lead != TEXT


def test_a_translation_becomes_a_copy_only_by_who_may_publish(
    client: Client, arabic: Translation
) -> None:
    """Converting shows the Italian text under the Arabic address at once."""
    page, before = desk.guide("ar"), desk.guide("ar").title
    address = reverse(f"{NAMES}convert_to_alias", args=[page.pk])
    assert turned_away(signed_in(client, "translator-ar").post(address))
    lock(page)
    client.post(address)
    signed_in(client, "organisation")
    assert turned_away(client.get(address))
    assert desk.guide("ar").title == before
    assert desk.guide("ar").alias_of_id is None


def test_the_report_shows_each_their_own(client: Client, stranger: User) -> None:
    """Every user of the admin saw the titles of all translations, drafts too."""
    title = desk.translation("ar").source.object_repr
    for name in ("translations_report", "translations_report_results"):
        address = reverse(f"{NAMES}{name}") + f"?source_title={title[:-3]}"
        client.force_login(stranger)
        assert title not in client.get(address).content.decode()
        signed_in(client, "translator-ar")
        assert title in client.get(address).content.decode()


def test_names_of_snippets_are_for_who_works_with_them(client: Client) -> None:
    term = GlossaryTerm.objects.first()
    assert term is not None
    kind = ["glossary", "glossaryterm"]
    for address in (
        reverse(f"{NAMES}snippets_api_listing", args=kind),
        reverse(f"{NAMES}snippets_api_detail", args=[*kind, term.pk]),
    ):
        assert signed_in(client, "translator-ar").get(address).status_code == 403
        assert signed_in(client, "admin").get(address).status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not a file of messages", b'msgid "a"\nmsgstr "b"\n', b"\xff\xfe\x00\x01",
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=klingon\\n"\n',
        b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: other\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    ],
)  # fmt: skip
def test_a_bad_file_gets_a_sentence(client: Client, arabic: Translation, content: bytes) -> None:
    """A file without the package's header ended in HTTP 500."""
    before = said(arabic)
    signed_in(client, "translator-ar")
    address = reverse(f"{NAMES}upload_pofile", args=[arabic.pk])
    answer = client.post(address, {"file": SimpleUploadedFile("a.po", content)}, follow=True)
    assert answer.status_code == 200
    assert "messagelist" in answer.content.decode() or "messages" in answer.content.decode()
    assert said(arabic) == before


def test_an_upload_without_a_file_gets_a_sentence(client: Client, arabic: Translation) -> None:
    signed_in(client, "translator-ar")
    answer = client.post(reverse(f"{NAMES}upload_pofile", args=[arabic.pk]), follow=True)
    assert "Scegli prima un file" in answer.content.decode()


def test_a_good_file_is_taken_in(client: Client, arabic: Translation) -> None:
    before = said(arabic)
    po = str(arabic.export_po()).replace(before, TEXT)
    signed_in(client, "translator-ar")
    address = reverse(f"{NAMES}upload_pofile", args=[arabic.pk])
    client.post(address, {"file": SimpleUploadedFile("a.po", po.encode())})
    assert said(arabic) == TEXT


def test_sentences_with_other_links_are_left_out(client: Client, arabic: Translation) -> None:
    """They would lose a link, or bring HTML of their own."""
    po = arabic.export_po()
    linked = next(entry for entry in po if "<a id" in entry.msgid)
    held, linked.msgstr = linked.msgstr, "بلا رابط"
    next(entry for entry in po if entry.msgctxt == "lead").msgstr = "<script>x</script>"
    before = said(arabic)
    signed_in(client, "translator-ar")
    address = reverse(f"{NAMES}upload_pofile", args=[arabic.pk])
    upload = SimpleUploadedFile("a.po", str(po).encode())
    answer = client.post(address, {"file": upload}, follow=True)
    assert "2 frasi hanno segni o link diversi" in answer.content.decode()
    assert said(arabic) == before
    assert StringTranslation.objects.filter(data=held, locale=arabic.target_locale).exists()


def test_a_request_without_text_is_told_so(client: Client, arabic: Translation) -> None:
    piece = desk.segment(arabic)
    address = reverse(f"{NAMES}edit_string_translation", args=[arabic.pk, piece.pk])
    assert signed_in(client, "translator-ar").put(address).status_code == 400
