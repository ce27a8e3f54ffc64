"""Calls for volunteers from one readable file: what is done, by whom, where and when.

`data/demo/calls.yaml` describes each kind of activity once and adds a row a call;
`data/demo/hosts.yaml` the organisations. Both become pages and snippets like all others.
"""

import re
from typing import Any

from home.demo.files import PageFile, read_list, read_map

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT = re.compile(
    r"(?P<day>\w{3}) (?P<part>morning|afternoon|evening)(?: (?P<from>\d\d)-(?P<to>\d\d))?"
)
INDEX = "volontariato"
OWN = {"id", "activity", "host", "tasks", "steps", "slots", "place", "languages"}
MAILBOX = "volontari-{}@example.org"


def hosts() -> list[dict[str, Any]]:
    """The organisations that host the calls, as entries of `organisations.yaml` are written."""
    data = read_map("hosts")
    return [_host(dict(row), data["defaults"]) for row in data.get("hosts", [])]


def _host(row: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    kind = row["kind"]
    seat = f"comune:{row.pop('seat')}"
    name = row.pop("name")
    phone = row.pop("phone")
    return defaults | row | {
        "name": f"{name} {kind.upper()} (ente dimostrativo)",
        "acronym": name,
        "legal_form": kind,
        "seat": seat,
        "places": [seat],
        "is_demo": True,
        "contacts": [
            {"role": "volunteering", "mailbox": MAILBOX.format(row["id"]), "phone": phone}
        ],
    }  # fmt: skip


def pages() -> list[PageFile]:
    """A folder for each organisation with calls, and the calls below it."""
    data = read_map("calls")
    rows = data.get("calls", [])
    known = {row["id"]: row for row in [*hosts(), *read_list("organisations")]}
    kept = {row["host"] for row in rows}
    folders = [_folder(known[host], rows) for host in sorted(kept) if known[host].get("is_demo")]
    there = {file.stem for file in PageFile.folder().glob("volontariato-*.yaml")}
    found = [file for file in folders if file.id not in there]
    return found + [_call(row, data, known[row["host"]]) for row in rows]


def _folder(host: dict[str, Any], rows: list[dict[str, Any]]) -> PageFile:
    """The page below which an organisation keeps its calls: a proper name in every language."""
    languages: dict[str, None] = {}
    for row in rows:
        if row["host"] == host["id"]:
            languages |= dict.fromkeys(row.get("languages", []))
    return PageFile(
        {
            "id": f"volontariato-{host['id']}",
            "type": "volunteering.CallFolderPage",
            "parent": INDEX,
            "slug": host["id"],
            "languages": list(languages),
            "fields": {
                "title": host["name"].removesuffix(" (ente dimostrativo)"),
                "organisation": host["id"],
                "owner_organisation": host["id"],
                "is_demo": True,
            },
        },
        texts=(),
    )


def _call(row: dict[str, Any], data: dict[str, Any], host: dict[str, Any]) -> PageFile:
    activity = data["activities"][row["activity"]]
    tasks = row.get("tasks", activity["tasks"])
    steps = row.get("steps", activity["steps"])
    merged = data["defaults"] | activity | row
    fields = {name: value for name, value in merged.items() if name not in OWN}
    contacts = [dict(contact) for contact in host["contacts"]]
    fields |= {
        "host": host["id"],
        "owner_organisation": host["id"],
        "is_demo": True,
        "organisations": [{"organisation": host["id"], "role": "host"}],
        "contacts": contacts,
        "what_you_do": [{"paragraph": "\n".join(f"- {task}" for task in tasks)}],
        "what_happens_next": [{"step": data["steps"][name]} for name in steps],
        "slots": [slot(text) for text in row.get("slots", [])],
    }
    if "place" in row:
        fields |= {"place": f"comune:{row['place']}", "places": [f"comune:{row['place']}"]}
    return PageFile(
        {
            "id": row["id"],
            "type": "volunteering.CallPage",
            "parent": f"volontariato-{host['id']}",
            "slug": row["id"],
            "languages": row.get("languages", []),
            "fields": fields,
        },
        texts=("calls", f"calls-{row['activity']}"),
    )


def slot(text: str) -> dict[str, Any]:
    """`sat morning 10-12` as a row of slots. Raises ValueError for anything else."""
    match = _SLOT.fullmatch(text)
    if match is None or match["day"] not in DAYS:
        raise ValueError(f"“{text}” is no slot such as “sat morning 10-12”.")
    row: dict[str, Any] = {"weekday": DAYS.index(match["day"]), "part": match["part"]}
    if match["from"]:
        row |= {"starts": f"{match['from']}:00", "ends": f"{match['to']}:00"}
    return row
