"""Which language answers: the address decides, the browser proposes, nothing loops."""

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.test import Client
from wagtail.models import Page

from tests import demo

pytestmark = pytest.mark.django_db
CODES = ["it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans"]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("ar-EG,ar;q=0.9,en;q=0.5", "/ar/"),
        ("zh-CN", "/zh-hans/"),
        ("uk-UA", "/uk/"),
        ("de,fr;q=0.8", "/fr/"),
    ],
)
def test_the_root_leads_to_the_readers_language(client: Client, header: str, target: str) -> None:
    response = client.get("/", headers={"accept-language": header})
    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]
    assert client.get(target).status_code == 200


@pytest.mark.parametrize("header", ["", "de", "*"])
def test_the_root_offers_the_list_when_the_browser_says_nothing(
    client: Client, header: str
) -> None:
    html = client.get("/", headers={"accept-language": header}).content.decode()
    for name in ("Italiano", "English", "العربية", "简体中文", "Українська"):
        assert name in html


def test_the_list_can_always_be_reached(client: Client) -> None:
    response = client.get("/?languages", headers={"accept-language": "ar"})
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/de/", "/zh/", "/xx/guide/", "/nothing"])
def test_an_unknown_prefix_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_home(client: Client, code: str) -> None:
    response = client.get(f"/{code}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == code
    direction = "rtl" if code == "ar" else "ltr"
    shown = "zh-Hans" if code == "zh-hans" else code
    assert f'<html lang="{shown}" dir="{direction}"' in html


@pytest.mark.parametrize("code", CODES)
def test_a_page_leaves_no_trace_in_the_browser(client: Client, code: str) -> None:
    response = client.get(f"/{code}/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_page_missing_in_a_language_says_so_in_that_language(client: Client) -> None:
    page = Page.objects.get(slug="cibo-invenduto", locale__language_code="it")
    path = page.url.removeprefix("/it/")
    response = client.get(f"/ar/{path}")
    html = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl"' in html
    assert f'href="{page.url}"' in html


def test_a_path_that_exists_nowhere_is_not_found(client: Client) -> None:
    response = client.get("/fr/nulle-part/")
    assert response.status_code == 404
    assert '<html lang="fr"' in response.content.decode()


def test_a_draft_is_never_answered(client: Client) -> None:
    draft = Page.objects.get(slug="protezione-internazionale", locale__language_code="it")
    assert not draft.live
    path = draft.get_parent().url + "protezione-internazionale/"
    assert client.get(path).status_code == 404


TIGRINYA = """
from pathlib import Path
from config import languages
languages.LANGUAGES.append(languages.SiteLanguage("ti", "Tigrinya", "ትግርኛ"))
from config.settings.dev import *
LOCALE_PATHS = [*LOCALE_PATHS, Path(__file__).parent / "locale"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
"""
SEE_IT = """
import django; django.setup()
from django.core.management import call_command; call_command("prepare_site")
from django.test import Client
home = Client().get("/ti/")
html = home.content.decode()
assert home.status_code == 200 and '<html lang="ti" dir="ltr"' in html, html[:300]
assert "ትግርኛ" in Client().get("/?languages").content.decode()
assert Client().get("/", headers={"accept-language": "ti"})["Location"] == "/ti/"
print("routed")
"""


def test_a_language_django_lacks_is_one_entry_and_one_catalogue(tmp_path: Path) -> None:
    """Tigrinya: routed, offered in the list, with a home page of its own."""
    (tmp_path / "settings_ti.py").write_text(TIGRINYA, encoding="utf-8")
    catalogue = tmp_path / "locale" / "ti" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Language": "ti", "Content-Type": "text/plain; charset=utf-8"}
    po.save_as_mofile(str(catalogue / "django.mo"))
    env = demo.environment(demo.copy(f"tigrinya-{os.getpid()}"), tmp_path / "var")
    env |= {
        "DJANGO_SETTINGS_MODULE": "settings_ti",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}",
        "ALLOWED_HOSTS": "testserver",
    }
    done = subprocess.run(
        [sys.executable, "-c", SEE_IT],
        env=env,
        cwd=demo.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "routed" in done.stdout, done.stderr[-2000:]
