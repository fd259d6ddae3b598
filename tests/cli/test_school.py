from kiosk.cli import main


def test_the_name_is_kept_and_a_zone_that_is_none_is_refused(db_url, capsys):
    assert main(["school", "育英小学", "--db", db_url]) == 0
    assert main(["school", "--timezone", "Asia/Nowhere", "--db", db_url]) == 2
    capsys.readouterr()
    assert main(["school", "--db", db_url]) == 0
    assert capsys.readouterr().out == "育英小学\tAsia/Shanghai\n"
