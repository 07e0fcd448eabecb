"""Who may work in the admin: signing in, the second factor, waiting after mistakes, and the end of a session.

Also groups, and keys for the API. Begin with `site` and `views` for signing in, with `models` for what is kept."""
