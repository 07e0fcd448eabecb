"""From what somebody typed to a Query: begin at `query_parser`."""
