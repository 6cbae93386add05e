"""Word documents packed for tests from their parts: a folder of readable files, or texts."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MEMO = Path(__file__).parent / "archives" / "memo.docx"


def parts_of(folder: Path = MEMO) -> dict[str, bytes]:
    """The parts of a document that lies unpacked in a folder, by their names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """These parts as one file, the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
