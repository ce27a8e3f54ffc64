"""What all tests of the desk share: somebody signed in, being turned away."""

from typing import Any

from django.test import Client

from accounts.models import User


def signed_in(client: Client, name: str) -> Client:
    """The client as a user of the demonstration."""
    client.force_login(User.objects.get(username=name))
    return client


def turned_away(answer: Any) -> bool:
    """Whether the admin refused: 403, back to its start, or no such method."""
    back = answer.status_code == 302 and answer["Location"] == "/admin/"
    return answer.status_code in {403, 405} or back
