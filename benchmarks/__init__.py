"""How fast Gouden is, beside the least that any server could do: `python -m benchmarks`."""
