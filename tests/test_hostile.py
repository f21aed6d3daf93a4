"""Bad input through the real program: an answer or one clear line, in bounded time and memory, the ledger unharmed.

Run as a script, this file writes `docs/hostile.md`: what each input gave.
"""

# ruff: noqa: E501  # the rows of tables

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support import environment_of, files_of

from commitrack.ledger import Ledger, init_ledger
from commitrack.views.numbers import count

SECONDS = 10.0
"""Of processor time, so that a busy machine fails nobody; a hang is cut off after six times as much by the clock."""
MEGABYTES = 500
THOROUGH = bool(os.environ.get("COMMITRACK_THOROUGH"))
METER = """
import atexit, os, re, sys

def tell():
    try:
        peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
    except OSError:
        peak = None
    used = sum(os.times()[:2])
    with open(os.environ["METER"], "w") as file:
        file.write(f"{used:.3f} {int(peak[1]) // 1024 if peak else 0}")

atexit.register(tell)
from commitrack.__main__ import main
main()
"""
"""The program as users start it; it leaves behind what it used."""

STATEMENT = """schema = 1

[statement]
id = "2030-05-01"
date = 2030-05-01
title = "Ministers of the two coasts"
file = "sources/2030-05-01.md"
parties = ["Japan", "Republic of Korea"]

[[commitment]]
id = "2030-05-01/aa01"
quote = "will open a ferry line"
act = "pledge"
actors = ["all"]
topics = ["infrastructure"]
"""
TEXT = "The ministers met in Busan. They will open a ferry line. Japan condemned the attack on the port.\n"


