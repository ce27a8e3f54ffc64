"""Mailboxes: an office's address is published, a person's is not."""

import re

# name.surname@, n.surname@, name_surname@: the shapes that people's own mailboxes have.
_PERSONAL = re.compile(r"^[a-zà-ÿ]{1,15}[._-][a-zà-ÿ']{2,25}\d{0,2}$")
_ROLE_WORDS = {
    "accoglienza", "amministrazione", "anagrafe", "associazione", "assessorato", "centro", "comune",
    "contatti", "desk", "direzione", "help", "info", "iscrizioni", "migranti", "office", "posta",
    "press", "progetti", "progetto", "protocollo", "redazione", "segreteria", "servizi", "servizio",
    "sportello", "stampa", "ufficio", "urp", "volontariato", "volontari",
}  # fmt: skip


def looks_personal(mailbox: str) -> bool:
    """Whether the address looks like a person's own (initial.surname, name.surname)."""
    local = mailbox.partition("@")[0].lower()
    if not _PERSONAL.match(local):
        return False
    return not _ROLE_WORDS & set(re.split(r"[._-]", local))
