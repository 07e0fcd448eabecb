"""The form of a case, its list and its pages: saving, versions, verbs, advice. Begin with `admin`."""