class Outcome(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time."""
    megabytes: int
    """At the peak; 0 where the system does not tell."""


def run(words: Sequence[str | bytes], folder: Path, prefix: Sequence[str] = (), **environment: str) -> Outcome:
    """Run the program in a folder that holds a ledger, `prefix` in front of it."""
    metered = environment_of(folder / "ledger", METER=str(folder / "meter"), **environment)
    command: list[str | bytes] = [*prefix, sys.executable, "-c", METER, *words]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, env=metered, check=False,
        timeout=6 * SECONDS,
    )  # fmt: skip
    used, peak = (folder / "meter").read_text(encoding="utf-8").split()
    out, err = (text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
    return Outcome(done.returncode, out, err, float(used), int(peak))


def make_folder(folder: Path) -> Path:
    """Make a ledger of one statement in a folder."""
    root = folder / "ledger"
    init_ledger(root)
    (root / "statements/2030-05-01.toml").write_text(STATEMENT, encoding="utf-8")
    (root / "sources/2030-05-01.md").write_text(TEXT, encoding="utf-8")
    return root


def judge(outcome: Outcome, code: int, says: str) -> None:
    """Hold a run against what is promised of every run, and what is expected of this one."""
    whole = f"{outcome.out}\n{outcome.err}"
    assert "Traceback" not in whole
    assert "a fault of the program" not in whole
    assert outcome.code == code, whole[:2000]
    assert says in whole, whole[:2000]
    assert not [sign for sign in whole if sign in CONTROLS]
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES
    if code == 2:
        assert outcome.err.count("\n") == 1
        assert outcome.err.startswith("commitrack: ")


CONTROLS = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), 0x2066, 0x200B)))
"""What a terminal would obey or hide."""


# -- sources ---------------------------------------------------------------------------------------------------------


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


# -- ledgers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Damage:
    """Files written into a ledger by somebody else, and what a command makes of them."""

    name: str
    files: dict[str, str | bytes]
    words: str
    code: int
    says: str

    def request(self) -> list[str]:
        """The words of the command."""
        return [*self.words.split(), *(["--date", "2030-07-01"] if "text.md" in self.words else [])]


def harm(damage: Damage, root: Path) -> Path:
    """Write the files of a damage into a ledger, and beside it a text that can be added."""
    for name, data in damage.files.items():
        (root / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    (root.parent / "text.md").write_text("The ministers will meet.\n2030-07-01", encoding="utf-8")
    return root


def changed(old: str, new: str) -> dict[str, str | bytes]:
    """The ledger's statement with something else in it."""
    assert old in STATEMENT
    return {"statements/2030-05-01.toml": STATEMENT.replace(old, new)}


QUOTE = 'quote = "will open a ferry line"'
ACTION = 'act = "pledge"'
DAY = "date = 2030-05-01"
DAMAGES = (
    # a statement's file
    Damage("TOML that breaks off", changed(QUOTE, 'quote = "will'), "list", 2, "statements/2030-05-01.toml: damaged TOML"),
    Damage("TOML that breaks off, checked", changed(QUOTE, 'quote = "will'), "check", 1, "damaged TOML"),
    Damage("a binary file", {"statements/2030-05-01.toml": bytes(range(256))}, "list", 2, "not UTF-8"),
    Damage("UTF-16", {"statements/2030-05-01.toml": STATEMENT.encode("utf-16")}, "list", 2, "not UTF-8"),
    Damage("NUL bytes", changed("open", "op\0en"), "list", 2, "damaged TOML"),
    Damage("lone surrogates", changed("open", "\\uD800"), "list", 2, "damaged TOML"),
    Damage("an empty file", {"statements/2030-05-01.toml": ""}, "list", 2, "[statement]"),
    Damage("arrays in arrays", changed(ACTION, f"act = {'[' * 50_000}"), "list", 2, "nested too deep"),
    Damage("tables in tables", {"statements/2030-05-01.toml": f"[{'a.' * 20_000}a]"}, "list", 2, ""),
    Damage("a number of 50,000 digits", changed(ACTION, f"force = {'9' * 50_000}"), "list", 2, "damaged TOML"),
    Damage("a key twice", changed(ACTION, f"{ACTION}\n{ACTION}"), "list", 2, "damaged TOML"),
    Damage("20 MB on one line", changed("open", "open " * 4_000_000), "statements", 0, "2030-05-01"),
    Damage("a newer format", changed("schema = 1", "schema = 2"), "list", 2, "upgrade it: pip install --upgrade"),
    Damage("a newer format, checked", changed("schema = 1", "schema = 2"), "check", 1, "upgrade it"),
    Damage("a newer format, written to", changed("schema = 1", "schema = 2"), "set aa01 note=x", 2, "upgrade it"),
    Damage("no version of the format", changed("schema = 1", "schema = 'new'"), "list", 2, "no version of the format"),
    Damage("a huge version", changed("schema = 1", f"schema = {'9' * 400}"), "list", 2, "is newer"),
    Damage("a day in quotes", changed(DAY, 'date = "2030-05-01"'), "list", 2, "statement.date"),
    Damage("a day that does not exist", changed(DAY, "date = 2030-02-31"), "list", 2, "damaged TOML"),
    Damage("another day than the name's", changed(DAY, "date = 1999-01-01"), "check", 1, "statement.date"),
    Damage("an unknown act", changed(ACTION, 'act = "plegde"'), "list", 2, "did you mean 'pledge'?"),
    Damage("an unknown topic", changed('["infrastructure"]', '["infrastrcture"]'), "check", 1, "'infrastructure'?"),
    Damage("topics that are no list", changed('["infrastructure"]', '"infrastructure"'), "list", 2, "topics"),
    Damage("a span out of the text", changed(ACTION, f"{ACTION}\nspan = [5, {10**18}]"), "check", 1, "span"),
    Damage("a span beyond all numbers", changed(ACTION, f"{ACTION}\nspan = [5, {10**300}]"), "show aa01", 0, "ferry"),
    Damage("a span that goes back", changed(ACTION, f"{ACTION}\nspan = [9, 5]"), "list", 2, "no range"),
    Damage("a quote that is not there", changed("ferry line", "railway"), "check", 1, "not in the text"),
    Damage("an id that leads out", changed('"2030-05-01/aa01"', '"../../x"'), "check", 1, "is no id"),
    Damage("an id of another statement", changed('"2030-05-01/aa01"', '"2031-01-01/aa01"'), "check", 1, "foreign-id"),
    Damage("the same id twice", changed("[[commitment]]", STATEMENT[STATEMENT.index("[[") :] + "[[commitment]]"), "check", 1, "duplicate-id"),
    Damage("an id like an escape", changed('"2030-05-01/aa01"', '"2030-05-01/\\u001b[2J"'), "list", 0, "ferry"),
    Damage("a statement without words", changed(STATEMENT[STATEMENT.index("[[") :], ""), "check", 1, "empty"),
    Damage("a statement that names itself otherwise", changed('id = "2030-05-01"\n', 'id = "../x"\n'), "list", 2, "not the file's name"),
    Damage("a file's name that is no id", {"statements/a b;rm.toml": STATEMENT}, "check", 1, "name"),
    # sources
    Damage("a source outside", changed("sources/2030-05-01.md", "../../secret"), "check", 1, "leads out of the ledger"),
    Damage("a source at the root", changed("sources/2030-05-01.md", "/etc/passwd"), "check", 1, "leads out"),
    Damage("a source that is a device", changed("sources/2030-05-01.md", "/dev/zero"), "check", 1, "leads out"),
    Damage("a source that is gone", changed("sources/2030-05-01.md", "sources/gone.md"), "check", 1, "is not there"),
    Damage("a source that is no text", {"sources/2030-05-01.md": b"\x89PNG\0"}, "check", 1, "a picture"),
    Damage("a source that has changed", {**changed(ACTION, ACTION), "sources/2030-05-01.md": "Other words."}, "check", 1, "not in the text"),
    # what a reader or a spreadsheet would run
    Damage("escapes in a quote", changed("open", "\\u001b[31m \\u009b2J \\u202e"), "list", 0, "\\x1b[31m"),
    Damage("escapes in a title", changed("two", "\\u001b]0;x\\u0007"), "statements", 0, "\\x1b]0;x"),
    Damage("a formula, for spreadsheets", changed("will open", "=cmd|'/C calc'!A0"), "list --format csv", 0, "'=cmd"),
    Damage("a formula behind a blank", changed("will open", "  @SUM(1)"), "list --format csv", 0, "' @SUM"),
    Damage("a formula in a title", changed("Ministers", "+1+1"), "statements --format csv", 0, "'+1+1"),
    Damage("markup, for markdown", changed("open", "<img onerror=x>|`*"), "list --format markdown", 0, "\\<img"),
    Damage("markup, for JSON", changed("open", "\\u001b</script>\\u2028"), "list --format json", 0, "\\u001b"),
    Damage("markup, for TOML", changed("open", "\\u001b\\u202e"), "list --format toml", 0, "\\U0000202e"),
    # settings and decisions
    Damage("damaged settings", {"commitrack.toml": "schema = "}, "add text.md", 2, "commitrack.toml: damaged TOML"),
    Damage("newer settings", {"commitrack.toml": "schema = 7"}, "add text.md", 2, "upgrade it"),
    Damage("settings that are lists", {"commitrack.toml": "verbs = [1]\ntopics = 3"}, "add text.md", 2, "expected a table"),
    Damage("a topic without words", {"commitrack.toml": "[topics.x]\nphrases = 7"}, "add text.md", 2, "commitrack.toml: topics.x.phrases: unknown"),
    Damage("an alias that is empty", {"commitrack.toml": "[aliases]\n'' = 'Japan'"}, "add text.md", 2, "commitrack.toml: aliases.: a name is expected"),
    Damage("an alias that is a pattern", {"commitrack.toml": "[aliases]\n'(a+)+$[' = 'Japan'"}, "add text.md", 0, "2030"),
    Damage("a verb that is nothing", {"commitrack.toml": "[verbs]\nverb = [{}]"}, "add text.md", 2, "commitrack.toml: verbs.verb[0].lemma"),
    Damage("decisions that break off", {"decisions.toml": "[[decision"}, "check", 1, "decisions.toml"),
    Damage("decisions about nothing", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='same'"}, "check", 1, "orphan"),
    Damage("a change that is none", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='same'\nchange='up'"}, "check", 1, "'up'"),
    Damage("a verdict that is none", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='eval'"}, "check", 1, "'eval'"),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_ledger_is_told_and_left_alone(damage: Damage, tmp_path: Path) -> None:
    root = make_folder(tmp_path)
    before = files_of(harm(damage, root))
    judge(run(damage.request(), tmp_path), damage.code, damage.says)
    after = files_of(root)
    assert {name: after.get(name) for name in before} == before
    assert damage.code == 0 or after.keys() == before.keys()


# -- requests --------------------------------------------------------------------------------------------------------

REQUESTS: tuple[tuple[str | list[str | bytes], int, str], ...] = (
    ("add text.md --date 2030-13-45", 2, "no date"),
    ("add text.md --date 0000-01-01", 2, ""),
    ("add text.md --date 99999-01-01", 2, ""),
    ("add text.md --date 2030-06-01 --id ../../x", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id a/b", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id ..", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id .hidden", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id con\u202e", 2, "cannot name a statement"),
    (f"add text.md --date 2030-06-01 --id {'x' * 300}", 2, "cannot name a statement"),
    ("add /dev/null", 2, "is empty"),
    ("add /dev/zero", 2, "larger than 64 MB"),
    ("add no-such-file.md", 2, "no such file"),
    ("add .. --glob ../*", 2, ""),
    ("add -", 2, "is empty"),
    ("add file:///etc/passwd", 2, "only http and https"),
    ("add ftp://example.org/a", 2, "only http and https"),
    ("add gopher://example.org/a", 2, "only http and https"),
    ("add https://user:secret@example.org/a", 2, "neither followed nor kept"),
    ("add http://[::1", 2, "no address"),
    ("add http://", 2, ""),
    ("add javascript:alert(1)", 2, "no such file"),
    (["add", "text\u202e\x1b[2J.md"], 2, "no such file"),
    (["add", b"\xff\xfe.md"], 2, "no such file"),
    (["add", "a" * 5000], 2, "name too long"),
    ("list --topic nonsense", 2, "no topic"),
    ("list --act nonsense", 2, "no act"),
    ("list --statement ../../etc/passwd", 2, "no statement"),
    ("list --since nonsense", 2, "nonsense"),
    ("list --due 99999999999999999999", 2, ""),
    ("list --format exe", 2, "no format 'exe'"),
    ("list --fields ../x", 2, "no field"),
    (["list", "--match", "(a+)+$["], 0, ""),
    ("show ../..", 2, "no commitment"),
    (["show", ""], 2, "no commitment"),
    (["show", b"\xed\xa0\x80"], 2, "no commitment"),
    ("diff nonsense latest", 2, "no statement"),
    ("diff latest~99999999999999999999 latest", 2, ""),
    (["diff", "..", ".."], 2, ""),
    ("why aa01 aa01", 2, ""),
    ("history nonsense", 2, "no commitment"),
    (["similar", ""], 2, "nothing to look for"),
    (["similar", "peace " * 20_000], 0, ""),
    ("set aa01 act=destroy", 2, "no act"),
    ("set aa01 due=99999-99-99", 2, "no date"),
    ("set aa01 topics=", 2, "must not be empty"),
    ("set aa01 id=../../x", 2, "no key"),
    ("set aa01 force=1e9", 2, "whole number"),
    (["set", "aa01", b"note=\xff"], 2, "no character that a file can hold"),
    ("link aa01 aa01", 2, ""),
    ("--ledger /nonexistent list", 2, "is no ledger"),
    ("--ledger /etc/passwd list", 2, "is no ledger"),
    ("init /proc/nothing", 2, "cannot make"),
    ("init text.md", 2, "cannot make"),
    ("export -o /nonexistent/a.csv", 2, "no folder"),
    ("export -o a.exe", 2, ""),
    ("export -o /dev/full", 2, ""),
    ("evaluate /nonexistent", 2, ""),
    ("nonsense", 2, "nonsense"),
    ("--nonsense", 2, "nonsense"),
)


@pytest.mark.parametrize(("words", "code", "says"), REQUESTS, ids=lambda value: str(value)[:40])
def test_a_wrong_request_changes_nothing(words: str | list[str | bytes], code: int, says: str, tmp_path: Path) -> None:
    root = make_folder(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    before = files_of(root)
    judge(run(words.split() if isinstance(words, str) else words, tmp_path), code, says)
    assert files_of(root) == before


# -- places ----------------------------------------------------------------------------------------------------------

SMALL_DISK = "mount -t tmpfs -o size=512k none small && cp -r ledger small/ && exec env COMMITRACK_LEDGER=small/ledger"
READ_ONLY = "mount --bind ledger ledger && mount -o remount,ro,bind ledger && exec env"


def in_a_namespace(folder: Path, mounts: str) -> list[str]:
    """What runs a command with mounts of its own, where the system permits that."""
    prefix = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{mounts} "$@"', "sh"]
    try:
        done = subprocess.run([*prefix, "true"], cwd=folder, capture_output=True, check=False)
    except OSError:
        pytest.skip("no unshare here")
    if done.returncode:
        pytest.skip(f"no mounts here: {done.stderr.decode().strip()}")
    return prefix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "small").mkdir()
    return tmp_path


@pytest.mark.parametrize("words", ["add text.md --date 2030-06-01", "set aa01 note=x", "link aa01 aa02"])
def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, words: str) -> None:
    (folder / "ledger/statements/2029-05-01.toml").write_text(STATEMENT.replace("2030", "2029").replace("aa01", "aa02"))
    before = files_of(folder / "ledger")
    judge(run(words.split(), folder, in_a_namespace(folder, READ_ONLY)), 2, "ead-only file system")
    assert files_of(folder / "ledger") == before


def test_a_full_disk_is_one_line_and_loses_nothing(folder: Path) -> None:
    (folder / "text.md").write_text("They will open a ferry line. " * 15_000, encoding="utf-8")
    look = "for f in small/ledger/*/*; do cat $f; done; ls -A small/ledger/*; exit $code"
    prefix = in_a_namespace(folder, SMALL_DISK.replace("exec env", "env"))
    prefix[-2] += f"; code=$?; {look}"
    outcome = run(["add", "text.md", "--date", "2030-06-01"], folder, prefix)
    assert outcome.code == 2
    assert "No space left on device" in outcome.err
    assert outcome.err.count("\n") == 1
    assert STATEMENT in outcome.out
    assert "2030-06-01" not in outcome.out.replace("2030-06-01.md.new", "")
    assert ".new" not in outcome.out


def test_links_out_of_a_ledger_are_not_followed(folder: Path) -> None:
    root, secret = folder / "ledger", folder / "secret"
    secret.mkdir()
    (secret / "2030-09-09.toml").write_text(STATEMENT.replace("2030-05-01", "2030-09-09"), encoding="utf-8")
    (root / "statements/2030-09-09.toml").symlink_to(secret / "2030-09-09.toml")
    judge(run(["show", "2030-09-09/aa01"], folder), 2, "leads out of the ledger")
    judge(run(["check"], folder), 1, "leads out of the ledger")
    judge(run(["set", "2030-05-01/aa01", "note=x"], folder), 0, "note set")
    (root / "statements/2030-09-09.toml").unlink()
    (root / "sources/2030-06-01.md").symlink_to(secret / "2030-06-01.md")
    judge(run(["add", "text.md", "--date", "2030-06-01"], folder), 2, "leads out of the ledger")
    assert [path.name for path in secret.iterdir()] == ["2030-09-09.toml"]


def test_a_ledger_that_is_a_link_is_a_ledger(folder: Path) -> None:
    (folder / "ledger").rename(folder / "elsewhere")
    (folder / "ledger").symlink_to(folder / "elsewhere")
    judge(run(["add", "text.md", "--date", "2030-06-01"], folder), 0, "stored")
    judge(run(["check"], folder), 0, "0 errors")


def test_what_is_no_file_in_a_folder_is_not_waited_for(folder: Path) -> None:
    texts = folder / "texts"
    texts.mkdir()
    os.mkfifo(texts / "pipe.md")
    (texts / "loop.md").symlink_to("loop.md")
    (texts / "round").symlink_to(texts)
    (texts / "-rf.md").write_text(f"---\ndate: 2030-06-01\n---\n{TEXT}", encoding="utf-8")
    (texts / "line\nend \x1b[2J.md").write_text(f"---\ndate: 2030-06-02\n---\n{TEXT}", encoding="utf-8")
    (texts / os.fsdecode(b"\xff\xfe.md")).write_text(f"---\ndate: 2030-06-03\n---\n{TEXT}{TEXT}", encoding="utf-8")
    judge(run(["add", "texts"], folder), 0, "3 stored")
    judge(run(["check"], folder), 0, "0 errors")


@pytest.mark.parametrize(
    ("words", "streams", "code", "says"),
    [
        ("add -", "<&-", 2, "is empty"),
        ("list", ">&-", 0, ""),
        ("list --topic nonsense", "2>&-", 2, ""),
        ("diff 2030-05-01 2030-05-01", "<&- >&- 2>&-", 0, ""),
        ("list", ">/dev/full", 2, "No space left on device"),
        ("--version", ">/dev/full", 2, "No space left on device"),
    ],
)
def test_streams_that_are_closed_or_full(folder: Path, words: str, streams: str, code: int, says: str) -> None:
    outcome = run(words.split(), folder, ["sh", "-c", f'exec "$@" {streams}', "sh"])
    assert (outcome.code, "Traceback" in outcome.err, says in outcome.err) == (code, False, True), outcome.err


# -- the page --------------------------------------------------------------------------------------------------------

PAGE = Path(__file__).parent.parent / "docs/hostile.md"
LONGEST_CELL = 150
RARE = str.maketrans({"|": "\\|", "`": "'"})


def cell(words: str) -> str:
    """Words for a table in markdown: on one line, not long."""
    line = " ".join((words if words.isprintable() else ascii(words)[1:-1]).split())
    return (line if len(line) <= LONGEST_CELL else f"{line[:LONGEST_CELL]}…").translate(RARE)


def name_request(words: str | list[str | bytes]) -> str:
    """A request as a person would write it."""
    listed = words.split() if isinstance(words, str) else words
    return cell(" ".join(word if isinstance(word, str) and word else repr(word).lstrip("b") for word in listed))


def telling_line(outcome: Outcome, says: str, folder: Path) -> str:
    """The line of what was said that holds what is expected, else the first."""
    lines = (outcome.err if outcome.code == 2 else outcome.out).splitlines() or outcome.err.splitlines() or [""]
    line = next((each for each in lines if says and says in each), lines[0]).removeprefix("commitrack: ")
    if outcome.code == 0 and "\tstored\t" in line:
        commitments, sentences = map(int, line.split("\t")[3:5])
        return f"stored: {count(commitments, 'commitment')} in {count(sentences, 'sentence')}"
    return ", ".join(filter(None, line.replace(f"{folder}/", "").split("\t")))


def row(name: str, outcome: Outcome, says: str, folder: Path) -> str:
    """A line of the page: an input, the exit code, what it used, what was said."""
    words = cell(telling_line(outcome, says, folder)) or "nothing"
    return f"| {name} | {outcome.code} | {outcome.seconds:.1f} | {outcome.megabytes} | `{words}` |\n"


def source_rows(folder: Path) -> Iterator[str]:
    """Add every source to a ledger of its own."""
    for number, text in enumerate(TEXTS):
        make_folder(place := folder / str(number))
        yield row(cell(text.name), add(text, place), "", place)


def ledger_rows(folder: Path) -> Iterator[str]:
    """Damage ledgers and ask them."""
    for number, damage in enumerate(DAMAGES):
        harm(damage, make_folder(place := folder / str(number)))
        yield row(f"{cell(damage.name)} | `{cell(damage.words)}`", run(damage.request(), place), damage.says, place)


def request_rows(folder: Path) -> Iterator[str]:
    """Ask what cannot be asked."""
    for number, (words, _, says) in enumerate(REQUESTS):
        make_folder(place := folder / str(number))
        (place / "text.md").write_text(TEXT, encoding="utf-8")
        outcome = run(words.split() if isinstance(words, str) else words, place)
        yield row(f"`{name_request(words)}`", outcome, says, place)


def write_page(folder: Path) -> None:
    """Put what every input gave below the heads of the page's tables."""
    page = PAGE.read_text(encoding="utf-8")
    for name, rows in (("sources", source_rows), ("ledgers", ledger_rows), ("requests", request_rows)):
        (folder / name).mkdir()
        made = "".join(rows(folder / name))
        found = re.search(rf"<!-- {name} -->\n(?:\|.*\n){{2}}((?:\|.*\n)*)", page)
        assert found
        page = page[: found.start(1)] + made + page[found.end() :]
    PAGE.write_text(page, encoding="utf-8")


def test_the_page_has_every_input_with_its_exit_code() -> None:
    expected = [
        *((cell(text.name), text.code) for text in TEXTS),
        *((f"{cell(damage.name)} | `{cell(damage.words)}`", damage.code) for damage in DAMAGES),
        *((f"`{name_request(words)}`", code) for words, code, _ in REQUESTS),
    ]
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\|.*\| [012] \| \d", line)]
    assert len(lines) == len(expected)
    for line, (name, code) in zip(lines, expected, strict=True):
        assert line.startswith(f"| {name} | {code} | ")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        write_page(Path(made))
