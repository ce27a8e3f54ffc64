"""One machine, demonstration or development: what `make run` uses. Never for the open web."""

import json

from config.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = SECRET_KEY or "demonstration-only-key-never-for-the-open-web-0123456789"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
APPRODO_DEMO = env.bool("APPRODO_DEMO", default=True)
LINK_CHECKS = env.bool("LINK_CHECKS", default=False)

# `make run` makes the keys for answers once (`manage.py makekeys --into …`).
_keys = VAR_DIR / "applications.json"
_pair = json.loads(_keys.read_text(encoding="ascii")) if _keys.exists() else {}
APPLICATIONS_PUBLIC_KEY = APPLICATIONS_PUBLIC_KEY or _pair.get("public", "")
APPLICATIONS_PRIVATE_KEYS = APPLICATIONS_PRIVATE_KEYS or _pair.get("private", [])
