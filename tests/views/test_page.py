"""The page as a file: complete, inert, the same every time. A browser drives it elsewhere."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from onrecord.views import page
from onrecord.views.network import network, part

# Names of standards and projects in vis-network's comments and messages: nothing loads them.
NAMED_BY_THE_LIBRARY = {
    "https://visjs.github.io/vis-network/",
    "http://almende.com",
    "https://github.com/visjs",
    "http://www.apache.org/licenses/LICENSE-2.0",
    "http://opensource.org/licenses/MIT",
    "https://github.com/uuidjs/uuid#getrandomvalues-not-supported",
    "https://github.com/zloirock/core-js",
    "https://github.com/zloirock/core-js/blob/v3.21.1/LICENSE",
    "http://www.w3.org/2000/svg",
}


class Parts(HTMLParser):
    """What a browser finds in the page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag in ("script", "style", "title")
        if self.inside:
            self.blocks.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, before = self.blocks.pop()
            self.blocks.append((tag, attributes, before + data))

    def data(self) -> dict[str, Any]:
        [text] = [text for _, about, text in self.blocks if about.get("id") == "data"]
        loaded: dict[str, Any] = json.loads(text)
        return loaded


def test_nothing_in_the_page_points_outside(ada: Graph) -> None:
    text = page.html(ada)
    for tag, attributes in Parts(text).tags:
        for name, value in attributes.items():
            if name in ("src", "href", "srcset", "data", "action", "poster", "xlink:href"):
                assert (value or "").startswith(("#", "data:,")), (tag, name, value)
    assert "sourceMappingURL" not in text
    assert "@import" not in text and not re.search(r"url\(\s*['\"]?http", text)


def test_addresses_are_data_or_names_in_the_library_only(ada: Graph) -> None:
    text = page.html(ada)
    before, _, rest = text.partition('<script type="application/json" id="data">')
    found = set(re.findall(r"https?://[^\s\"'<>)]+", before + rest.partition("</script>")[2]))
    assert found == NAMED_BY_THE_LIBRARY


def test_the_policy_names_exactly_the_scripts_and_the_style(ada: Graph) -> None:
    parts = Parts(page.html(ada))
    [policy] = [about["content"] or "" for _, about in parts.tags if "http-equiv" in about]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        run = [text for name, about, text in parts.blocks if name == tag and "type" not in about]
        digests = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in run]
        assert rules[directive].split() == [f"'sha256-{digest}'" for digest in digests]


def test_the_library_keeps_its_licence(ada: Graph) -> None:
    text = page.html(ada)
    assert "@license" in text and "vis.js is dual licensed" in text


def test_every_hostile_text_is_inert_data(hostile: Graph) -> None:
    attack = "</title><script>window.__pwned=1</script>"
    text = page.html(hostile, title=attack)
    parts = Parts(text)
    scripts = [about for name, about in parts.tags if name == "script"]
    kept = [{"type": "application/json", "id": name} for name in ("data", "sentences")]
    assert scripts == [*kept, {}, {}]
    assert not [name for name, _ in parts.tags if name in ("img", "iframe", "object", "embed")]
    assert not [name for _, about in parts.tags for name in about if name.startswith("on")]
    assert [text for name, _, text in parts.blocks if name == "title"] == [attack]
    blocks = re.findall(r'id="(?:data|sentences)">(.*?)</script>', text, re.DOTALL)
    assert len(blocks) == 2 and not re.search("[<>&\u2028\u2029]", "".join(blocks))
    names = {entity["name"] for entity in parts.data()["entities"]}
    assert "</script><script>window.__pwned=1</script>" in names


def test_broken_characters_do_not_break_the_page(ada: Graph) -> None:
    graph = Graph()
    for subject, predicate, value in ada:
        hit = str(value) == "Tom Reed"
        graph.add((subject, predicate, type(value)("Tom \ud800\x00 Reed") if hit else value))
    data = Parts(page.html(graph).encode().decode()).data()
    assert "Tom \ud800\x00 Reed" in {entity["name"] for entity in data["entities"]}


def test_pyvis_holds_the_drawing_without_labels_as_markup(ada: Graph) -> None:
    data = Parts(page.html(ada)).data()
    assert len(data["nodes"]) == len(data["entities"]) == 11
    assert [node["id"] for node in data["nodes"]] == [f"n{place}" for place in range(11)]
    assert not [item for item in data["nodes"] + data["edges"] if "title" in item]
    assert "barnesHut" in data["physics"]  # for the reader who asks for it


def test_lines_join_ties_of_one_sort_and_lose_none(ada: Graph) -> None:
    data = Parts(page.html(ada)).data()
    assert sum(len(line["ties"]) for line in data["lines"]) == network(ada).number_of_edges()
    names = {f"n{place}": entity["name"] for place, entity in enumerate(data["entities"])}
    [line] = [
        line
        for line, edge in zip(data["lines"], data["edges"], strict=True)
        if (names[edge["from"]], names[edge["to"]]) == ("Tom Reed", "Hospital parking fees")
    ]
    assert sorted(tie["tie"] for tie in line["ties"]) == ["position", "relation"]


def test_nodes_stand_apart_and_in_place(ada: Graph) -> None:
    data = Parts(page.html(ada)).data()
    places = [(node["x"], node["y"]) for node in data["nodes"]]
    assert len(set(places)) == len(places)
    assert places == [(round(x, 1), round(y, 1)) for x, y in places]


def test_a_part_makes_a_page_of_its_own(ada: Graph) -> None:
    data = Parts(page.html(part(network(ada), topic="Ward closure"), title="Ward")).data()
    names = {entity["name"] for entity in data["entities"]}
    assert "Ward closure" in names and "Hospital parking fees" not in names


def test_an_empty_graph_makes_a_page() -> None:
    assert Parts(page.html(Graph())).data()["entities"] == []


def test_same_bytes_in_any_process_and_order(ada: Graph, tmp_path: Path) -> None:
    source = tmp_path / "graph.ttl"
    ada.serialize(source, format="turtle")
    code = (
        "import sys; from rdflib import Graph; from onrecord.views import page;"
        "page.write(Graph().parse(sys.argv[1]), sys.argv[2])"
    )
    made = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run(
            [sys.executable, "-c", code, str(source), str(target)], env=environment, check=True
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert made[0] == page.html(ada).encode()


@pytest.mark.parametrize("size", [200])
def test_a_larger_graph_takes_little_room(crowd: Any, size: int) -> None:
    text = page.html(crowd(size))
    assert len(text) < 1_200_000
