"""Makes the two shipped fonts from Debian's fonts-noto-cjk. Needs fonttools and Debian's unicode-data; run by hand.

    python assets/fonts/subset.py

GB2312 alone lacks characters of real names, so the 8,105 of the general standard table (kTGH in Unihan) are added.
"""

import bz2
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
NOTO = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
SIMPLIFIED_FACE = 2  # of the collection: 0 is Japanese
PUNCTUATION = "‐‑–—‘’“”…‰′″※←↑→↓−×÷·•●○■□▲△★☆✓"


def characters() -> set[int]:
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0x3000, 0x3020)) | set(range(0xFF00, 0xFFEF))
    found |= {ord(one) for one in PUNCTUATION}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found |= {ord(one) for one in bytes((high, low)).decode("gb2312", "ignore")}
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        found |= {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    return found


def main() -> None:
    for weight in ("Regular", "Bold"):
        options = subset.Options(font_number=SIMPLIFIED_FACE, layout_features=[], hinting=False, desubroutinize=False)
        options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB"]
        font = subset.load_font(str(NOTO / f"NotoSansCJK-{weight}.ttc"), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters())
        subsetter.subset(font)
        subset.save_font(font, str(HERE / f"NotoSansSC-{weight}.otf"), options)


if __name__ == "__main__":
    main()
