"""The service that translates, through wagtail-localize's own interface, and what it says when it fails."""

from collections.abc import Iterable
from typing import Any

import requests
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.strings import StringValue

from core import locales
from translations.runs import reasons
from translations.runs.parts import LaterError

SERVER_FAULT = 500
# What services say with their status: DeepL 456 is its quota, 402 is "payment required".
STATUS = {
    401: (reasons.KEY, False), 402: (reasons.QUOTA, False), 403: (reasons.KEY, False),
    429: (reasons.BUSY, True), 456: (reasons.QUOTA, False), 503: (reasons.DOWN, True),
}  # fmt: skip


class DeepL(DeepLTranslator):
    """wagtail-localize's class (1.14), which reads an error for an answer and sends HTML as XML."""

    def get_parameters(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Sentences are inline HTML: a line break has no end tag."""
        return super().get_parameters(source_locale, target_locale, strings) | {
            "tag_handling": "html"
        }

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Raises what `requests` raises."""
        answer = requests.post(
            self.get_api_endpoint(),
            data=self.get_parameters(source_locale, target_locale, strings),
            timeout=int(self.options.get("TIMEOUT", 30)),
            headers=self.get_headers(),
        )
        answer.raise_for_status()
        found = answer.json()["translations"]
        return {
            string: StringValue(one["text"]) for string, one in zip(strings, found, strict=True)
        }


def name() -> str:
    """What the service is called; nothing where none is set up."""
    service = get_machine_translator()
    return service.display_name if service is not None else ""


def offers(locale: Locale) -> bool:
    """Whether the service translates from the source language into this one."""
    service = get_machine_translator()
    return service is not None and bool(service.can_translate(locales.source(), locale))


def translate(locale: Locale, sentences: Iterable[str]) -> dict[str, str]:
    """Sentences of the source (inline HTML) to their translations.

    Raises LaterError, which says whether it is worth asking again.
    """
    service = get_machine_translator()
    if service is None:
        raise LaterError(reasons.OFF, again=False)
    asked = [StringValue(sentence) for sentence in dict.fromkeys(sentences)]
    try:
        found = service.translate(locales.source(), locale, asked)
        said = {one.data: found[one].data for one in asked}
    except requests.Timeout as error:
        raise LaterError(reasons.TIMEOUT, str(error)) from error
    except requests.ConnectionError as error:
        raise LaterError(reasons.UNREACHABLE, str(error)) from error
    except requests.HTTPError as error:
        raise _refused(error) from error
    except (ValueError, KeyError, TypeError, AttributeError, requests.RequestException) as error:
        raise LaterError(reasons.GARBAGE, f"{type(error).__name__}: {error}") from error
    if not all(isinstance(text, str) for text in said.values()):
        raise LaterError(reasons.GARBAGE, "not texts")
    return said


def _refused(error: requests.HTTPError) -> LaterError:
    status = error.response.status_code if error.response is not None else SERVER_FAULT
    usual = (reasons.DOWN, True) if status >= SERVER_FAULT else (reasons.REJECTED, False)
    reason, again = STATUS.get(status, usual)
    return LaterError(reason, f"HTTP {status}", again=again)
