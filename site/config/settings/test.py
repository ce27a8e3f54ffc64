"""What the tests run on: a file database, quick hashing, tasks done at once."""

import os

from config.settings.base import *

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
APPRODO_DEMO = True
LINK_CHECKS = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # the demonstration's own
]
VAR_DIR = BASE_DIR / "var" / "test"
MEDIA_ROOT = VAR_DIR / "media"
DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SEARCH_DIR = VAR_DIR / f"search-{os.getpid()}"
# Of the tests alone: they open nothing that anybody was ever entrusted with.
APPLICATIONS_PUBLIC_KEY = "gEDEk+sQTTzDdnIsyR72Sy5a2d4Ly9ZhXtQS0lGFamg="
APPLICATIONS_PRIVATE_KEYS = ["YXBwcm9kby10ZXN0cy1vbmx5LXByaXZhdGUta2V5LTE="]
