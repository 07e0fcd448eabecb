"""What is only looked at: versions, the public side, mail that waits."""
