"""Pages that help to find cases: the list, suggestions, the choice of a municipality. Begin with `case_list`."""
