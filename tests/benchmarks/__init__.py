"""Speed, as ratios measured in one run: `pytest -n0 tests/benchmarks`. Nothing here fails for being slow."""
