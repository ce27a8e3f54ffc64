"""What the screens of a translation say: why there is work, whose words; and no word of a reviewer is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from guides.models import GuidePage
from tests.desk import signed_in
from tests.translations import desk, pages
from tests.translations.test_review import GOOD, address, row, write
from translations.editor import sending
from translations.models import SegmentComment

pytestmark = pytest.mark.django_db
WISH, GENERAL = "Scrivi «20» per esteso", "Il resto va bene"


def wishes(client: Client, **other: str) -> Any:
    data = {f"c{row().pk}": WISH, "comment": GENERAL, "do": "reject", **other}
    return signed_in(client, "reviewer-ar").post(address("review"), data, follow=True)


def test_the_reason_of_the_work_stands_above_it(client: Client) -> None:
    """Since when the original is ahead, that readers are told, what an officer noted."""
    said = "L’originale è cambiato il"
    signed_in(client, "translator-ar")
    assert said not in client.get(address("editor")).content.decode()
    GuidePage.objects.filter(pk=desk.guide().pk).update(review_flag="Cambia il termine")
    write(client, "", do="save")
    text = client.get(address("editor")).content.decode()
    for words in (said, "Chi legge vede un avviso", "Cambia il termine"):
        assert words in text
    write(client, GOOD)
    text = signed_in(client, "reviewer-ar").get(address("review")).content.decode()
    for words in (said, "Chi legge vede la pagina approvata il", "Cambia il termine"):
        assert words in text


def test_colleagues_are_called_by_their_names(client: Client) -> None:
    for name, first in (("translator-ar", "Samira"), ("reviewer-ar", "Karim")):
        User.objects.filter(username=name).update(first_name=first, last_name="Haddad")
    write(client, GOOD)
    text = signed_in(client, "reviewer-ar").get(address("review")).content.decode()
    assert "Mandata da Samira Haddad" in text
    wishes(client)
    text = signed_in(client, "translator-ar").get(address("editor") + "?show=all").content.decode()
    assert "<b>Karim Haddad" in text
    assert "<strong>Karim Haddad" in text


def test_the_language_is_marked_as_one_in_the_path_of_a_screen(client: Client) -> None:
    name = '<bdi lang="ar" dir="rtl">العربية</bdi>'
    signed_in(client, "translator-ar")
    for url in (address("editor"), reverse("translations_matrix:one", args=["ar"])):
        head = client.get(url).content.decode().partition("<main")[2].partition("</header>")[0]
        assert f"·\u00a0{name}" in head
    bulk = reverse("translations_matrix:bulk-assign") + f"?lang=ar&page={desk.guide().pk}"
    assert name in client.get(bulk).content.decode()


def test_a_review_locks_in_words_of_our_own(client: Client) -> None:
    write(client, GOOD)
    text = client.get(address("editor")).content.decode()
    assert "finché non finisce ci scrive solo chi la rivede" in text
    assert "modificare pagina" not in text


def test_wishes_for_sentences_that_are_gone_become_general_ones(client: Client) -> None:
    """The original was published while the reviewer wrote."""
    write(client, GOOD)
    key = f"c{row().pk}"
    pages.edit(desk.guide(), lambda page: setattr(page, "lead", "Un’altra frase ancora."))
    data = {key: WISH, "comment": GENERAL, "do": "reject"}
    signed_in(client, "reviewer-ar").post(address("review"), data)
    answer = sending.returned(desk.guide("ar"))
    assert answer is not None
    assert set(answer.comment.splitlines()) == {WISH, GENERAL}
    assert not SegmentComment.objects.exists()


def test_wishes_after_the_end_of_a_review_are_given_back(client: Client) -> None:
    """The translator took it back while the reviewer wrote."""
    write(client, GOOD)
    client.post(address("withdraw"))
    text = wishes(client).content.decode()
    assert escape(WISH) in text
    assert escape(GENERAL) in text


def test_wishes_stay_on_the_screen_of_who_may_not_approve(client: Client) -> None:
    write(client, "", do="save")
    one = row()
    signed_in(client, "reviewer-ar").post(
        address("editor"), {f"t{one.pk}": GOOD, f"v{one.pk}": one.version, "do": "save"}
    )
    signed_in(client, "translator-ar").post(address("send"), {"do": "send"})
    text = wishes(client, do="approve").content.decode()
    assert escape(WISH) in text
    assert escape(GENERAL) in text
