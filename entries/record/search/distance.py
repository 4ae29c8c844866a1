"""How many typing errors lie between two words."""


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, mistaken for another, or changed with a neighbour.

    Any number above `most` says only that there are more.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, counterpart in enumerate(other, 1):
            cost = min(
                last[column] + 1,
                now[column - 1] + 1,
                last[column - 1] + (letter != counterpart),
            )
            swapped = (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == counterpart
            )
            now.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(now) > most and min(last) > most:
            return most + 1
        before, last = last, now
    return last[-1]
