"""Word documents (.docx)."""

import io
import zipfile
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.files import limits
from onrecord.read.article import Article
from onrecord.read.metadata import from_fields

_PICTURES = "word/media/"  # in which nothing is read
_DEFAULTS = {"python-docx", "Word Document", "Microsoft Office User"}  # written by programs


def articles(data: bytes) -> Iterator[Article]:
    """The one article of a Word document: paragraphs and table cells, divided by empty lines.

    Raises SourceError if it is no Word document, or unpacks to more than anyone writes. What is
    unpacked is never more than the parts declare: zipfile stops there.
    """
    from docx import Document  # slow to import
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except Exception as error:  # a broken zip raises more than BadZipFile
        raise SourceError("not a Word document (.docx), or an encrypted or broken one") from error
    unpacked = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if not part.filename.startswith(_PICTURES))
    if text > limits.UNPACKED or unpacked > limits.LIST or len(parts) > limits.PACKED_PARTS:
        raise SourceError(
            f"unpacks to {len(parts):,} parts and {unpacked // 1_000_000} MB, more than the limit "
            f"({limits.PACKED_PARTS:,} and {limits.LIST // 1_000_000} MB, "
            f"{limits.UNPACKED // 1_000_000} MB without pictures); save its text as .txt"
        )
    try:
        word = Document(io.BytesIO(data))
        blocks: list[str] = []
        for block in word.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:  # a merged cell comes once for each column it spans
                    blocks += dict.fromkeys(cell.text for cell in row.cells)
            else:
                blocks.append(block.text)
        stated = {"title": word.core_properties.title, "author": word.core_properties.author}
    except Exception as error:  # lxml and python-docx raise many kinds on broken files
        raise SourceError("a broken Word document; open it and save it again") from error
    named = {key: words for key, words in stated.items() if words not in _DEFAULTS}
    yield Article("\n\n".join(block for block in blocks if block.strip()), from_fields(named))
