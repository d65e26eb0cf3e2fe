"""What is left out of imports is still there for those who use it."""

import subprocess
import sys

import pytest

from onrecord.deferred import deferred


def alone(script: str) -> str:
    """What a script prints in a process of its own."""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_function_of_a_module_that_was_left_out_is_the_modules() -> None:
    sys.modules.pop("colorsys", None)
    with deferred("colorsys", "rgb_to_hsv"):
        from colorsys import rgb_to_hsv
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(1.0, b=0.0, g=0.0) == (0.0, 1.0, 1.0)
    import colorsys

    assert colorsys.rgb_to_hsv is not rgb_to_hsv and "hls_to_rgb" in dir(colorsys)


def test_a_module_that_is_there_stays() -> None:
    import colorsys

    with deferred("colorsys", "rgb_to_hsv"):
        assert sys.modules["colorsys"] is colorsys
    assert sys.modules["colorsys"] is colorsys


def test_an_import_that_fails_leaves_nothing_behind() -> None:
    sys.modules.pop("colorsys", None)
    with pytest.raises(ImportError), deferred("colorsys", "rgb_to_hsv"):
        from colorsys import hls_to_rgb  # noqa: F401
    assert "colorsys" not in sys.modules


def test_a_reader_leaves_out_spacys_command_line_until_it_is_asked_for() -> None:
    told = alone(
        "import sys; from onrecord.building.workers import Means, Reader; import onrecord.build\n"
        "Reader(Means(None)); import onrecord.reading, spacy\n"
        "print('spacy.cli' in sys.modules, 'requests' in sys.modules)\n"
        "print(spacy.info()['spacy_version'] == spacy.__version__, callable(spacy.cli.download))\n"
        "print(sys.modules['spacy.cli'] is spacy.cli, hasattr(spacy, 'no such'))"
    )
    assert told.split() == ["False", "False", "True", "True", "True", "False"]


def test_spacy_that_was_there_before_is_left_alone() -> None:
    told = alone(
        "import spacy; was = spacy.info, spacy.cli\n"
        "import onrecord.parsing.parse\n"
        "print(was == (spacy.info, spacy.cli), '__getattr__' in vars(spacy))"
    )
    assert told.split() == ["True", "False"]


def test_the_page_is_drawn_without_what_pyvis_has_for_notebooks() -> None:
    told = alone(
        "import sys, onrecord.views.page, pyvis.network as drawn\n"
        "print('IPython' in sys.modules, type(drawn.IFrame('a.html', 1, 2)).__module__)"
    )
    assert told.split() == ["False", "IPython.lib.display"]
