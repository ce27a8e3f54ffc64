"""Two hundred people answer one call at the same moment, each over a connection of her own.

`python -m tests.volunteering.race` on the database of DATABASE_URL; prints what came of it as
JSON. With `naive` places are counted first and written afterwards, as one would without thinking.
"""

import contextlib
import json
import sys
import threading
from collections.abc import Iterator
from typing import Any

import django

PEOPLE, PLACES = 200, 10
SLUG = "conversazione-italiano"


def _naively() -> None:
    """Take the lock and the guard away."""
    from volunteering.applications import places
    from volunteering.models import Application

    @contextlib.contextmanager
    def unlocked(call_key: Any) -> Iterator[None]:
        yield

    def give(call_key: Any) -> list[Application]:
        rows = Application.objects.filter(call_key=call_key)
        taken = rows.filter(place_held=True).count()
        given = list(rows.waiting()[: max(PLACES - taken, 0)])
        for row in given:
            row.place_held = True
            row.save(update_fields=["place_held"])
        return given

    places.locked, places.give = unlocked, give


def prepare() -> Any:
    """The call, with ten places and nobody who answered."""
    from volunteering.models import Application, CallPage, CallPlaces

    pages = CallPage.objects.filter(slug=SLUG)
    pages.update(places_available=PLACES + 2, filled_count=2)
    call = pages.get(locale__language_code="it")
    Application.objects.filter(call_key=call.translation_key).delete()
    CallPlaces.objects.update_or_create(
        call_key=call.translation_key, defaults={"taken": 0, "arrivals": 0}
    )
    return call


def run() -> dict[str, Any]:
    """Everybody starts when all are ready; what the database says afterwards."""
    from django.db import Error, connection

    from volunteering.applications import service
    from volunteering.applications.answers import Answer
    from volunteering.models import Application, CallPlaces

    call = prepare()
    ready, errors = threading.Barrier(PEOPLE), []

    def answer(number: int) -> None:
        said = Answer(
            name=f"{number}", contact_kind="messaging", contact=f"@n{number}", language="fr"
        )
        try:
            connection.ensure_connection()
            ready.wait(timeout=120)
            service.submit(call, said, f"stamp-{number}")
        except Error as error:
            errors.append(str(error))
        finally:
            connection.close()

    people = [threading.Thread(target=answer, args=(number,)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    rows = list(Application.objects.filter(call_key=call.translation_key).order_by("position"))
    return {
        "errors": errors,
        "held": [row.position for row in rows if row.place_held],
        "waiting": [row.waiting_position for row in rows if not row.place_held],
        "positions": [row.position for row in rows],
        "taken": CallPlaces.objects.get(call_key=call.translation_key).taken,
    }


if __name__ == "__main__":
    django.setup()
    if "naive" in sys.argv:
        _naively()
    sys.stdout.write(json.dumps(run()) + "\n")
