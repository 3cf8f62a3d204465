"""How much data the benchmarks use: what the aims speak of, or a twentieth of it to see whether they run."""

import os


def size(full: int) -> int:
    return max(4, full // 50) if os.environ.get("GRIDAPP_BENCH_SMALL") else full
