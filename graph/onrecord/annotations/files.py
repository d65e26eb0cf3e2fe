"""Annotation files -> readings: a file is JSON, with its article in it or beside it."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePosixPath

from onrecord.annotations.loading import load
from onrecord.annotations.node import shown
from onrecord.annotations.terms import Json
from onrecord.errors import AnnotationError
from onrecord.files import intake, limits
from onrecord.model import Document, Reading

_LONGEST_ID = 150  # bytes; most file systems allow names of 255, and an id gets extensions


def load_file(path: Path, read_one: Callable[[Path], Document]) -> Reading:
    """The reading that an annotation file holds, with the article it was coded on.

    `read_one` reads the article where it is a file of its own; text inside the JSON needs no
    reader. Raises AnnotationError for a file that is no JSON or breaks the format, and whatever
    `read_one` raises.
    """
    data = load_json(path)
    found = find_text(path, data)
    if isinstance(found, Path):
        return load(data, read_one(found), path.name)
    if "\0" in found or len(found) > limits.TEXT:
        fault = "NUL characters" if "\0" in found else f"more than {limits.TEXT:,} characters"
        raise AnnotationError(f'{path.name}: "text" holds {fault}. Give the article alone.')
    digest = sha256(found.encode()).hexdigest()
    document = Document(_id(path, data), found, digest, (path.name,))
    return load(data, document, path.name)


def _id(path: Path, data: Json) -> str:
    """What names the document: files of a build will be called so."""
    if not (told := data.get("doc")):
        return path.stem
    plain = isinstance(told, str) and told.isprintable() and len(told.encode()) <= _LONGEST_ID
    parts = PurePosixPath(told).parts if plain else ("..",)
    if ".." in parts or "\\" in told or PurePosixPath(told).is_absolute():
        raise AnnotationError(
            f'{path.name}: "doc" is {shown(told)}, which names no file below a folder. '
            "Give a short plain name."
        )
    return str(told)


def load_json(path: Path) -> Json:
    """The JSON object in a file; AnnotationError if it cannot be read or is something else."""
    try:
        data = intake.from_json(intake.content(path).decode("utf-8-sig"), storable=True)
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise AnnotationError(f"{path}: not JSON ({error}). Mend or remove the file.") from error
    if not isinstance(data, dict):
        raise AnnotationError(f"{path}: holds no JSON object. One file is one document: {{…}}.")
    return data


def find_text(path: Path, data: Json) -> str | Path:
    """The article of an annotation file: its text, or the file that holds it.

    Looked for under "text", then in the file named by "file", then in `<same stem>.txt` or
    `.md`; both beside the JSON. Raises AnnotationError if there is none.
    """
    text, name = data.get("text"), data.get("file")
    if isinstance(text, str) and text:
        return text
    if isinstance(name, str) and name:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise AnnotationError(
                f'{path.name}: "file" leads out of the folder ({shown(name)}). '
                "Put the article beside it."
            )
        beside = path.parent / name
        if beside.is_file() and beside.suffix.lower() != ".json":
            return beside
    for suffix in (".txt", ".md"):
        if (sibling := path.with_suffix(suffix)).is_file():
            return sibling
    wanted = f"{shown(name)} or " if name else ""
    raise AnnotationError(
        f"{path.name}: its article is missing. Put {wanted}{path.stem}.txt beside it, "
        'or the article itself under "text".'
    )
