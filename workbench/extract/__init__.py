"""Extract: what can be read from the words of a text, without asking anybody.

It owns the reading of figures: numbers, units, currencies, qualifiers and ranges, by grammars of
our own over word lists in `resources`. It knows no articles, stores nothing, and does not say
what a figure is about: that is the analyst's part.
"""

from workbench.extract.quantities import (
    FoundQuantity,
    find_quantities,
    find_quantity,
    parse_quantity,
)

__all__ = ["FoundQuantity", "find_quantities", "find_quantity", "parse_quantity"]
