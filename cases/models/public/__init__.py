"""What readers and partners get: public rows, the feed of events, the search index. Begin with `published`."""
