"""What a text is about, beside its words: vectors of passages by a small model, where one is installed; optional.

Begin with `embedder`, which says which model there is. Without one nothing here does anything: search is by words.
"""
