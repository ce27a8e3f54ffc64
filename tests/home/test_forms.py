"""A form works without cookies, loses nothing, keeps robots out and forgets in time."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission

from home.models import FormPage
from home.tasks import purge_answers

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture
def form() -> FormPage:
    return FormPage.objects.get(slug="iscrizione-corsi", locale__language_code="it")


def filled(client: Client, page: FormPage) -> dict[str, Any]:
    """The fields of the page's form with an answer in each, and what the page hides in it."""
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    stamp = soup.select_one("input[name=stamp]")
    assert stamp is not None
    answers: dict[str, Any] = {"stamp": stamp["value"]}
    for field in page.get_form_fields():
        choices = [line.strip() for line in field.choices.splitlines() if line.strip()]
        kinds = {
            "email": "persona@example.org",
            "number": "3",
            "checkbox": "on",
            "date": "2026-12-01",
        }
        answers[field.clean_name] = choices[0] if choices else kinds.get(field.field_type, "Amal")
    return answers


def test_an_answer_is_kept_and_the_office_is_told_without_the_data(
    client: Client, form: FormPage
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        answers = filled(client, form)
        clock.shift(10)
        response = client.post(form.url, answers)
    assert response.status_code == 200
    assert not response.cookies
    assert FormSubmission.objects.filter(page=form).count() == 1
    if form.recipient_role_mailbox:
        assert "Amal" not in mail.outbox[0].body


def test_a_refused_form_says_why_and_keeps_every_word(client: Client, form: FormPage) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        answers = filled(client, form)
        required = [field.clean_name for field in form.get_form_fields() if field.required]
        kept = (
            next(
                name
                for name in answers
                if name not in {"stamp", required[0]} and answers[name] == "Amal"
            )
            if sum(v == "Amal" for v in answers.values()) > 1
            else None
        )
        answers[required[0]] = ""
        clock.shift(10)
        response = client.post(form.url, answers)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'href="#f-{required[0]}"' in html
    if kept:
        assert "Amal" in html
    assert FormSubmission.objects.count() == 0


@pytest.mark.parametrize(
    "robot", [{"website_address": "http://x"}, {"stamp": ""}, {"stamp": "forged"}]
)
def test_a_robot_is_not_kept(client: Client, form: FormPage, robot: dict[str, str]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        answers = filled(client, form) | robot
        clock.shift(10)
        client.post(form.url, answers)
    assert FormSubmission.objects.count() == 0


def test_an_answer_faster_than_a_person_is_not_kept(client: Client, form: FormPage) -> None:
    with time_machine.travel(NOON, tick=False):
        client.post(form.url, filled(client, form))
    assert FormSubmission.objects.count() == 0


def test_a_closed_form_takes_nothing(client: Client, form: FormPage) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        answers = filled(client, form)
        form.closes_on = dt.date(2026, 11, 1)
        form.save()
        clock.shift(10)
        html = client.post(form.url, answers).content.decode()
    assert 'name="stamp"' not in html
    assert FormSubmission.objects.count() == 0


def test_answers_are_deleted_when_their_time_is_over(form: FormPage) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        FormSubmission.objects.create(page=form, form_data={})
        clock.shift(dt.timedelta(days=form.retention_days - 1))
        assert purge_answers.call(form.pk) == 0
        clock.shift(dt.timedelta(days=2))
        assert purge_answers.call(form.pk) == 1
