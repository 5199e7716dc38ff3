"""Measurements, each a command: `python -m benchmarks.NAME`, all together by `make bench-…`.

Public test data is found through the environment variable LODE_GOLD; nothing here is asserted,
and speed is always told beside that of a peer in the same run.
"""
