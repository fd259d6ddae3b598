"""What of a name may be seen by those who stand behind."""


def masked(name: str) -> str:
    """王小明 → 王*明, 陈静 → 陈*; a name of several parts keeps the first letter of each end."""
    characters = name.replace(" ", "")
    match len(characters):
        case 0 | 1:
            return characters
        case 2:
            return f"{characters[0]}*"
    return f"{characters[0]}*{characters[-1]}"
