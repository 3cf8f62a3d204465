"""Disks that are full or small."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def mount(*arguments: str) -> None:
    """Skips the test where nobody may."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    run = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(f"this machine lets nobody mount: {run.stderr.strip()}")
