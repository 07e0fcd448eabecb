"""What of claims is looked in, how they are found, and which answer a question: begin at `answering`."""
