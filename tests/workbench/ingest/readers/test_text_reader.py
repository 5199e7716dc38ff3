"""Plain text files."""

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused
from workbench.ingest.readers import text


def test_a_saved_page() -> None:
    draft = text.read(
        b"\xef\xbb\xbfHome \xc2\xbb Ports \xc2\xbb A second crane\r\n\r\nA second crane\r\n\r\n"
        b"By Ana Ortiz | July 24, 2025\r\n\r\nThe board voted on Monday.\r\n\r\nScroll to Top"
    )
    assert draft.title == "A second crane"
    assert draft.author == "Ana Ortiz"
    assert (draft.published, draft.date_basis) == ("2025-07-24", DateBasis.STATED)
    assert draft.text == "The board voted on Monday."


def test_lost_characters_are_noted() -> None:
    draft = text.read("Über die Förderung müsste größere Klarheit herrschen.".encode() + b"\xc3")
    assert draft.notes == ("1 character could not be decoded as utf-8.",)


def test_binary_data_is_refused() -> None:
    with pytest.raises(Refused, match="looks like binary data, not text"):
        text.read(b"\x7fELF\x02\x01\x01\x00" + b"\x00\x10\x03" * 200)
