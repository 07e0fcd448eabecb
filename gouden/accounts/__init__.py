"""Who may work in the admin: signing in, the second factor, waiting after mistakes, and the end of a session."""
