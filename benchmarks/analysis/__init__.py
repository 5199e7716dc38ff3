"""What passages say together, measured: `make bench-analysis`."""
