"""Answering a call of the demonstration as a person does, and reading what comes back."""

import datetime as dt
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from volunteering.models import CallPage

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
WORDS = {
    "name": "Zafferanella",
    "contact_kind": "messaging",
    "contact": "@canarinogiallo",
    "language": "fr",
    "slots": ["5-morning"],
    "text": "Je parle mandingue.",
    "adult": "yes",
}
CANARIES = ("Zafferanella", "canarinogiallo", "mandingue")


def the_call(language: str = "it") -> CallPage:
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code=language)


def change_call(**values: Any) -> CallPage:
    CallPage.objects.filter(translation_key=the_call().translation_key).update(**values)
    return the_call()


def opened(client: Client, call: CallPage) -> dict[str, Any]:
    """What the form of a call hides in itself."""
    soup = BeautifulSoup(client.get(call.form_url).content, "html.parser")
    stamp = soup.select_one("input[name=stamp]")
    assert stamp is not None
    return {"stamp": stamp["value"]}


def send(client: Client, clock: Any, call: CallPage, **words: Any) -> Any:
    """Open the form, wait as a person does, send it."""
    hidden = opened(client, call)
    clock.shift(10)
    return client.post(call.form_url, WORDS | hidden | words)


def text_of(response: Any) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    main = soup.select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())
