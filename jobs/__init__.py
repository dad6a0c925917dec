"""Durable jobs: the row is the job, Celery carries its id. Knows no other app."""
