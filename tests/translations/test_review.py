"""From the desk to readers: only what somebody else approved, and exactly that."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.desk import signed_in, turned_away
from tests.translations import desk, pages
from translations.editor.access import desk_of
from translations.editor.segments import Row
from translations.models import AcceptedCheck, SegmentComment, StaleText

pytestmark = pytest.mark.django_db
NEW_LEAD = "Registra la residenza entro 20 giorni."
GOOD = "سجّل إقامتك خلال 20 يومًا."
WRONG = "سجّل إقامتك خلال 30 يومًا."
Commit = Callable[..., Any]
OTHER_XLIFF = (
    b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    b'<file original="x"><body/></file></xliff>'
)
DEEP = (
    b"<body><trans-unit><source/><target>" + b"<g>" * 50_000 + b"</g>" * 50_000
    + b"</target></trans-unit></body>"
)  # fmt: skip


def address(name: str) -> str:
    return reverse(f"translations_desk:{name}", args=["ar", desk.guide().pk])


def row() -> Row:
    found = desk_of(desk.guide("ar"))
    assert found is not None
    return next(one for one in found.rows if one.path == "lead")


def shown(client: Client) -> str:
    """The Arabic page as readers get it."""
    text: str = Client().get(desk.guide("ar").get_url()).content.decode()
    return text


def write(client: Client, text: str, *, do: str = "send") -> Any:
    """The translator brings the lead up to date and sends the translation."""
    pages.edit(desk.guide(), lambda page: setattr(page, "lead", NEW_LEAD))
    one = row()
    signed_in(client, "translator-ar")
    return client.post(address("editor"), {f"t{one.pk}": text, f"v{one.pk}": one.version, "do": do})


def test_a_translation_goes_out_after_its_review(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    """Translator sends, reviewer approves; nothing of it is seen before."""
    write(client, GOOD)
    page = desk.guide("ar")
    assert page.current_workflow_state is not None
    assert GOOD not in shown(client)
    assert "ritira" in client.get(address("editor")).content.decode().casefold()
    signed_in(client, "reviewer-ar")
    text = client.get(address("review")).content.decode()
    assert "<ins>" in text
    assert GOOD.split(maxsplit=1)[0] in text
    assert 'do" value="approve' in text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("review"), {"do": "approve"})
    assert desk.guide("ar").lead == GOOD
    assert GOOD in shown(client)
    assert not StaleText.objects.filter(
        source_id=desk.guide().translation_key, locale=page.locale
    ).exists()
    assert row().state == "done"


def test_what_is_written_during_a_review_does_not_go_out_with_it(client: Client) -> None:
    """The approved version is published, not the last word in the desk."""
    write(client, GOOD)
    desk.write(desk.translation(), desk.segment(desk.translation()), "كلمة لم يقرأها أحد")
    signed_in(client, "reviewer-ar").post(address("review"), {"do": "approve"})
    assert desk.guide("ar").lead == GOOD


def test_nobody_approves_sentences_they_wrote(client: Client) -> None:
    """Also when somebody else sent them."""
    write(client, "", do="save")
    signed_in(client, "reviewer-ar")
    one = row()
    client.post(address("editor"), {f"t{one.pk}": GOOD, f"v{one.pk}": one.version, "do": "save"})
    signed_in(client, "translator-ar").post(address("send"), {"do": "send"})
    assert desk.guide("ar").current_workflow_state is not None
    text = signed_in(client, "reviewer-ar").get(address("review")).content.decode()
    assert 'do" value="approve' not in text
    client.post(address("review"), {"do": "approve"})
    assert desk.guide("ar").lead != GOOD


def test_a_translator_does_not_decide(client: Client) -> None:
    write(client, GOOD)
    assert turned_away(client.post(address("review"), {"do": "approve"}))
    assert 'do" value="approve' not in client.get(address("review")).content.decode()
    assert desk.guide("ar").lead != GOOD


def test_changes_are_asked_for_at_the_sentence(client: Client) -> None:
    write(client, GOOD)
    signed_in(client, "reviewer-ar")
    assert (
        "Di’ che cosa cambiare" in client.post(address("review"), {"do": "reject"}).content.decode()
    )
    client.post(
        address("review"), {"do": "reject", f"c{row().pk}": "Scrivi «venti».", "comment": "Quasi."}
    )
    text = signed_in(client, "translator-ar").get(address("editor") + "?show=all").content.decode()
    assert "Scrivi «venti»." in text
    assert "Quasi." in text
    one = row()
    again = {f"t{one.pk}": GOOD + " نعم", f"v{one.pk}": one.version, "do": "send"}
    client.post(address("editor"), again)
    assert not SegmentComment.objects.filter(settled=False).exists()
    signed_in(client, "reviewer-ar").post(address("review"), {"do": "approve"})
    assert desk.guide("ar").lead == GOOD + " نعم"


def test_a_difference_is_fixed_or_accepted_with_a_reason(client: Client) -> None:
    """Numbers of the source that are not in the translation hold it back."""
    answer = write(client, WRONG)
    assert answer["Location"] == address("send")
    text = client.get(address("send")).content.decode()
    assert "20" in text
    client.post(address("send"), {"do": "send"})
    assert desk.guide("ar").current_workflow_state is None
    name = re.findall(r'name="r([0-9a-f]{40})"', text)[0]
    client.post(address("send"), {"do": "send", f"r{name}": "other"})  # without words: no reason
    assert desk.guide("ar").current_workflow_state is None
    client.post(address("send"), {"do": "send", f"r{name}": "unneeded"})
    assert desk.guide("ar").current_workflow_state is not None
    assert str(AcceptedCheck.objects.get().user) == "translator-ar"
    assert "1" in signed_in(client, "reviewer-ar").get(address("review")).content.decode()


def test_what_is_open_is_said_before_sending(client: Client) -> None:
    pages.edit(desk.guide(), lambda page: setattr(page, "lead", NEW_LEAD))
    signed_in(client, "translator-ar")
    answer = client.post(address("editor"), {"do": "send"})
    assert answer["Location"] == address("send")
    assert "Finisci prima" in client.get(address("send")).content.decode()
    client.post(address("send"), {"do": "send"})
    assert desk.guide("ar").current_workflow_state is not None


def test_an_old_translation_stays_where_nobody_has_looked(client: Client) -> None:
    """Readers keep the former sentence (with its note) instead of getting an Italian one."""
    before = desk.guide("ar").lead

    def change(page: Any) -> None:
        page.lead, page.when_short = NEW_LEAD, "Entro un mese"

    pages.edit(desk.guide(), change)
    one = next(one for one in desk_of(desk.guide("ar")).rows if one.path == "when_short")  # type: ignore[union-attr]
    signed_in(client, "translator-ar")
    form = {f"t{one.pk}": "خلال شهر", f"v{one.pk}": one.version}
    client.post(address("editor"), form)
    client.post(address("send"), {"do": "send"})
    signed_in(client, "reviewer-ar").post(address("review"), {"do": "approve"})
    assert desk.guide("ar").when_short == "خلال شهر"
    assert desk.guide("ar").lead == before


def test_a_sentence_never_translated_is_shown_as_such(client: Client) -> None:
    desk.write(desk.translation(), desk.segment(desk.translation()), GOOD).delete()
    signed_in(client, "translator-ar").post(address("send"), {"do": "send"})
    text = signed_in(client, "reviewer-ar").get(address("review")).content.decode()
    assert "1 frase non è tradotta" in text
    assert 'lang="it" dir="ltr">' in text


def test_a_translation_is_taken_back(client: Client) -> None:
    write(client, GOOD)
    assert turned_away(signed_in(client, "officer").post(address("withdraw")))
    signed_in(client, "translator-ar").post(address("withdraw"))
    assert desk.guide("ar").current_workflow_state is None
    assert "readonly" not in client.get(address("editor") + "?show=all").content.decode()


def test_a_source_that_moved_on_is_told_to_the_reviewer(client: Client) -> None:
    write(client, GOOD)
    pages.edit(desk.guide(), lambda page: setattr(page, "when_short", "Entro un mese"))
    text = signed_in(client, "reviewer-ar").get(address("review")).content.decode()
    assert "l’originale è cambiato in 1 frase" in text


def test_a_draft_never_touches_the_live_row(client: Client) -> None:
    """wagtail-localize's way of saving a draft showed it to readers at once."""
    before = Page.objects.get(pk=desk.guide("ar").pk)
    write(client, GOOD)
    after = Page.objects.get(pk=before.pk)
    assert after.title == before.title
    assert desk.guide("ar").lead != GOOD
    assert after.has_unpublished_changes
    assert desk.guide("ar").get_latest_revision_as_object().lead == GOOD


