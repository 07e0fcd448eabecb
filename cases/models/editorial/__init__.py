"""What the editors' work leaves: versions, duplicates, visits to links, files to read in. Begin with `revision`."""
