"""Dutch words: how a text becomes terms, which words mean the same, and what was meant by a misspelt one.

Begin with `analyser`.
"""
