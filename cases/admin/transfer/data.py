"""What the cells of a row hold on their way from a sheet to the database, or back: each value as a snapshot has it."""

from cases.fields import RowData

type Value = str | int | tuple[str | RowData, ...] | None
# An entry: its values by the names of its fields.
type Data = dict[str, Value]


def several[V](of: type[V], value: Value) -> tuple[V, ...]:
    """Return the texts or rows of a value that holds several; none when there is no value."""
    return tuple(one for one in value if isinstance(one, of)) if isinstance(value, tuple) else ()
