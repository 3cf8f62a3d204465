"""Scoring: pure functions of a policy and a quarter's records. Nothing else computes a score."""
