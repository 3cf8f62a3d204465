"""The policy of 2019 that comes with the program, for tests that need no office."""

from gridapp.resources import resource
from gridapp.scoring.policy_file import parse_policy

TEXT = resource("policies/2019.toml").read_text(encoding="utf-8")
POLICY = parse_policy(TEXT, "2019.toml")
