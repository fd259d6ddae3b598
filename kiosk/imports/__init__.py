"""Lists as schools have them, Excel, CSV, CNMARC and MARC21, into judged rows."""
