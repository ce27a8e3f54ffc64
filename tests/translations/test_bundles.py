"""Files of many pages: out for who may edit them, back in under the law of each page."""

import datetime
import io
import json
import zipfile
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from core import locales
from tests.desk import signed_in, turned_away
from tests.translations import desk
from translations.exchange import archives, bundles
from translations.models import Bundle

pytestmark = pytest.mark.django_db
NEW = "سطر جديد من الملف"


def po_file(row: Translation, text: str = NEW, path: str = "lead") -> bytes:
    """A page's PO file with one sentence filled in."""
    found = row.export_po()
    for entry in found:
        entry.msgstr = text if entry.msgctxt == path else ""
    return str(found).encode()


def zip_of(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def send(client: Client, *files: tuple[str, bytes]) -> Any:
    """Send files in, and what the screen says of each: name to (fault, lines)."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(reverse("translations_matrix:files"), {"files": uploads})
    if answer["Location"] == reverse("translations_matrix:files"):
        return [str(message) for message in client.get(answer["Location"]).context["messages"]]
    report = Bundle.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2]).report
    html = client.get(answer["Location"]).content.decode()
    assert all(row["name"] in html for row in report)
    return {row["name"]: (row["fault"], row["lines"]) for row in report}


def written(row: Translation, path: str = "lead") -> str:
    """What the desk holds for a sentence."""
    piece = desk.segment(row, path)
    found = StringTranslation.objects.filter(
        translation_of=piece.string, context=piece.context, locale=row.target_locale
    ).first()
    return found.data if found else ""


def export(client: Client, query: str, **data: Any) -> Any:
    address = f"{reverse('translations_matrix:bulk-export')}?{query}"
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"format": "po", **data})


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_a_few_files_are_downloaded_at_once(client: Client) -> None:
    query = f"lang=ar&page={desk.guide().pk}"
    signed_in(client, "translator-ar")
    for kind, end in (("po", ".po"), ("xliff", ".xlf")):
        answer = export(client, query, format=kind)
        assert answer["Content-Type"] == "application/zip"
        assert "no-store" in answer["Cache-Control"]
        assert names(answer.content) == [f"ar/residenza-{desk.guide().pk}{end}"]
    assert not Bundle.objects.exists()


def test_what_goes_out_comes_back(client: Client) -> None:
    """Both kinds of files, as they were exported, with one sentence of each changed."""
    signed_in(client, "translator-ar")
    row = desk.translation()
    old = written(row)
    for kind in ("po", "xliff"):
        content = export(client, f"lang=ar&page={desk.guide().pk}", format=kind).content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            text = archive.read(name).decode().replace(old, f"{NEW} {kind}")
        report = send(client, ("back.zip", zip_of({name: text.encode()})))
        assert report[name][0] == ""
        old = written(row)
        assert old == f"{NEW} {kind}"


def test_many_files_are_built_by_the_worker_for_who_asked(client: Client) -> None:
    answer = signed_in(client, "translator-ar")
    answer = export(client, "lang=ar&all=1&work=0")
    bundle = Bundle.objects.get()
    assert answer["Location"] == reverse("translations_matrix:bundle", args=[bundle.pk])
    rights = Translation.objects.filter(target_locale__language_code="ar", enabled=True)
    assert (bundle.state, bundle.done) == (Bundle.State.DONE, bundle.total)
    assert bundles.AT_ONCE < bundle.total <= rights.count()
    file = reverse("translations_matrix:bundle-file", args=[bundle.pk])
    assert len(names(client.get(file).content)) == bundle.total
    assert file in client.get(answer["Location"]).content.decode()
    for other in ("reviewer-ar", "publisher"):
        signed_in(client, other)
        assert client.get(file).status_code == client.get(answer["Location"]).status_code == 404
        assert (
            str(bundle.pk) not in client.get(reverse("translations_matrix:files")).content.decode()
        )
    assert turned_away(signed_in(client, "organisation").get(file))


def test_a_right_that_went_meanwhile_leaves_the_page_out() -> None:
    user = User.objects.get(username="translator-ar")
    rows = Translation.objects.filter(enabled=True, source__object_id=desk.guide().translation_key)
    keys = list(rows.values_list("pk", flat=True))
    bundle = Bundle.objects.create(user=user, way="out", format="po", wanted=keys, total=len(keys))
    bundles.build_all(bundle)
    assert len(names(bytes(bundle.content))) == 1 < len(keys)
    assert names(bytes(bundle.content))[0].startswith("ar/")
    assert sum(bool(row["fault"]) for row in bundle.report) == len(keys) - 1


def test_a_bundle_goes_after_its_week(client: Client) -> None:
    user = User.objects.get(username="translator-ar")
    kept = Bundle.objects.create(user=user, way="out", state="done", content=zip_of({"a": b"b"}))
    old = Bundle.objects.create(
        user=user,
        way="out",
        state="done",
        expires_at=timezone.now() - datetime.timedelta(seconds=1),
    )
    signed_in(client, "translator-ar")
    assert client.get(reverse("translations_matrix:bundle-file", args=[old.pk])).status_code == 404
    call_command("translations", "forget")
    assert list(Bundle.objects.all()) == [kept]


def test_one_bad_file_loses_nothing_of_the_others(client: Client) -> None:
    row = desk.translation()
    french = desk.translation("fr")
    before = written(french)
    unknown = po_file(row).replace(str(row.uuid).encode(), b"00000000-0000-4000-8000-000000000000")
    files = {
        "good.po": po_file(row), "notes.txt": b"hello", "french.po": po_file(french),
        "unknown.po": unknown, "empty.po": b"", "not.xlf": b"<a/>",
        "../../etc/passwd.po": po_file(row, "out"), "/abs.po": po_file(row, "abs"),
        "..\\up.po": po_file(row, "up"),
        "evil.xlf": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    }  # fmt: skip
    report = send(signed_in(client, "translator-ar"), ("all.zip", zip_of(files)))
    good = report.pop("good.po")
    assert good == ("", ["1 frase presa dal file."])
    assert len(report) == len(files) - 1
    assert all(fault and not lines for fault, lines in report.values())
    assert written(row) == NEW
    assert written(french) == before


def test_who_may_not_edit_a_page_learns_nothing_of_it(client: Client) -> None:
    french = desk.translation("fr")
    report = send(signed_in(client, "translator-ar"), ("f.po", po_file(french)))
    assert report["f.po"][0]
    assert desk.guide().title not in json.dumps(Bundle.objects.get().report, ensure_ascii=False)


@pytest.mark.parametrize("lock", ["review", "locked", "stopped"])
def test_a_lock_keeps_a_file_out_and_says_why(client: Client, lock: str) -> None:
    row = desk.translation()
    content, before = po_file(row), written(row)
    page: Any = row.get_target_instance()
    if lock == "review":
        page.save_revision()
        page.get_workflow().start(page, None)
    elif lock == "locked":
        admin = User.objects.get(username="admin")
        Page.objects.filter(pk=page.pk).update(
            locked=True, locked_by=admin, locked_at=timezone.now()
        )
    else:
        Translation.objects.filter(pk=row.pk).update(enabled=False)
    report = send(signed_in(client, "translator-ar"), ("a.po", content))
    assert report["a.po"][0]
    assert written(row) == before


def test_sentences_of_an_older_page_and_wrong_marks_are_counted(client: Client) -> None:
    row = desk.translation()
    old = po_file(row).replace(b'msgctxt "title"\nmsgid "', b'msgctxt "title"\nmsgid "Prima ')
    found = row.export_po()
    for entry in found:
        entry.msgstr = 'x <a id="a9">y</a>' if entry.msgctxt == "lead" else ""
    report = send(
        signed_in(client, "translator-ar"), ("old.po", old), ("marks.po", str(found).encode())
    )
    assert report["old.po"][0] == ""
    assert len(report["marks.po"][1]) == 2
    assert "0 frasi" in report["marks.po"][1][0]


def test_more_than_a_few_files_are_taken_in_by_the_worker(client: Client) -> None:
    rows = [desk.translation("ar", page.specific) for page in Page.objects.filter(
        translation_key__in=Translation.objects.filter(
            target_locale__language_code="ar", enabled=True
        ).values("source__object_id"), locale=locales.source(),
    )[: bundles.AT_ONCE + 2]]  # fmt: skip
    files = {
        f"{number}.po": po_file(row, f"{NEW} {number}", "title") for number, row in enumerate(rows)
    }
    report = send(signed_in(client, "translator-ar"), ("all.zip", zip_of(files)))
    assert list(report) == list(files)
    assert [written(row, "title") for row in rows] == [f"{NEW} {n}" for n in range(len(rows))]
    bundle = Bundle.objects.get()
    assert (bundle.done, bytes(bundle.content)) == (len(rows), b"")


def test_a_bomb_is_no_more_than_its_limit(client: Client, monkeypatch: Any) -> None:
    signed_in(client, "translator-ar")
    bomb = zip_of({"bomb.po": b"0" * (6 * 1024 * 1024)})
    assert len(bomb) < 20_000
    assert send(client, ("bomb.zip", bomb))["bomb.po"][0]
    monkeypatch.setattr(archives, "MOST_UNPACKED", 3000)
    assert len(send(client, ("b.zip", zip_of({f"{n}.po": b"0" * 1000 for n in range(4)})))) == 1
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert len(send(client, ("b.zip", zip_of({f"{n}.po": b"0" for n in range(4)})))) == 1
    monkeypatch.setattr(archives, "MOST_SENT", 10)
    assert len(send(client, ("b.po", b"0" * 11))) == 1
    assert Bundle.objects.count() == 1


def test_no_more_of_a_file_is_unpacked_than_may_be_in_it(client: Client, monkeypatch: Any) -> None:
    asked: list[int] = []
    read = zipfile.ZipExtFile.read

    def noted(self: Any, size: int = -1) -> bytes:
        asked.append(size)
        return read(self, size)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", noted)
    signed_in(client, "translator-ar")
    client.post(
        reverse("translations_matrix:files"),
        {"files": [SimpleUploadedFile("b.zip", zip_of({"b.po": b"0" * (6 * 1024 * 1024)}))]},
    )
    assert asked
    assert all(0 < size < 6 * 1024 * 1024 for size in asked)


def test_damaged_and_locked_archives_are_named(client: Client) -> None:
    signed_in(client, "translator-ar")
    good = zip_of({"a.po": po_file(desk.translation()) * 5})
    broken = good.replace(good[60:200], b"\0" * 140, 1)
    locked = bytearray(zip_of({"b.po": b"x"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    report = send(client, ("broken.zip", broken), ("locked.zip", bytes(locked)))
    assert report["a.po"][0]
    assert "password" in report["b.po"][0]
    assert send(client) != {}


def test_files_of_a_bundle_are_for_who_sees_translations(client: Client) -> None:
    signed_in(client, "organisation")
    for name in ("files", "bundle", "bundle-file"):
        keys = [] if name == "files" else ["11111111-1111-4111-8111-111111111111"]
        assert turned_away(client.get(reverse(f"translations_matrix:{name}", args=keys)))
    assert turned_away(client.post(reverse("translations_matrix:files"), {}))


def test_the_clock_forgets_old_bundles() -> None:
    assert (["translations", "forget"], site_settings.DAY) in site_settings.CLOCK.values()
