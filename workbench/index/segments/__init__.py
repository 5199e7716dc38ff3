"""The files of the index: flat arrays of numbers, read in place, never unpickled.

A segment is one immutable file of up to 65,536 documents. `builder` makes one from documents,
`merging` one from several, `fields` and `segment` read it. Nothing here knows Whoosh; the
`codec` of the package above shows the same arrays to Whoosh's own reader and searcher.

    files       named arrays in one file
    lexicon     the sorted words of a field
    postings    numbers too large for their array, kept beside it; radix sort
    fields      postings and positions of one field
    segment     one opened file with its columns
    builder     documents → file
    merging     files → file, a slice of the words at a time
"""
