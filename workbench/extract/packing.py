"""Readings as JSON: between processes, in the cache, and on the command line."""

from dataclasses import asdict
from typing import Any

from workbench.domain import (
    DatePrecision,
    Directness,
    FigureForm,
    FigureStatus,
    Qualifier,
    Quantity,
    Reading,
    Span,
    Stance,
    SuggestedClaim,
    SuggestedDate,
    SuggestedFigure,
    SuggestedQuote,
)

Json = dict[str, Any]


def packed(reading: Reading) -> Json:
    """A reading as plain lists and dictionaries."""
    return asdict(reading)


def unpacked(packed_: Json) -> Reading:
    """The reading that `packed` was given; raises `KeyError`, `TypeError` or `ValueError`."""
    return Reading(
        figures=tuple(map(_figure, packed_["figures"])),
        quotes=unpacked_quotes(packed_),
        claims=tuple(map(_claim, packed_["claims"])),
        dates=tuple(map(_date, packed_["dates"])),
    )


def unpacked_quotes(packed_: Json) -> tuple[SuggestedQuote, ...]:
    """Only the quotes of such a reading; raises what `unpacked` does."""
    return tuple(map(_quote, packed_["quotes"]))


def _span(pair: Json | None) -> Span | None:
    return None if pair is None else Span(**pair)


def _figure(row: Json) -> SuggestedFigure:
    quantity = {**row["quantity"], "qualifier": Qualifier(row["quantity"]["qualifier"])}
    status = row["status"]
    return SuggestedFigure(
        **{
            **row,
            "span": Span(**row["span"]),
            "quantity": Quantity(**quantity),
            "form": FigureForm(row["form"]),
            "status": None if status is None else FigureStatus(status),
        }
    )


def _quote(row: Json) -> SuggestedQuote:
    return SuggestedQuote(
        **{
            **row,
            "span": Span(**row["span"]),
            "directness": Directness(row["directness"]),
            "gaps": tuple(Span(**gap) for gap in row["gaps"]),
            "speaker_span": _span(row["speaker_span"]),
        }
    )


def _claim(row: Json) -> SuggestedClaim:
    return SuggestedClaim(**{**row, "span": Span(**row["span"]), "stance": Stance(row["stance"])})


def _date(row: Json) -> SuggestedDate:
    return SuggestedDate(
        **{**row, "span": Span(**row["span"]), "precision": DatePrecision(row["precision"])}
    )
