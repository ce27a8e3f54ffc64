"""The light notation of content files becomes what Wagtail stores."""

from home.demo.richtext import to_html


def convert(text: str) -> str:
    return to_html(text, {"g03": 7}.get, {"kit-postale": 9}.get, {"bollo": 4}.get)


def test_paragraphs_bold_and_lists() -> None:
    text = "Prima riga\nseconda.\n\n- uno\n- **due**\n\n1. tre"
    assert convert(text) == (
        "<p>Prima riga seconda.</p><ul><li>uno</li><li><b>due</b></li></ul><ol><li>tre</li></ol>"
    )


def test_links_to_pages_and_addresses() -> None:
    assert convert("Leggi [qui](page:g03).") == '<p>Leggi <a id="7" linktype="page">qui</a>.</p>'
    assert 'href="https://example.org"' in convert("[x](https://example.org)")


def test_links_to_words_of_the_glossary() -> None:
    wanted = '<p>Il <a id="9" linktype="glossary"><b>kit</b></a>.</p>'
    assert convert("Il [**kit**](term:kit-postale).") == wanted


def test_facts() -> None:
    wanted = '<p>Paga <b>solo <a id="4" linktype="fact">bollo</a></b>.</p>'
    assert convert("Paga **solo [bollo](fact:bollo)**.") == wanted


def test_a_link_to_no_page_leaves_its_words() -> None:
    assert convert("[qui](page:nowhere)") == "<p>qui</p>"


def test_markup_is_text() -> None:
    assert convert("<script>") == "<p>&lt;script&gt;</p>"


def test_a_list_after_a_sentence() -> None:
    assert convert("Porta:\n- uno") == "<p>Porta:</p><ul><li>uno</li></ul>"
