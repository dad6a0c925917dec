# One image for migrate, web, worker and scheduler: docker-compose.yml names the command of each.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 VAR_DIR=/srv/crosstalk/var
WORKDIR /srv/crosstalk/app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
RUN useradd --system --home-dir /srv/crosstalk crosstalk && mkdir /srv/crosstalk/var && chown crosstalk /srv/crosstalk/var
COPY . .
USER crosstalk
VOLUME /srv/crosstalk/var
CMD ["python", "manage.py", "run_processes", "web", "--host", "0.0.0.0"]
