"""Names of HTML elements by how they are shown, and of the encodings that a page may name."""


def names(text: str) -> frozenset[str]:
    """Return the words of `text`, which keeps a long table readable."""
    return frozenset(text.split())


SKIPPED = names(
    """script style template nav head iframe object embed svg math canvas audio video select
    button textarea noscript del map"""
)
BLOCKS = names(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form header hr html legend li main menu ol p pre section summary
    table td th tr ul"""
)
CELLS = names("td th")
TIGHT = CELLS | names("li dd")
LISTS = names("ul ol menu")
HEADINGS = {f"h{level}": level for level in range(1, 7)}

LATIN = names("ascii iso8859-1 cp1252")
CHARSETS = names(
    """utf-8 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9
    iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1253 cp1254 cp1255
    cp1256 cp1257 cp1258 koi8-r koi8-u mac-roman shift_jis euc_jp iso2022_jp gbk gb18030 gb2312
    big5 euc_kr"""
)
