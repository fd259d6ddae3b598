from kiosk.office.touch_kit.places import Places


def test_files_are_found_on_the_stick_and_in_the_folder(tmp_path):
    stick, home = tmp_path / "stick", tmp_path / "home"
    (stick / "lists").mkdir(parents=True)
    home.mkdir()
    (stick / "lists" / "pupils.XLSX").write_bytes(b"1")
    (stick / "~$pupils.xlsx").write_bytes(b"1")
    (home / "books.csv").write_bytes(b"1")
    places = Places(home, lambda: [stick])
    assert {path.name for path in places.files(".xlsx", ".csv")} == {"pupils.XLSX", "books.csv"}


def test_a_stick_that_is_gone_has_no_files(tmp_path):
    assert Places(tmp_path / "none", lambda: [tmp_path / "gone"]).files(".xlsx") == []


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    places = Places(tmp_path / "out", list)
    first = places.save("figures.pdf")
    first.write_bytes(b"1")
    assert places.save("figures.pdf").name == "figures (2).pdf"
