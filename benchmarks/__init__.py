"""Measurements of the real thing: `python -m benchmarks [NAME ...]`, each in a process and a folder of its own."""
