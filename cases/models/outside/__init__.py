"""What comes from or goes to people outside: submissions, inquiries, follows, mail, missed searches."""
