"""Load countries, regions, provinces, comuni and cities abroad from `data/places/`."""

import json
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from taxonomy import loading
from taxonomy.models import Place

Key = tuple[str, str]
FIELDS = (
    "istat_code", "uts_code", "nuts", "abbreviation", "name", "name_other", "names", "parent_id",
    "region_code", "latitude", "longitude", "population",
)  # fmt: skip


class Command(BaseCommand):
    help = "Load places; says what changed. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even what did not change")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = loading.data_dir() / "places"
        files = [folder / name for name in ("places-2026.json", "foreign.yaml", "labels.yaml")]
        stamp = loading.checksum(files)
        if loading.is_loaded("places", stamp) and not options["force"]:
            self.stdout.write("Places: nothing changed.")
            return
        data = json.loads(files[0].read_text(encoding="utf-8"))
        foreign = yaml.safe_load(files[1].read_text(encoding="utf-8"))["places"]
        self.names = _names(yaml.safe_load(files[2].read_text(encoding="utf-8"))["places"])
        with transaction.atomic():
            self.known = {(place.kind, place.code): place for place in Place.objects.all()}
            self.new = self.changed = 0
            self._abroad(foreign)
            self._italy(data)
            loading.remember("places", stamp)
        self.stdout.write(f"Places: {self.new} new, {self.changed} changed.")

    def _write(self, rows: dict[Key, dict[str, Any]]) -> None:
        """Create or update a level of places; parents must be there already."""
        fresh, altered = [], []
        for (kind, code), values in rows.items():
            values["names"] = self.names.get((kind, code), {})
            place = self.known.get((kind, code))
            if place is None:
                place = Place(kind=kind, code=code, **values)
                fresh.append(place)
            elif any(getattr(place, field) != value for field, value in values.items()):
                for field, value in values.items():
                    setattr(place, field, value)
                altered.append(place)
        Place.objects.bulk_create(fresh, batch_size=500)
        Place.objects.bulk_update(altered, FIELDS, batch_size=200)
        self.new += len(fresh)
        self.changed += len(altered)
        self.known |= {(place.kind, place.code): place for place in fresh}

    def _id(self, kind: str, code: str) -> int | None:
        place = self.known.get((kind, code))
        return place.pk if place else None

    def _abroad(self, rows: list[dict[str, Any]]) -> None:
        for kind in ("country", "region", "city"):
            level = {}
            for row in rows:
                if row["kind"] != kind:
                    continue
                parent = row.get("parent", "")
                parent_id = self._id("region", parent) or self._id("country", parent)
                region = parent if self._id("region", parent) else ""
                names = self.names.get((kind, row["code"]), {})
                level[(kind, row["code"])] = {
                    "name": names.get("it", row["code"]),
                    "nuts": row.get("nuts") or "",
                    "parent_id": None if kind == "country" else parent_id,
                    "region_code": row["code"] if kind == "region" else region,
                    "latitude": row.get("lat"),
                    "longitude": row.get("lon"),
                }
            self._write(level)

    def _italy(self, data: dict[str, Any]) -> None:
        italy = self._id("country", "IT")
        self._write(
            {
                ("region", row["code"]): {
                    "name": row["name"], "nuts": row["nuts2"] or "", "parent_id": italy,
                    "region_code": row["code"],
                }
                for row in data["regions"]
            }
        )  # fmt: skip
        self._write(
            {
                ("province", row["code"]): {
                    "name": row["name"], "uts_code": row["uts"] or "", "abbreviation": row["sigla"] or "",
                    "nuts": row["nuts3"] or "", "parent_id": self._id("region", row["region"]),
                    "region_code": row["region"],
                }
                for row in data["provinces"]
            }
        )  # fmt: skip
        signs = {row["code"]: row["sigla"] or "" for row in data["provinces"]}
        comuni: dict[Key, dict[str, Any]] = {}
        for code, istat, name, other, province, region, lat, lon, population in data["comuni"]:
            comuni[("comune", code)] = {
                "name": name, "name_other": other or "", "istat_code": istat or "",
                "abbreviation": signs.get(province, ""),
                "parent_id": self._id("province", province), "region_code": region,
                "latitude": lat, "longitude": lon, "population": population,
            }  # fmt: skip
        self._write(comuni)


def _names(labels: dict[str, dict[str, str]]) -> dict[Key, dict[str, str]]:
    """`{"region:01": {...}}` to `{("region", "01"): {...}}`."""
    found = {}
    for key, names in labels.items():
        kind, _colon, code = key.partition(":")
        found[(kind, code)] = names
    return found
