"""Hostile sources: an answer or one clear line, in bounded time and memory, the ledger unharmed."""

# the rows of tables

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.hostile import TEXT, THOROUGH, Outcome, judge, make_folder, run
from tests.support import files_of

from commitrack.ledger import Ledger


@dataclass(frozen=True)
class Text:
    """A source that is added, and what comes of it."""

    name: str
    make: bytes | Callable[[], bytes]
    code: int = 0
    says: str = "2030-06-01"
    file: str = "text.md"
    slow: bool = False

    def data(self) -> bytes:
        """The bytes, made only when they are wanted."""
        return self.make if isinstance(self.make, bytes) else self.make()


def repeated(unit: str, times: int, before: str = "", after: str = "") -> Callable[[], bytes]:
    return lambda: (before + unit * times + after).encode()


def front(header: str) -> bytes:
    return f"---\n{header}\n---\n{TEXT}".encode()


ANCHORS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
}


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word(body: str, head: str = "", **more: str) -> bytes:
    """A Word document of our own making."""
    document = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "word/document.xml": document, **more}.items():
            archive.writestr(name, text)
    return held.getvalue()


ENTITIES = "<!DOCTYPE d [<!ENTITY a 'We support peace. '>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def pdf(stream: bytes, pages: str = "[3 0 R]", head: bytes = b"%PDF-1.4\n", more: str = "") -> bytes:
    """A PDF of one page without a table of its objects, which readers put together themselves."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids {pages}/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}{more}>>stream\n",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = head
    for number, each in enumerate(objects, 1):
        data += f"{number} 0 obj\n{each}".encode() + (stream + b"\nendstream" if number == 4 else b"") + b"\nendobj\n"
    return data + b"trailer<</Root 1 0 R>>\n%%EOF"


def compressed(times: int) -> bytes:
    """A PDF whose page unpacks to `times` megabytes."""
    packer, stream = zlib.compressobj(9), b""
    for _ in range(times):
        stream += packer.compress(b"BT /F 12 Tf (We support peace.) Tj ET " * 28_000)
    return pdf(stream + packer.flush(), more="/Filter/FlateDecode")


LONG = "longer than"
TEXTS = (
    # bytes that are no text
    Text("nothing at all", b"", 2, "is empty"),
    Text("white space only", b" \r\n\t\n" * 50, 2, "is empty"),
    Text("a byte order mark only", b"\xef\xbb\xbf", 2, "is empty"),
    Text("NUL bytes", b"We support\0 peace.\0", 2, "binary data"),
    Text("random bytes", bytes((n * n + 7 * n) % 251 for n in range(4000)), 2, "binary data"),
    Text("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, 2, "a picture"),
    Text("a compressed text", lambda: gzip.compress(TEXT.encode()), 2, "a compressed file"),
    Text("a zip archive", lambda: word("").replace(b"word/document", b"play/document"), 2, "a zip archive"),
    Text("an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, 2, "old or protected Word"),
    Text("rich text", b"{\\rtf1 We support peace.}", 2, "rich-text"),
    Text("an SQLite database", b"SQLite format 3\0" + b"\0" * 90, 2, "binary data"),
    # encodings
    Text("UTF-16, little-endian, marked", ("\ufeff" + TEXT).encode("utf-16-le")),
    Text("UTF-16, big-endian, marked", ("\ufeff" + TEXT).encode("utf-16-be")),
    Text("UTF-16 without a mark", TEXT.encode("utf-16-le")),
    Text("UTF-16 that breaks off in a character", ("\ufeff" + TEXT).encode("utf-16-le")[:-1]),
    Text("UTF-16 with half surrogates", ("\ufeff" + TEXT).encode("utf-16-le") + b"\x00\xd8x\x00\x00\xdc"),
    Text("UTF-32", ("\ufeff" + TEXT).encode("utf-32-le")),
    Text("UTF-8 with surrogates", TEXT.encode() + b"They will build \xed\xa0\x80 a port.\n"),
    Text("invalid UTF-8", TEXT.encode() + b"They will build \xc3\x28 \xfe\xff a port.\n"),
    Text("a NUL far into the text", TEXT.encode() * 60 + b"They will build \0 a port.\n"),
    # what a terminal obeys, or a reader does not see
    Text("escape sequences", TEXT.encode() + b"They will \x1b]0;owned\x07 \x1b[2J build a port.\n"),
    Text("C1 controls", TEXT.encode() + "They will \x9b31m build \x9d a port.\n".encode()),
    Text("text that runs backwards", TEXT.encode() + "They will \u202e dliub \u2066 a port.\n".encode()),
    Text("zero-width characters", TEXT.encode() + "They w\u200bill bu\u2060ild a po\ufeffrt.\n".encode()),
    Text("tag characters", TEXT.encode() + "They will build a port\U000e0041\U000e007f.\n".encode()),
    Text("a million combining marks", repeated("\u0301", 1_000_000, f"{TEXT} They will build a")),
    # markup
    Text("scripts in markdown", TEXT.encode() + b"**They** will <script>alert(1)</script> build <img onerror=x>.\n"),
    Text("markup of the terminal library", TEXT.encode() + b"They will build [/red][bold]a port[/nothing].\n"),
    Text("TOML in a text", TEXT.encode() + b'They will """build""" [[commitment]]\nid = \'x\' \\u0000 a port.\n'),
    Text("a spreadsheet's formula", b"=cmd|'/C calc'!A0 will build a port. They will open a ferry line.\n"),
    Text("lines that end in every way", TEXT.replace(" ", "\r").encode() + b"\v\f\x85\n\r\r\n They will build."),
    # headers
    Text("YAML anchors that multiply", front(ANCHORS)),
    Text("YAML brackets in brackets", front("a: " + "[" * 15_000)),
    Text("a header without end", repeated("a: b\n", 200_000, "---\n", TEXT), slow=True),
    Text("YAML that would run code", front("title: !!python/object/apply:os.system ['touch owned']")),
    Text("a day that does not exist", front("date: 2030-02-31")),
    Text("a day in the year nought", front("date: 0000-00-00")),
    Text("a number in place of a day", front("date: " + "9" * 5000)),
    Text("a title of a megabyte", lambda: front("title: " + "Long " * 3000)),
    Text("a title with quotes and lines", front('title: "a\\n\\"\\"\\" \\\\ \\u001b[2J\\u202e"')),
    Text("a title that is a path", front("title: ../../../etc/passwd\nseries: ../..")),
    Text("everything in the header is a list", front("title: [a, [b]]\ndate: [x]\nplace: {a: b}\nparties: {a: b}")),
    # size and repetition
    Text("a line of 100 MB", repeated("We support peace. ", 5_900_000), 2, "larger than 64 MB", slow=True),
    Text("a line of 60 MB", repeated("We support peace. ", 3_400_000), 2, LONG),
    Text("a million bullets", repeated("- open a port\n", 1_000_000, "We will:\n"), 2, LONG),
    Text("60,000 bullets", repeated("- open a port\n", 60_000, "We will:\n"), 2, LONG),
    Text("40,000 bullets", repeated("- open a port\n", 40_000, "We will:\n"), slow=True),
    Text("a million empty lines", repeated(" \n", 900_000, TEXT, TEXT)),
    Text("lists in lists", lambda: "".join(f"{' ' * n}- open a port.\n" for n in range(1900)).encode() + TEXT.encode()),
    Text("a word of a million letters", repeated("a", 1_000_000, f"{TEXT} They will ")),
    Text("a number of a million digits", repeated("9", 1_000_000, f"{TEXT} They will pay $")),
    Text("a sentence without end", repeated("and support peace ", 50_000, "We will "), slow=True),
    Text("clauses in clauses", repeated("we reaffirm, ", 60_000, "They will meet as "), slow=True),
    Text("positions in positions", repeated(", and cut tolls must be vital to it", 120, "Trade must rise")),
    Text("reports of reports", repeated("we said we reaffirm that ", 1000, "They will meet as ")),
    Text("blanks without end", repeated(" ", 1_000_000, f"{TEXT} **They** will", "build a port.")),
    Text("a million paragraphs that go on", repeated("we go on\n\n", 180_000, TEXT)),
    Text("100,000 days", repeated("April 3, 2025 ", 100_000, f"{TEXT} They will build by "), slow=True),
    # the worst cases of regular expressions
    Text("brackets without end", repeated("[", 1_000_000, f"**a** {TEXT}")),
    Text("escaped brackets", repeated("\\[", 500_000, f"**a** {TEXT}")),
    Text("links without end", repeated('[a](b "', 100_000, f"**a** {TEXT}")),
    Text("a link of blanks", repeated(" ", 500_000, f"**a** {TEXT} [a](", "x")),
    Text("a picture of blanks", repeated(" ", 500_000, f"**a** {TEXT} ![a](b", "x")),
    Text("footnotes without end", repeated("a[^1", 200_000, f"**a** {TEXT}")),
    Text("comments without end", repeated("<!--", 200_000, f"**a** {TEXT}")),
    Text("scripts without end", repeated("<script>", 100_000, f"**a** {TEXT}")),
    Text("stars without end", repeated("*", 1_000_000, f"**a** {TEXT}")),
    Text("half-open tags", repeated("<b ", 300_000, f"**a** {TEXT}")),
    Text("a table of dashes", repeated(" - ", 300_000, f"{TEXT}\n|")),
    Text("underlined headings", repeated("a\n---\n", 150_000, f"{TEXT}\n")),
    Text("quotation marks without end", repeated("“", 300_000, TEXT)),
    Text("initials without end", repeated("U.S. ", 150_000, TEXT), slow=True),
    # web pages
    Text("a page of tags in tags", repeated("<div>", 100_000, "<html><body>", f"<p>{TEXT}"), 2, "", "a.html"),
    Text("a page of lists in lists", repeated("<ul><li>", 3000, "<html><body>", f"<p>{TEXT}"), 2, "", "a.html"),
    Text("a page with a long attribute", repeated("a", 3_000_000, "<html><body a='", f"'><p>{TEXT}"), 0, file="a.html"),
    Text("a page of 20 MB", repeated(f"<p>{TEXT}", 200_000, "<html><body>"), 2, LONG, "a.html"),
    Text("a page without text", b"<html><body><script>alert(1)</script></body></html>", 2, "holds no text", "a.html"),
    Text("a page that is nothing but a style", b"<body><html><style>", 2, "damaged page", "a.html"),
    Text("a page with entities", f"<?xml version='1.0'?>{ENTITIES}]><html><body><p>&i;{TEXT}".encode(), file="a.html"),
    Text("a page that asks for a file", f"<?xml version='1.0'?>{OUTSIDE}<html><p>&a;{TEXT}".encode(), file="a.html"),
    # Word documents
    Text("a broken Word document", lambda: word(paragraph(TEXT))[:-300], 2, "damaged or protected", "a.docx"),
    Text("a Word document of entities", lambda: word(paragraph("&i;"), f"{ENTITIES}]>"), 2, "", "a.docx"),
    Text("a Word document that asks for a file", lambda: word(paragraph("&a;"), OUTSIDE), 2, "", "a.docx"),
    Text("a zip bomb", lambda: word(paragraph("We go. " * 60_000_000)), 2, "unpacks to", "a.docx", slow=True),
    Text("a zip bomb that lies", lambda: lying(word(paragraph("We go. " * 9_000_000))), 2, "damaged", "a.docx"),
    Text("450,000 short paragraphs", lambda: word(paragraph("We go.") * 450_000), 2, LONG, "a.docx", slow=True),
    Text("a Word document of tags in tags", lambda: word("<w:ins>" * 90_000), 2, "damaged", "a.docx"),
    Text("tables in tables", lambda: word("<w:tbl><w:tr><w:tc>" * 60 + paragraph(TEXT)), 2, "damaged", "a.docx"),
    Text("names that lead out", lambda: word(paragraph(TEXT), **{"../../../tmp/owned": "x"}), file="a.docx"),
    # PDF
    Text("a PDF without anything", b"%PDF-1.7\n", 2, "damaged PDF", "a.pdf"),
    Text("a PDF of noise", b"%PDF-1.7\n" + bytes(n * n % 251 for n in range(9000)), 2, "damaged PDF", "a.pdf"),
    Text("a PDF whose pages hold each other", pdf(b"", "[2 0 R 2 0 R]"), 2, "", "a.pdf"),
    Text("a PDF without words", pdf(b"0 0 100 100 re f"), 2, "no text", "a.pdf"),
    Text("a PDF that unpacks to 1 GB", lambda: compressed(1000), 2, "", "a.pdf", slow=True),
    Text("a PDF that unpacks to 20 MB", lambda: compressed(20), 0, "", "a.pdf", slow=True),
    Text("a PDF with a password", lambda: locked_pdf(), 2, "password", "a.pdf"),
)  # fmt: skip


def lying(data: bytes) -> bytes:
    """A Word document whose directory says that its text has 100 bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def locked_pdf() -> bytes:
    """A PDF that a password protects."""
    fpdf = pytest.importorskip("fpdf")
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("helvetica")
    made.multi_cell(0, text=TEXT)
    made.set_encryption(owner_password="owner", user_password="user")
    return bytes(made.output())


