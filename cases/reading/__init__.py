"""A public record as a reader reads it: in Dutch sentences, its claims in a reader's order, and in brief.

Begin with `wording`; pages, what a reader takes along and the files to take along all say it in these words.
"""
