def search(text, page, per_page):
    return 0, ()
