"""What waits for an editor's decision: submissions, answers to inquiries, probable duplicates, failing links."""
