# Gouden as it runs in production. docker-compose.yml says what runs beside it; docs/howto/deploy.md says how.

FROM python:3.13-slim AS build
ENV PATH=/opt/venv/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --quiet --no-compile --require-hashes -r requirements/base.txt
COPY . .
# The static files do not depend on the environment, so this needs no secret.
RUN DJANGO_SETTINGS_MODULE=gouden.settings.build DATABASE_URL=sqlite:////tmp/build.sqlite3 python manage.py collectstatic --no-input --verbosity 0
# Nothing can be written later: compile now, so that a start need not.
RUN python -m compileall -q --invalidation-mode unchecked-hash /opt/venv/lib /app

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=gouden.settings.production
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin gouden
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "gouden.wsgi"]
