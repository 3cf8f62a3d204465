"""Benchmarks: each prints how many times its limit the program takes, both measured in the same run.

`.venv/bin/python -m tests.bench` runs them all, with names after it only those; `--small` makes them quick.
"""
