"""What of a name may be seen by those who stand behind."""

# A way of addressing, no part of the name.
TITLES = ("老师",)


def masked(name: str) -> str:
    """王小明 → 王*明, 陈静 → 陈*, 陈老师 → 陈*; a name of several parts keeps the first letter of each end."""
    own = name.replace(" ", "")
    for title in TITLES:
        own = own.removesuffix(title) or own
    if len(own) <= 1:
        return f"{own}*" if own != name else own
    return f"{own[0]}*" if len(own) == 2 else f"{own[0]}*{own[-1]}"
