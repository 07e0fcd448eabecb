"""What of a case is looked in, and how it is stored: begin at `document`."""
