"""Word documents (.docx)."""

import io
import zipfile
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.read.article import Article
from onrecord.read.metadata import from_fields

_MAX_UNPACKED = 200_000_000  # bytes; a zip bomb declares more
_DEFAULTS = {"python-docx", "Word Document", "Microsoft Office User"}  # written by programs


def articles(data: bytes) -> Iterator[Article]:
    """The one article of a Word document: paragraphs and table cells, divided by empty lines.

    Raises SourceError if it is no Word document, or unpacks to more than 200 MB.
    """
    from docx import Document  # slow to import
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except Exception as error:  # a broken zip raises more than BadZipFile
        raise SourceError("not a Word document (.docx), or an encrypted or broken one") from error
    if unpacked > _MAX_UNPACKED:
        raise SourceError(
            f"unpacks to {unpacked // 1_000_000} MB, more than the limit of "
            f"{_MAX_UNPACKED // 1_000_000} MB; save its text as .txt"
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
