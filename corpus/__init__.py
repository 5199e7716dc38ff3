"""The sample corpus: articles written for Lode, as a user would have saved them.

`articles/` holds one folder for each (invented) outlet, `passages.jsonl` the
passages that are already tagged when the sample project is opened, and
`README.md` says which disagreements between the articles were planted. Nothing
here is imported by the program; it is read as package data.
"""
