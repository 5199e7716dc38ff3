"""A project: the one service that the window and the command line call.

A project is a folder with `project.sqlite` and `backups/`. `Project` owns its store, its index
and its journal, and offers each gesture as one method that is one transaction. Reading methods
may be called from any thread; writing ones are put in a row by the store. How rows are kept,
files are read and queries answered is left to the packages below.
"""

from workbench.project.bulk import CHOOSABLE, SETTABLE
from workbench.project.lists import FilterNames, Ids
from workbench.project.passage_history import PassageStep
from workbench.project.project import Project, Totals
from workbench.project.quoting import suggestion_of
from workbench.project.suggesting import Suggestion, alike, details_of

__all__ = [
    "CHOOSABLE",
    "SETTABLE",
    "FilterNames",
    "Ids",
    "PassageStep",
    "Project",
    "Suggestion",
    "Totals",
    "alike",
    "details_of",
    "suggestion_of",
]
