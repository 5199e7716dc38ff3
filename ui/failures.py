"""What to say of an exception: a sentence for the user, and details to copy."""

import platform
import traceback
from importlib.metadata import PackageNotFoundError, version

import PySide6

from workbench.errors import LodeError

DEFECT = (
    "Lode has made a mistake. What you had tagged and saved is kept; "
    "the last step may not have been done."
)
"""Said of every exception that is not the world's fault."""


def sentence(error: BaseException) -> str:
    """What happened, in words for the user."""
    if isinstance(error, LodeError):
        return str(error) or DEFECT
    return DEFECT


def details(error: BaseException) -> str:
    """The traceback and the versions, for a report."""
    trace = "".join(traceback.format_exception(error))
    return f"{versions()}\n\n{trace}"


def versions() -> str:
    """Lode, Python, Qt and the system in one line."""
    return (
        f"Lode {lode_version()} · Python {platform.python_version()} · "
        f"PySide {PySide6.__version__} · {platform.platform()}"
    )


def lode_version() -> str:
    """The installed version, or "(from source)" in a checkout that was not installed."""
    try:
        return version("lode")
    except PackageNotFoundError:
        return "(from source)"
