"""How well figures, quotes, claims and dates are read in articles: `make bench-suggest`."""
