"""One machine, demonstration or development: what `make run` uses. Never for the open web."""

from config.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = SECRET_KEY or "demonstration-only-key-never-for-the-open-web-0123456789"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
APPRODO_DEMO = env.bool("APPRODO_DEMO", default=True)
