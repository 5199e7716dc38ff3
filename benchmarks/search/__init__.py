"""Searching, beside other engines in the same run: `python -m benchmarks.search`.

corpus      the articles and the queries, the same for every engine
engines     what an engine has to do, and the process that it does it in
lode, tantivy_engine, fts5, stock   the engines
stock_whoosh   our queries made of Whoosh's own classes
measures    what is measured
"""
