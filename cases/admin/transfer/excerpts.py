"""Of two long texts the part that differs, for the page that shows what a file would change."""

# So many characters around what differs.
CONTEXT = 60


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return both texts; of long ones only what differs with some words around it."""
    old, new = old.strip(), new.strip()
    if max(len(old), len(new)) <= 4 * CONTEXT:
        return old, new
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    end = next((at for at in range(shortest - start) if old[-1 - at] != new[-1 - at]), shortest - start)
    return _part(old, start, end), _part(new, start, end)


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), len(text) - end + CONTEXT)
    shown = text[first:last]
    if len(shown) > 10 * CONTEXT:
        shown = f"{shown[: 5 * CONTEXT]} … {shown[-5 * CONTEXT :]}"
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"
