"""Whether anything is ever lost: long campaigns against one project.

`python -m benchmarks.soak` runs them all; docs/reliability.md holds what they found.
"""
