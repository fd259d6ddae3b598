"""Morango, Learning Equality's sync for Django, which ours is measured against; it is fetched, nothing of it is here.

`set_up` makes an environment of its own for it; what `peer` holds runs in that one only.
"""
