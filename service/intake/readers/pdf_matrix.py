"""Where the content of a PDF is drawn: matrices as its operators state and multiply them."""

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIX = 6


def matrix_of(operands: Iterable[object]) -> Matrix:
    """Return the matrix that six operands state, the identity where they are fewer."""
    numbers = [number_of(operand) for operand in operands][:_SIX]
    if len(numbers) < _SIX:
        return IDENTITY
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def number_of(operand: object) -> float:
    """Return the number that an operand is, 0 where it is none."""
    return float(operand) if isinstance(operand, int | float) else 0.0


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does `one` and then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