def needs(text: Text) -> None:
    """Skip what takes long, or cannot be read here."""
    if text.slow and not THOROUGH:
        pytest.skip("takes long: set COMMITRACK_THOROUGH=1")
    for suffix, library in ((".html", "trafilatura"), (".docx", "docx"), (".pdf", "pypdfium2")):
        if text.file.endswith(suffix):
            pytest.importorskip(library)


def add(text: Text, folder: Path) -> Outcome:
    (folder / text.file).write_bytes(text.data())
    return run(["add", text.file, "--date", "2030-06-01"], folder)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_a_hostile_source_ends_well(text: Text, tmp_path: Path) -> None:
    needs(text)
    root = make_folder(tmp_path)
    before = files_of(root)
    outcome = add(text, tmp_path)
    judge(outcome, text.code, text.says)
    after = files_of(root)
    assert {name: after.pop(name) for name in before} == before
    if text.code:
        assert not after
    else:
        assert after.keys() == {"statements/2030-06-01.toml", f"sources/2030-06-01{Path(text.file).suffix}"}
        assert [each.id for each in Ledger(root).statements()] == ["2030-05-01", "2030-06-01"]
        assert not run(["check"], tmp_path).out
    assert "root:" not in outcome.out + str(after)
    assert {path.name for path in tmp_path.iterdir()} == {"ledger", "meter", text.file}
