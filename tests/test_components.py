"""Every component stands alone: its arguments are written down, its markup is whole.

One file is one element (templates/components). Each is rendered from the samples of
tests/component_samples*.py in three scripts; a planted fault proves each guard.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from django.template.base import Lexer, TokenType
from django.test import RequestFactory
from django.utils import translation

from tests import (
    component_samples,
    component_samples_calls,
    component_samples_guides,
    component_samples_pages,
    component_samples_search,
)
from tests.component_samples import Sample
from tests.demo import ROOT

FOLDER = ROOT / "templates" / "components"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
SAMPLES = (
    component_samples.SAMPLES
    | component_samples_calls.SAMPLES
    | component_samples_guides.SAMPLES
    | component_samples_pages.SAMPLES
    | component_samples_search.SAMPLES
)
LANGUAGES = ["it", "ar", "zh-hans"]

COMMENT = re.compile(r"\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")
SILENT = {"load", "comment"}  # tags whose words are no variables
WORDS = {
    "and", "as", "context", "count", "else", "if", "in", "is", "not", "only", "or", "reversed", "trimmed",
    "with",
}  # fmt: skip
OPEN, CLOSE = "⟦", "⟧"


class Missing(str):
    """A variable nobody gave: false when tested, seen when printed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class Marker(str):
    """What the engine fills with the name of such a variable (`string_if_invalid`)."""

    __slots__ = ()

    def __mod__(self, name: Any) -> Missing:
        return Missing(f"{OPEN}{name}{CLOSE}")


def engine(*folders: Path) -> Engine:
    """The site's engine, with these folders first, that shows variables nobody gave."""
    return Engine(
        dirs=[*map(str, folders), str(ROOT / "templates")],
        app_dirs=True,
        libraries=get_installed_libraries(),
        string_if_invalid=Marker("%s"),
    )


