"""Speed, as ratios measured in one run: `pytest tests/benchmarks`. Nothing here fails for being slow."""
