"""What people outside share: the questions they are asked, what becomes of it, and how long it is kept."""
