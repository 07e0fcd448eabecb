from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's own, whose newest message its Dutch translation lacks."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort: het moet minstens {self.min_length} tekens hebben."
