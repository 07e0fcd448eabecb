"""From a version of a case to what readers and partners get of it: its public row, record, card and search document.

Begin with `projector`. `cases.publishing` says when it is written.
"""