def test_files_go_out_and_come_back(client: Client) -> None:
    signed_in(client, "translator-ar")
    assert client.get(address("exchange")).status_code == 200
    answer = client.post(address("exchange"), follow=True)
    assert "Scegli prima un file" in answer.content.decode()
    content = client.get(address("xliff")).content
    assert b'target-language="ar"' in content
    assert b"<g id=" in content
    back = content.replace(row().target.encode(), GOOD.encode())
    upload = SimpleUploadedFile("a.xlf", back)
    answer = client.post(address("exchange"), {"file": upload}, follow=True)
    assert "frasi prese dal file" in answer.content.decode()
    assert row().target == GOOD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html></html>", "non è un file XLIFF"),
        (b"<xliff", "non è un file XLIFF"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "tipo di documento"),
        (OTHER_XLIFF, "di un’altra pagina"),
        (OTHER_XLIFF.decode().encode("utf-16-le"), "non è un file"),
        (OTHER_XLIFF.replace(b"<body/>", DEEP), "non è un file XLIFF"),
    ],
)  # fmt: skip
def test_a_bad_xliff_gets_a_sentence(client: Client, content: bytes, said: str) -> None:
    signed_in(client, "translator-ar")
    before = row().target
    upload = SimpleUploadedFile("a.xlf", content)
    answer = client.post(address("exchange"), {"file": upload}, follow=True)
    assert said in answer.content.decode()
    assert row().target == before