@pytest.fixture
def request_of_page(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/it/")
    request.icons_used = {}  # type: ignore[attr-defined]
    return request


def rendered(name: str, sample: Sample, request: HttpRequest, templates: Engine) -> str:
    template = templates.get_template(f"components/{name}.html")
    return template.render(Context({**sample, "request": request}))


class Markup(HTMLParser):
    """What is wrong in a fragment: tags out of step, style and script in the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script"}:
            self.faults.append(f"<{tag}>")
        names = [name for name, _value in attrs]
        self.faults += [f"{name}= twice" for name in {*names} if names.count(name) > 1]
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{name}=")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"{name}=javascript:")

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}>")

    def close(self) -> None:
        super().close()
        self.faults += [f"<{tag}> not closed" for tag in self.open]


def faults(html: str) -> list[str]:
    """What is wrong with the output of a component."""
    markup = Markup()
    markup.feed(html)
    markup.close()
    empty = [] if html.strip() else ["empty"]
    return empty + re.findall(f"{OPEN}.*?{CLOSE}", html) + markup.faults


def unsampled(names: Iterable[str], samples: Iterable[str]) -> set[str]:
    """Components without a sample, and samples of no component."""
    return {*names} ^ {*samples}


def undocumented(source: str, arguments: Iterable[str]) -> set[str]:
    """The arguments that the comment at the top of a component does not name.

    They stand at the beginning of a sentence or of a line, or after a middle dot or a comma.
    """
    comment = COMMENT.match(source)
    words = (comment[1] or comment[2] or "").strip() if comment else ""
    return {
        name
        for name in arguments
        if not re.search(rf"(?:^|[.·,] ){re.escape(name)}(?=[:,.]| ·|$)", words, re.MULTILINE)
    }


def free(source: str) -> set[str]:
    """The variables of a template that it does not make itself: its arguments."""
    used: set[str] = set()
    own = {"forloop"}
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.VAR:
            used |= names_in(token.contents)
        elif token.token_type == TokenType.BLOCK:
            tag, *words = token.split_contents()
            made, words = names_made(tag, words)
            own |= made
            used |= {name for word in words for name in names_in(word)}
    return used - own - WORDS


def names_in(expression: str) -> set[str]:
    """The variables of a value with its filters: `page.title|add:frame.canonical`."""
    return set(re.findall(r"(?:^|:)([a-z_]\w*)(?=[.|:]|$)", QUOTED.sub("", expression)))


def names_made(tag: str, words: list[str]) -> tuple[set[str], list[str]]:
    """The variables that a tag makes, and its words that name others."""
    if tag in SILENT:
        return set(), []
    made = set()
    if tag == "for":
        turn = words.index("in")
        made, words = {word.strip(",") for word in words[:turn]}, words[turn + 1 :]
    if words[-2:-1] == ["as"]:
        made, words = {words[-1]}, words[:-2]
    pairs = [word.split("=", 1) for word in words if re.match(r"\w+=", word)]
    if tag in {"with", "blocktranslate"}:
        made |= {key for key, _value in pairs}
    if tag == "include" and words[-1] == "only":
        words = words[:-1]
    return made, [*(word for word in words if not re.match(r"\w+=", word)), *(v for _k, v in pairs)]


def source_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def test_every_component_has_a_sample() -> None:
    assert unsampled(NAMES, SAMPLES) == set()


def test_a_component_without_a_sample_is_seen() -> None:
    assert unsampled([*NAMES, "new"], SAMPLES) == {"new"}
    assert unsampled(NAMES, [*SAMPLES, "gone"]) == {"gone"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_component_says_what_it_takes(
    name: str, request_of_page: HttpRequest, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert COMMENT.match(source_of(name)), "no comment at the top"
    passed = {key for sample in SAMPLES[name](request_of_page) for key in sample}
    assert undocumented(source_of(name), passed | free(source_of(name))) == set()


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ title }}</p>",
        "<p></p>{# Too late. title: text #}",
        "{# A line of text, titled. #}<p>{{ title }}</p>",
        "{# A line. subtitle: text #}<p>{{ title }}</p>",
    ],
)
def test_an_argument_without_a_word_is_seen(source: str) -> None:
    assert undocumented(source, ["title"]) == {"title"}
    assert undocumented("{# A line. title: text · lang, dir #}", ["title", "lang", "dir"]) == set()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{{ title }} {{ page.lead|default:text }} {{ _('x') }}", {"title", "page", "text"}),
        ("{% if page and not lead %}{% endif %}", {"page", "lead"}),
        ("{% for key, row in rows.items %}{{ row.a }}{{ forloop.last }}{% endfor %}", {"rows"}),
        ('{% with a=b.c d="e" %}{{ a }}{{ d }}{% endwith %}', {"b"}),
        ("{% include 'x.html' with page=it kicker=page.kicker only %}", {"it", "page"}),
        ("{% url 'qr' page.pk as link %}{{ link }}", {"page"}),
        (
            "{% blocktranslate trimmed count n=rows|length with d=day|date %}{{ n }}",
            {"rows", "day"},
        ),
        ("{% picture image format-{avif,webp} alt=alt %}", {"image", "alt"}),
        ("{% load i18n %}{% get_current_language as code %}{{ code }}", set()),
    ],
)
def test_the_arguments_of_a_component_are_seen(source: str, names: set[str]) -> None:
    assert free(source) == names


@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_component_renders(
    name: str, code: str, request_of_page: HttpRequest, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    templates = engine()
    with translation.override(code):
        for number, sample in enumerate(SAMPLES[name](request_of_page)):
            html = rendered(name, sample, request_of_page, templates)
            assert faults(html) == [], (number, html)


def test_the_icons_of_a_component_reach_the_sprite(request_of_page: HttpRequest) -> None:
    rendered("demo_note", {}, request_of_page, engine())
    assert request_of_page.icons_used == {"flag": True}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{# Nothing. #}\n{% if text %}<p>{{ text }}</p>{% endif %}", "empty"),
        ("<p>{{ text }}</p>", "⟦text⟧"),
        ("<p>{{ text.more|upper }}</p>", "⟦text.more⟧"),
        ("<p>{% include 'components/page_head.html' with title=text only %}</p>", "⟦text⟧"),
        ("<p><b>text</p></b>", "</p>"),
        ("<ul><li>text</ul>", "</ul>"),
        ("<div><p>text</p>", "<div> not closed"),
        ('<p style="color:red">text</p>', "style="),
        ('<p onclick="alert(1)">text</p>', "onclick="),
        ('<a href="javascript:alert(1)">text</a>', "href=javascript:"),
        ("<p>text</p><script>1</script>", "<script>"),
        ("<style>p{}</style><p>text</p>", "<style>"),
        ('<p class="a" class="b">text</p>', "class= twice"),
    ],
)
def test_a_faulty_component_is_seen(
    source: str, fault: str, request_of_page: HttpRequest, tmp_path: Path
) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "faulty.html").write_text(source, encoding="utf-8")
    assert fault in faults(rendered("faulty", {}, request_of_page, engine(tmp_path)))


def test_a_component_that_breaks_is_seen(request_of_page: HttpRequest, tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    source = "{% load approdo %}<p>{{ text|time_phrase }}</p>"
    (tmp_path / "components" / "faulty.html").write_text(source, encoding="utf-8")
    with pytest.raises((TypeError, KeyError)):
        rendered("faulty", {"text": None}, request_of_page, engine(tmp_path))
