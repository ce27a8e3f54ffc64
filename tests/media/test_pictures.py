"""An uploaded photograph reaches a phone light, in new formats, and only when it is looked at."""

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Page, Route, ViewportSize, sync_playwright

from media.models import CustomImage
from tests.services.browser import chromium_arguments, chromium_path, require

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
LIMIT = 30 * 1024
PHONE: ViewportSize = {"width": 360, "height": 800}
ORIGIN = "http://approdo.test"
FAR = '<div style="height: 20000px"></div>'


def photograph(width: int = 3000, height: int = 2000) -> bytes:
    """A picture with the statistics of a busy street: edges of every size, texture, noise.

    Overlapping discs whose sizes follow a power law have the spectrum of photographs.
    """
    chance = random.Random(7)
    picture = Image.new("RGB", (width, height), (120, 120, 120))
    pencil = ImageDraw.Draw(picture)
    for _ in range(6000):
        radius = min(20 / max(chance.random(), 0.001) ** 0.5, 600)
        x, y, light = chance.uniform(0, width), chance.uniform(0, height), chance.gauss(120, 45)
        colour = tuple(min(255, max(0, int(light + chance.gauss(0, 18)))) for _ in range(3))
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    for grain, strength in ((8, 10), (3, 10), (1, 12)):
        noise = Image.effect_noise((width // grain, height // grain), strength)
        noise = noise.resize((width, height), Image.Resampling.BICUBIC)
        picture = ImageChops.add(picture, Image.merge("RGB", (noise,) * 3), 1, -128)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@pytest.fixture
def figure(tmp_path: Path, settings: Any) -> str:
    """The component as a page shows it, its copies made."""
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(photograph(), name="piazza.jpg")
    image = CustomImage.objects.create(title="Piazza", file=file)
    values = {"image": image, "alt": "Una piazza", "caption": ""}
    return render_to_string("components/picture.html", values)


@pytest.fixture
def chromium() -> str:
    return require("pictures on a phone (Chromium)", chromium_path())


def opened(program: str, density: int, html: str, media: Path) -> Iterator[tuple[Page, list[Path]]]:
    """A phone that shows these lines, and the files it has fetched so far."""
    fetched: list[Path] = []

    def answer(route: Route) -> None:
        """Hand out the page, and pictures from their folder."""
        path = route.request.url.removeprefix(ORIGIN)
        if not path.startswith("/media/"):
            head = '<!doctype html><meta name="viewport" content="width=device-width">'
            route.fulfill(body=head + html, content_type="text/html")
            return
        fetched.append(media / path.removeprefix("/media/"))
        route.fulfill(path=fetched[-1])

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium_arguments())
        page = browser.new_page(viewport=PHONE, device_scale_factor=density)
        page.route("**/*", answer)
        page.goto(ORIGIN + "/")
        page.wait_for_load_state("networkidle")
        yield page, fetched
        browser.close()


@pytest.mark.parametrize("density", [1, 2])
def test_a_phone_fetches_thirty_kilobytes_at_most(
    chromium: str, figure: str, tmp_path: Path, density: int
) -> None:
    """One file, AVIF, wide enough for the screen."""
    for _page, fetched in opened(chromium, density, figure, tmp_path):
        (file,) = fetched
        assert file.suffix == ".avif"
        assert Image.open(file).width == 360 * density
        assert file.stat().st_size <= LIMIT


def test_a_picture_below_the_screen_waits(chromium: str, figure: str, tmp_path: Path) -> None:
    """Nothing is fetched before the reader comes near it."""
    for page, fetched in opened(chromium, 1, FAR + figure, tmp_path):
        assert fetched == []
        page.locator("img").scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('img').complete")
        assert len(fetched) == 1


def test_every_width_has_a_light_and_a_lighter_format(figure: str, tmp_path: Path) -> None:
    """Both formats in three widths; the box is reserved; a browser without AVIF is spared too."""
    light, lighter = figure.index('type="image/avif"'), figure.index("<img")
    assert light < lighter < figure.index(".webp")
    for width in (360, 720, 1080):
        assert figure.count(f" {width}w") >= 2
    assert 'loading="lazy"' in figure
    assert 'width="1080"' in figure
    assert 'height="720"' in figure
    (small,) = (tmp_path / "images").glob("*.format-webp.width-360.webp")
    assert small.stat().st_size <= LIMIT
