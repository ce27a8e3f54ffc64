# One image for the server, the worker and the set-up: compose.yaml tells them apart.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/app:/app/site \
    DJANGO_SETTINGS_MODULE=config.settings.production

WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /app approdo

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
# Collecting needs no secret: the settings of the demonstration do. Code belongs to root, var/ to us.
RUN python -m compileall -q . \
    && python scripts/compile_messages.py \
    && DJANGO_SETTINGS_MODULE=config.settings.dev python manage.py setup --no-content \
    && mkdir -p var/media var/search \
    && chown -R approdo: var

USER approdo
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "10", \
     "--respawn-failed-workers", "--no-ws", "--log-level", "warning", "config.wsgi:application"]
