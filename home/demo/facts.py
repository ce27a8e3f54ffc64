"""The demonstration's facts: values that several of its guides say."""

from decimal import Decimal
from typing import Any

from facts import changing
from facts.models import Fact, FactLabel, FactValue
from home.demo import files
from taxonomy import loading


def load() -> None:
    """Create the facts of `facts.yaml`; a value that an editor has given since then stays."""
    rows = files.read_list("facts")
    stamp = files.stamp(rows)
    if loading.is_loaded("demo/facts", stamp):
        return
    for row in rows:
        load_one(dict(row))
    loading.remember("demo/facts", stamp)


def load_one(row: dict[str, Any]) -> Fact:
    """Create or update one fact."""
    value, labels = row.pop("value"), row.pop("labels", {})
    fact, created = Fact.objects.update_or_create(code=row["code"], defaults=row)
    FactLabel.objects.filter(fact=fact).delete()
    FactLabel.objects.bulk_create(
        FactLabel(fact=fact, language=code, label=label) for code, label in labels.items()
    )
    if created:
        if "amount" in value:
            value["amount"] = Decimal(value["amount"])
        changing.give(fact, FactValue(**value), None)
    return fact
