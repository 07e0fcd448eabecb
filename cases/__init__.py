"""WHAT: the practice cases of municipalities, from the row an editor fills to what readers and partners get.

Begin with `fields`, which says what a case consists of; then follow docs/architecture.md.
"""
