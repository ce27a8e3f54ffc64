"""The keys of applications: made once, kept for their owner, checked at start-up."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from volunteering.applications import sealing
from volunteering.checks import check_keys


def test_the_keys_of_one_machine_are_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "applications.json"
    call_command("makekeys", into=path)
    first = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sealing.public_of(first["private"][0]) == first["public"]
    call_command("makekeys", into=path)
    assert json.loads(path.read_text()) == first


def test_the_printed_pair_fits_into_the_settings(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    call_command("makekeys")
    lines = dict(line.partition("=")[::2] for line in capsys.readouterr().out.split())
    settings.APPLICATIONS_PUBLIC_KEY = lines["APPLICATIONS_PUBLIC_KEY"]
    settings.APPLICATIONS_PRIVATE_KEYS = [lines["APPLICATIONS_PRIVATE_KEYS"]]
    assert check_keys() == []


@pytest.mark.parametrize(
    ("public", "private", "found"),
    [
        ("", [], "volunteering.W001"),
        ("not base64!", [], "volunteering.E001"),
        ("c2hvcnQ=", [], "volunteering.E001"),
        (sealing.new_pair()[0], [sealing.new_pair()[1]], "volunteering.E002"),
    ],
    ids=["none", "not base64", "too short", "of another pair"],
)
def test_wrong_keys_are_told_at_start_up(
    settings: Any, public: str, private: list[str], found: str
) -> None:
    settings.APPLICATIONS_PUBLIC_KEY, settings.APPLICATIONS_PRIVATE_KEYS = public, private
    assert [message.id for message in check_keys()] == [found]
