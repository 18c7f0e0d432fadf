#!/usr/bin/env python3
"""Tests of the command line: wrong input for every verb, exit statuses, failures of writing, limits, and JSON by its schema.

usage: run.py [--mspec PATH] [PART OF A NAME ...]

Closes with `N passed, N failed`.
"""

import argparse
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCHEMA = os.path.join(ROOT, "share", "mspec", "schema")
SMALL = os.path.join(ROOT, "tests", "golden", "input", "small.mspec")
IMPOSSIBLE = os.path.join(ROOT, "tests", "golden", "input", "impossible.mspec")
NONE = os.path.join(ROOT, "tests", "golden", "input", "none.json")
ADVISED = os.path.join(ROOT, "tests", "golden", "input", "advised.mspec")
ADVISORIES = os.path.join(ROOT, "tests", "golden", "input", "advisories")
APART = os.path.join(ROOT, "tests", "golden", "input", "apart.json")
SCENARIO = os.path.join(ROOT, "examples", "scenario")
VERBS = ["check", "solve", "verify", "explain", "space", "export", "fmt", "dump", "blast", "mitigate"]

MSPEC = None
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Done:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def mspec(*arguments, stdin=b"", stdout=None, env=None, folder=None, timeout=60):
    done = subprocess.run([MSPEC, *arguments], input=stdin, stdout=stdout or subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, NO_COLOR="1", **(env or {})), cwd=folder, timeout=timeout, check=False)
    err = done.stderr.decode("utf-8", "replace")
    # as the sanitizers report: a quoted line of a specification may speak of them
    assert "Sanitizer: " not in err and "runtime error: " not in err, err
    assert done.returncode in (0, 1, 2, 3, 4), f"exit status {done.returncode}: {err}"
    return Done(done.returncode, (done.stdout or b"").decode("utf-8", "replace"), err)


def expect(status, *arguments, code=None, **more):
    done = mspec(*arguments, **more)
    assert done.status == status, f"{arguments}: exit status {done.status}, not {status}\n{done.out}{done.err}"
    said = done.err + (done.out if "--json" in arguments else "")
    assert code is None or code in said, f"{arguments}: no {code} in\n{said}"
    return done


def needed(verb):
    return {"verify": ["--config", NONE], "export": ["--to", "json"], "blast": ["--config", NONE, "--each"],
            "mitigate": ["--vuln", "CWE-787", "--affects", "parser"]}.get(verb, [])


def validate(document, verb):
    import jsonschema
    schemas = {}
    for name in [n for n in os.listdir(SCHEMA) if n.endswith(".json")]:
        with open(os.path.join(SCHEMA, name), encoding="utf-8") as f:
            schema = json.load(f)
        schemas[schema["$id"]] = schema
    schema = schemas[f"{verb}.json"]
    resolver = jsonschema.RefResolver("", schema, store=schemas)
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema, resolver=resolver).validate(document)


# ---- wrong input ----

@test
def unknown_verb():
    done = expect(2, "slove", SMALL, code="E0613")
    assert "solve" in done.err


@test
def no_verb():
    done = expect(2)
    assert "Verbs:" in done.err and not done.out


@test
def unknown_option():
    for verb in VERBS:
        expect(2, verb, "--jsno", SMALL, *needed(verb), code="E0614")
    assert "--json" in expect(2, "solve", "--jsno", SMALL).err


@test
def option_of_another_verb():
    expect(2, "check", "--top", "3", SMALL, code="E0630")
    expect(2, "fmt", "--system", "x", SMALL, code="E0630")


@test
def option_without_value():
    for option in ("--system", "--top", "--engine", "--time-limit", "--memory-limit", "--config-out"):
        expect(2, "solve", SMALL, option, code="E0615")


@test
def option_with_wrong_value():
    for option, value in (("--top", "0"), ("--top", "-1"), ("--top", "many"), ("--top", "1.5"), ("--top", "99999999999999999999"),
                          ("--time-limit", "0"), ("--time-limit", "-3"), ("--time-limit", "nan"),
                          ("--time-limit", "inf"), ("--time-limit", "10 MiB"), ("--memory-limit", "0"), ("--memory-limit", "-1"),
                          ("--memory-limit", "lots"), ("--memory-limit", "3 s"), ("--keep", "0"), ("--color", "maybe")):
        expect(2, "solve", SMALL, f"{option}={value}", code="E0616")
    expect(2, "dump", SMALL, "--stage", "trees", code="E0616")
    expect(2, "catalog", "--kind", "mechanisms", code="E0616")
    expect(2, "check", SMALL, "--format=serif", code="E0616")
    assert "E0616" in expect(2, "solve", SMALL, "--json=yes").out
    expect(2, "export", SMALL, "--to", "flxos", code="E0622")
    assert "search" in expect(2, "solve", SMALL, "--engine", "serch", code="E0623").err


@test
def option_twice():
    expect(2, "solve", SMALL, "--top", "2", "--top", "3", code="E0617")


@test
def options_that_exclude_each_other():
    expect(2, "solve", SMALL, "--all", "--minimal", code="E0617")
    expect(2, "solve", SMALL, "--all", "--top", "2", code="E0617")
    expect(2, "fmt", SMALL, "--check", "-i", code="E0617")
    expect(2, "check", SMALL, "--json", "--format=sarif", code="E0617")


@test
def pictures():
    import xml.etree.ElementTree as ET
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "s.mspec"), "w", encoding="utf-8") as f:
            f.write("component lib-x++ { [Language] ::= C  [API] ::= (f, SYMB)  [Requires] ::= * }\ncomponent graph { [Language] ::= C  "
                    "[Requires] ::= *  [Call] ::= X(lib-x++.f) }\ncomponent node { [Region] ::= (r, OWN)  [Requires] ::= * }\n"
                    "system strict { [Components] ::= lib-x++, graph, node  [Mechanisms] ::= ept  [Apart] ::= lib-x++, graph }\n")
        done = mspec("export", "s.mspec", "--to", "svg", folder=folder)
        if done.status == 2 and "E0631" in done.err:
            print("skipped: the picture, for this build has no Graphviz")
            return
        assert done.status == 0, done.err
        root = ET.fromstring(done.out)
        svg = "{http://www.w3.org/2000/svg}"
        titles = [t.text for t in root.iter(svg + "title")]
        assert root.tag == svg + "svg" and {"strict", "lib-x++", "graph", "node", "graph->lib-x++"} <= set(titles), titles
        assert {t.text for t in root.iter(svg + "text")} >= {"lib-x++", "C", "ept:1", "ept:2", "strict"}
        assert "script" not in done.out and "Generated" not in done.out
        again = mspec("export", "s.mspec", "--to", "svg", folder=folder)
        assert again.out == done.out
        with open(os.path.join(folder, "many.mspec"), "w", encoding="utf-8") as f:
            f.write("".join(f"component c{i} {{ [Language] ::= C  [Requires] ::= * }}\n" for i in range(401)) +
                    "system many { [Mechanisms] ::= none }\n")
        expect(2, "export", "many.mspec", "--to", "svg", folder=folder, code="E0621")
    libraries = subprocess.run(["ldd", MSPEC], capture_output=True, text=True, check=False).stdout
    assert "libgvc" not in libraries and "libcgraph" not in libraries, libraries


@test
def stamps_and_dependencies():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "a b"))
        spec = os.path.join(folder, "a b", "it's #1 $x.mspec")
        with open(spec, "w", encoding="utf-8") as f:
            f.write('component only { [Language] ::= C  [Requires] ::= * }\nsystem all { [Components] ::= only }\ninclude "more"\n')
        with open(os.path.join(folder, "a b", "more"), "w", encoding="utf-8") as f:
            f.write("vulnerability v { [Transform] ::= R(intent) -> R(*) }\n")
        config = os.path.join(folder, "c.json")
        with open(config, "w", encoding="utf-8") as f:
            f.write('{"components": {"only": {}}}')
        verify = ["verify", "a b/it's #1 $x.mspec", "--config", "c.json"]
        expect(0, *verify, "--stamp", "s s", "--depfile", "d", folder=folder)
        with open(os.path.join(folder, "d"), encoding="utf-8") as f:
            lines = f.read().split("\n")
        assert lines[0] == "s\\ s: \\" and "  a\\ b/it's\\ \\#1\\ $$x.mspec \\" in lines, lines
        assert "a\\ b/more:" in lines and "c.json:" in lines and any(line.endswith("catalog/hardening.mspec:") for line in lines), lines
        # make reads it: nothing is to be done, and something is when a file is newer
        with open(os.path.join(folder, "makefile"), "w", encoding="utf-8") as f:
            f.write("s\\ s: ; touch 's s'\ninclude d\n")
        made = subprocess.run(["make", "-q"], cwd=folder, capture_output=True, check=False)
        assert made.returncode == 0, made
        later = time.time() + 10
        os.utime(os.path.join(folder, "a b", "more"), (later, later))
        assert subprocess.run(["make", "-q"], cwd=folder, capture_output=True, check=False).returncode == 1
        # what is not safe, or cannot be read, leaves no stamp
        os.replace(config, config + ".away")
        expect(2, *verify, "--stamp", "s s", folder=folder)
        assert not os.path.exists(os.path.join(folder, "s s"))
        os.replace(config + ".away", config)
        # folders are dependencies: a further specification in them counts
        expect(0, "verify", "a b", "--config", "c.json", "--stamp", "s", "--depfile", "d", folder=folder)
        with open(os.path.join(folder, "d"), encoding="utf-8") as f:
            assert "  a\\ b \\\n" in f.read()
        expect(2, "verify", "a b", "--config", "c.json", "--stamp", "a b/s", "--depfile", "d", folder=folder, code="E0634")
        expect(2, "verify", "a b", "--config", "c.json", "--stamp", "s", "--depfile", "a b/d", folder=folder, code="E0634")
        # no file of the user is overwritten, and a dependency file needs something that depends
        for wrong, code in ((["--stamp", "c.json"], "E0635"), (["--stamp", "a b"], "E0635"), (["--depfile", "d"], "E0617"),
                            (["--depfile", "d", "--stamp", "d"], "E0617")):
            expect(2, *verify, *wrong, folder=folder, code=code)
        expect(2, *verify, "--depfile", "none/d", "--stamp", "s", folder=folder, code="E0620")
        expect(2, *verify, "--depfile", "d", "--stamp", "none/s", folder=folder, code="E0620")
        expect(2, "export", *verify[1:], "--to", "json", "--depfile", "d", folder=folder, code="E0617")
        expect(0, "export", *verify[1:], "--to", "json", "--depfile", "d", "-o", "o", folder=folder)
        with open(os.path.join(folder, "d"), encoding="utf-8") as f:
            assert f.read().startswith("o: \\\n")
        with open(config, encoding="utf-8") as f:
            assert f.read() == '{"components": {"only": {}}}'


@test
def no_file():
    for verb in VERBS:
        expect(2, verb, *needed(verb), code="E0618")


@test
def file_that_does_not_exist():
    for verb in VERBS:
        expect(2, verb, "/nowhere/x.mspec", *needed(verb), code="E0134")


@test
def file_that_is_no_specification():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.mspec")
        for content in (b"\x00\xff\xfe\x80", b"\x7fELF" + bytes(200), b"((((((((((" * 1000, b"{" * 10000, b'"' * 999, b"[" * 10000,
                        b"component " * 1000, "component ü { }".encode("latin-1")):
            with open(path, "wb") as f:
                f.write(content)
            for verb in VERBS:
                done = expect(2, verb, path, *needed(verb))
                assert "error" in done.err


@test
def unreadable_file():
    if os.getuid() == 0:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.mspec")
        with open(path, "w", encoding="utf-8") as f:
            f.write("component a { }\n")
        os.chmod(path, 0)
        for verb in VERBS:
            expect(2, verb, path, *needed(verb), code="E0134")


@test
def unknown_system():
    for verb in ("solve", "verify", "space", "explain", "export"):
        done = expect(2, verb, SMALL, "--system", "smal", *needed(verb), code="E0212")
        assert "small" in done.err


@test
def several_systems():
    text = b"component a { [Language] ::= C }\nsystem s { [Components] ::= a  [Mechanisms] ::= none }\nsystem t { [Components] ::= a  [Mechanisms] ::= none }\n"
    for verb in ("solve", "space", "explain", "export"):
        done = expect(2, verb, "-", *needed(verb), stdin=text, code="E0213")
        assert "`s`" in done.err and "`t`" in done.err
        expect(0, verb, "-", "--system", "t", *needed(verb), stdin=text)


@test
def verify_without_configuration():
    expect(2, "verify", SMALL, code="E0612")


@test
def configurations_that_are_none():
    cases = {
        "": "E0601", "{": "E0601", "nonsense": "E0601", "{}": "E0602", "[]": "E0602", "3": "E0602", "null": "E0602",
        '{"components": []}': "E0602", '{"components": {"keeper": 3, "parser": {}, "logger": {}}}': "E0602",
        '{"components": {"keeper": {}, "parser": {}}}': "E0604",
        '{"components": {"keeper": {}, "parser": {}, "logger": {}, "x": {}}}': "E0603",
        '{"components": {"keeper": {}, "parser": {}, "logger": {}, "logger": {}}}': "E0611",
        '{"components": {"keeper": {"variant": "v"}, "parser": {}, "logger": {}}}': "E0605",
        '{"components": {"keeper": {"variant": 1}, "parser": {}, "logger": {}}}': "E0602",
        '{"components": {"keeper": {"hardening": "cfi"}, "parser": {}, "logger": {}}}': "E0602",
        '{"components": {"keeper": {"hardening": [1]}, "parser": {}, "logger": {}}}': "E0602",
        '{"components": {"keeper": {"hardening": ["cf"]}, "parser": {}, "logger": {}}}': "E0607",
        '{"components": {"keeper": {"hardening": ["ept"]}, "parser": {}, "logger": {}}}': "E0610",
        '{"components": {"keeper": {"hardening": ["cfi", "cfi"]}, "parser": {}, "logger": {}}}': "E0611",
        '{"components": {"keeper": {"path": {"ept": 1}}, "parser": {}, "logger": {}}}': "E0602",
        '{"components": {"keeper": {"path": ["cfi:1"]}, "parser": {}, "logger": {}}}': "E0609",
        '{"components": {"keeper": {"path": ["ept"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": ["ept:0"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": ["ept:01"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": ["ept:-1"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": ["ept:4294967296"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": ["ept:1x"]}, "parser": {}, "logger": {}}}': "E0608",
        '{"components": {"keeper": {"path": [":1"]}, "parser": {}, "logger": {}}}': "E0607",
        '{"components": {"keeper": {"path": ["ept:1", "ept:2"]}, "parser": {}, "logger": {}}}': "E0611",
        '{"components": {"keeper": {"pth": []}, "parser": {}, "logger": {}}}': "E0602",
        '{"component": {}}': "E0602",
        "[" * 100000: "E0601",
        '{"components": ' * 5000: "E0601",
        '{"components": {"keeper": {"hardening": [' + ",".join(['"cfi"'] * 20000) + ']}}}': "E0611",
        '{"components": {' + ",".join('"c%d": {}' % i for i in range(20000)) + "}}": "E0603",
        "\ufeff{}": "E0601", '{"components": {"\\ud800": {}}}': "E0601", '{"a\\u0000b": 1}': "E0601",
    }
    for text, code in cases.items():
        started = time.monotonic()
        for verb in ("verify", "explain", "export"):
            arguments = [verb, "-", "--config", "config.json"] + (["--to", "json"] if verb == "export" else [])
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as f:
                    f.write(text)
                with open(SMALL, "rb") as f:
                    expect(2, *arguments, code=code, stdin=f.read(), folder=folder)
        assert time.monotonic() - started < 60, text[:100]
    for content in (b"\xff\xfe", b"{\"components\": {\"\xc0\x80\": {}}}", bytes(1000)):
        with tempfile.NamedTemporaryFile(suffix=".json") as f:
            f.write(content)
            f.flush()
            expect(2, "verify", SMALL, "--config", f.name, code="E0601")
    expect(2, "verify", SMALL, "--config", "/nowhere.json", code="E0134")
    expect(2, "verify", SMALL, "--config", "/", code="E01")


@test
def standard_input_twice():
    expect(2, "verify", "-", "--config", "-", code="E0626")
    expect(2, "solve", "-", "-", code="E0626")


@test
def configuration_from_standard_input():
    with open(NONE, "rb") as f:
        expect(1, "verify", SMALL, "--config", "-", stdin=f.read())


@test
def unknown_code():
    expect(2, "explain", "E9999", code="E0619")


@test
def unknown_entry():
    done = expect(2, "catalog", "mkp")
    assert "mpk" in done.err


@test
def help_of_unknown_verb():
    expect(2, "help", "slove", code="E0613")
    expect(2, "help", "solve", "verify", code="E0627")


# ---- exit statuses ----

@test
def status_yes():
    expect(0, "check", SMALL)
    expect(0, "solve", SMALL)
    expect(0, "space", SMALL)
    expect(0, "catalog")
    expect(0, "--version")
    expect(0, "version")
    expect(0, "--help")
    expect(0, "explain", "e0201")
    for verb in VERBS:
        expect(0, verb, "--help")
        expect(0, "help", verb)
    for stage in ("tree", "model", "problem"):
        expect(0, "dump", SMALL, "--stage", stage)


@test
def status_no():
    expect(1, "solve", IMPOSSIBLE)
    expect(1, "explain", IMPOSSIBLE)
    expect(1, "export", IMPOSSIBLE, "--to", "json")
    expect(1, "verify", SMALL, "--config", NONE)
    with open(SMALL, "rb") as f:
        text = f.read().replace(b"::=", b"  ::=    ")
    expect(1, "fmt", "--check", "-", stdin=text)


@test
def files_from_standard_input():
    with open(SMALL, "rb") as f:
        expect(0, "solve", "-", stdin=f.read())
    expect(2, "check", "-", stdin=b"\xff")


@test
def options_anywhere():
    expect(0, "--json", "check", SMALL)
    expect(0, "--memory-limit", "1 GiB", "check", SMALL)
    expect(0, "check", "--", SMALL)
    expect(0, "export", SMALL, "-tjson")
    expect(0, "export", SMALL, "-t", "json")


# ---- writing ----

@test
def full_device():
    if not os.path.exists("/dev/full"):
        return
    for arguments in (["help"], ["check", SMALL], ["solve", SMALL], ["solve", SMALL, "--json"], ["fmt", SMALL], ["dump", SMALL],
                      ["space", SMALL], ["catalog"], ["verify", SMALL, "--config", APART], ["export", SMALL, "--to", "json"],
                      ["--version"], ["explain", "E0201"], ["explain", SMALL]):
        with open("/dev/full", "wb") as full:
            done = mspec(*arguments, stdout=full)
        assert done.status == 4, f"{arguments}: {done.status}"
        assert "cannot be written" in done.err, done.err
    expect(2, "export", SMALL, "--to", "json", "-o", "/dev/full", code="E0620")
    expect(2, "solve", SMALL, "--config-out", "/dev/full", code="E0620")


@test
def closed_pipe():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = mspec("catalog", stdout=pipe)
    assert done.status == 4 and "cannot be written" in done.err


@test
def output_whole_or_not_at_all():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out.json")
        with open(path, "w", encoding="utf-8") as f:
            f.write("old")
        os.chmod(path, 0o640)
        expect(2, "export", SMALL, "--to", "flxos", "-o", path)
        expect(1, "export", SMALL, "--config", NONE, "--to", "json", "-o", path, code="E0621")
        with open(path, encoding="utf-8") as f:
            assert f.read() == "old"
        expect(0, "export", SMALL, "--to", "json", "-o", path)
        with open(path, encoding="utf-8") as f:
            assert "components" in json.load(f)
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
        assert os.listdir(folder) == ["out.json"]
        expect(2, "export", SMALL, "--to", "json", "-o", os.path.join(folder, "no", "such"), code="E0620")
        expect(0, "export", SMALL, "--to", "json", "-o", "/dev/null")


@test
def formatting_in_place():
    with tempfile.TemporaryDirectory() as folder:
        path, link = os.path.join(folder, "x.mspec"), os.path.join(folder, "link.mspec")
        with open(path, "w", encoding="utf-8") as f:
            f.write("component   a{ [language]::=C  }\n")
        os.chmod(path, 0o604)
        os.symlink("x.mspec", link)
        expect(0, "fmt", "-i", link)
        assert os.path.islink(link) and stat.S_IMODE(os.stat(path).st_mode) == 0o604
        expect(0, "fmt", "--check", folder)
        with open(path, "w", encoding="utf-8") as f:
            f.write("component a { [Nonsense] ::= 3 \n")
        expect(2, "fmt", "-i", path)
        with open(path, encoding="utf-8") as f:
            assert f.read() == "component a { [Nonsense] ::= 3 \n"


@test
def formatting_keeps_the_meaning():
    for where, _, names in os.walk(os.path.join(ROOT, "examples")):
        for name in [n for n in names if n.endswith(".mspec")]:
            path = os.path.join(where, name)
            once = expect(0, "fmt", path).out
            assert expect(0, "fmt", "-", stdin=once.encode()).out == once, path


# ---- limits ----

@test
def memory_limit():
    for limit in ("1 B", "1000", "64 KiB", "300 KiB"):
        for verb in VERBS:
            done = mspec(verb, SMALL, *needed(verb), "--memory-limit", limit)
            assert done.status in (0, 1, 3), f"{verb} within {limit}: {done.status} {done.err}"
    assert "memory" in expect(3, "solve", SMALL, "--memory-limit", "1000").err
    document = json.loads(expect(3, "solve", SMALL, "--memory-limit", "1000", "--json").out)
    assert document["verdict"] == "unknown" and document["error"]


def write_large(path, components=24):
    names = [f"c{i}" for i in range(components)]
    with open(path, "w", encoding="utf-8") as f:
        for i, name in enumerate(names):
            f.write(f"component {name} {{ [Language] ::= C  [Requires] ::= {names[i - 1]}(R, own), {names[i - 2]}(W, own)\n"
                    f"    [Size] ::= {i + 1} KiB }}\n")
        f.write(f"system s {{ [Components] ::= {', '.join(names)}\n [Mechanisms] ::= ept, mpk, process, asan, cfi, ssp }}\n")


@test
def time_limit():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.mspec")
        write_large(path)
        started = time.monotonic()
        done = mspec("space", path, "--engine", "exhaustive", "--time-limit", "0.5")
        assert time.monotonic() - started < 20
        assert done.status == 3, f"{done.status} {done.out} {done.err}"
        done = mspec("solve", "--all", path, "--engine", "exhaustive", "--time-limit", "500 ms", "--json")
        document = json.loads(done.out)
        assert done.status == 3 and not document["optimal"], done.out[:400]
        validate(document, "solve")


@test
def interrupt():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.mspec")
        write_large(path)
        process = subprocess.Popen([MSPEC, "space", path, "--engine", "exhaustive"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 3, f"{process.returncode} {out} {err}"


def write_two_level(path, components, seed=1):
    """A system that no engine solves at once."""
    sys.path.insert(0, os.path.join(ROOT, "bench"))
    import instances
    with open(path, "w", encoding="utf-8") as f:
        f.write(instances.two_level_mspec(instances.two_level(components, seed)))


def interrupted_on_terminal(words, *arguments):
    """Runs the command with a terminal for its standard error; interrupts it when the terminal has shown these words, or after two
    seconds when there are none. What was shown, and the JSON object that was printed."""
    import pty
    import select
    control, terminal = pty.openpty()
    process = subprocess.Popen([MSPEC, *arguments, "--json"], stdout=subprocess.PIPE, stderr=terminal, stdin=subprocess.DEVNULL)
    os.close(terminal)
    shown, started = b"", time.monotonic()
    while time.monotonic() - started < 40 and words.encode() not in shown if words else time.monotonic() - started < 2:
        if select.select([control], [], [], 0.1)[0]:
            try:
                shown += os.read(control, 4096)
            except OSError:
                break
    process.send_signal(signal.SIGINT)
    interrupted = time.monotonic()
    try:
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        os.close(control)
    assert time.monotonic() - interrupted < 10, "does not stop when interrupted"
    return shown.decode("utf-8", "replace"), process.returncode, json.loads(out)


@test
def progress_and_interrupt_on_a_terminal():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "two-level.mspec")
        write_two_level(path, 90)
        shown, status, document = interrupted_on_terminal("gap ", "solve", "--catalog", "", path, "--engine", "search")
        assert "runtime: best so far " in shown and ", at least " in shown and "gap " in shown, shown
        assert status == 0 and document["verdict"] == "safe", document
        assert not document["optimal"] and not document["complete"] and document["why_incomplete"] == "cancelled", document
        assert document["bound"]["runtime"] < document["cost"]["runtime"], document
        assert document["gap"]["measure"] == "runtime" and 0 < document["gap"]["percent"] < 100, document
        validate(document, "solve")
        whole = json.loads(expect(0, "solve", "--catalog", "", path, "--json", timeout=300).out)
        assert whole["optimal"] and "gap" not in whole, whole
        assert document["bound"]["runtime"] <= whole["cost"]["runtime"] <= document["cost"]["runtime"], (document, whole)


@test
def interrupt_inside_of_the_solver():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "two-level.mspec")
        write_two_level(path, 300)
        for engine in "sat", "auto", "search", "exhaustive":
            _, status, document = interrupted_on_terminal("", "solve", "--catalog", "", path, "--engine", engine)
            assert status == (0 if document["configurations"] else 3), (engine, status)
            assert not document["optimal"] and document["why_incomplete"] == "cancelled", (engine, document["why_incomplete"])


MINIMAL = os.path.join(ROOT, "examples", "minimal", "minimal.mspec")


@test
def front():
    document = json.loads(expect(0, "solve", MINIMAL, "--pareto", "runtime,compartments", "--json").out)
    validate(document, "solve")
    assert document["front"] == ["runtime", "compartments"] and document["complete"] and document["count"] == "2", document
    points = [(c["cost"]["runtime"], c["cost"]["compartments"]) for c in document["configurations"]]
    assert points == sorted(points) and points[0][1] == 2 and points[1][1] == 1, points
    assert "bound" not in document and "cost" not in document and not document["optimal"], document
    other = json.loads(expect(0, "solve", MINIMAL, "--pareto", "compartments,runtime", "--json").out)
    assert [(c["cost"]["runtime"], c["cost"]["compartments"]) for c in other["configurations"]] == points[::-1]
    expect(2, "solve", MINIMAL, "--pareto", "runtime,,memory", code="E0512")
    expect(2, "solve", MINIMAL, "--pareto", "runtime,runtime", code="E0513")
    expect(2, "solve", MINIMAL, "--pareto", "runtime", "--all", code="E0617")
    expect(2, "solve", SMALL, "--pareto", "runtime,memory", code="E0514")
    expect(1, "solve", IMPOSSIBLE, "--pareto", "compartments")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.mspec")
        write_two_level(path, 100)
        done = mspec("solve", "--catalog", "", path, "--pareto", "runtime,compartments", "--time-limit", "1", "--json")
        assert done.status == 3 and not json.loads(done.out)["complete"], done.out[:400]


@test
def budgets_of_the_command_line():
    def cost(*budgets):
        document = json.loads(expect(0, "solve", MINIMAL, "--json", *(f"--budget={b}" for b in budgets)).out)
        return document["cost"]["runtime"], document["cost"]["compartments"]
    assert cost() == cost("runtime=10%") == cost("compartments=2"), cost()
    assert cost("compartments=1")[1] == 1 and cost("compartments=1")[0] > 10
    assert cost("compartments=1", "runtime=60%") == cost("compartments=1")
    done = expect(1, "solve", MINIMAL, "--budget", "compartments=1", "--budget", "runtime=20%")
    assert "the budget: runtime at most 20 %" in done.out, done.out
    for wrong in "runtime=20", "runtime=", "runtime", "memory=2%", "compartments=1.5", "compartments=-1", "runtime=1e3%", "=4":
        expect(2, "solve", MINIMAL, f"--budget={wrong}", code="E0512" if wrong.startswith("=") else "E0616")
    expect(2, "solve", MINIMAL, "--budget", "runtme=2%", code="E0512")
    expect(2, "solve", SMALL, "--budget", "runtime=2%", code="E0514")


@test
def what_is_left_when_nothing_is_safe():
    tight = ["--budget", "compartments=1", "--budget", "runtime=20%"]
    done = expect(1, "solve", MINIMAL, "--safest", *tight)
    assert done.out.startswith("unsafe: ") and "not met: what `ledger` requires" in done.out, done.out
    for word in "safe configuration of", "optimal", "Optimal", "cheapest safe", "verdict: safe":
        assert word not in done.out, done.out
    document = json.loads(expect(1, "solve", MINIMAL, "--safest", *tight, "--json").out)
    validate(document, "solve")
    assert document["verdict"] == "unsafe" and document["complete"] and not document["optimal"], document
    assert document["configurations"] == [] and "cost" not in document and "bound" not in document, document
    assert [[u["component"] for u in x["unmet"]] for x in document["unsafe"]] == [["ledger"]], document
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "config.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(document["unsafe"][0]["configuration"], f)
        judged = json.loads(expect(1, "verify", MINIMAL, "--config", path, "--json").out)
        assert judged["verdict"] == "unsafe" and len(judged["violations"]) == len(document["unsafe"][0]["violations"]), judged
        assert mspec("export", MINIMAL, "--config", path, "--to", "flexos").status != 0
        expect(2, "solve", MINIMAL, "--safest", "--config-out", os.path.join(folder, "x.json"), code="E0617")
        assert not os.path.exists(os.path.join(folder, "x.json"))
    expect(2, "solve", MINIMAL, "--safest", "--all", code="E0617")
    whole = json.loads(expect(0, "solve", MINIMAL, "--safest", "--json").out)
    assert whole["verdict"] == "safe" and whole["optimal"] and "unsafe" not in whole, whole
    validate(whole, "solve")


@test
def what_is_left_within_a_budget_is_the_same_by_search_and_by_what_spends_least():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "two-level.mspec")
        for components, seed, budget, sets in (6, 1, "8%", 1), (6, 2, "3%", 2), (6, 3, "1%", 1), (10, 3, "8%", 3):
            write_two_level(path, components, seed)
            found = []
            for engine in "auto", "search":
                asked = ["--safest", "--budget", f"runtime={budget}", "--engine", engine]
                document = json.loads(expect(1, "solve", "--catalog", "", path, *asked, "--json").out)
                assert document["complete"], document
                found.append(sorted((sorted(u["component"] for u in x["unmet"]), x["configuration"]["cost"]["runtime"])
                                    for x in document["unsafe"]))
            assert found[0] == found[1] and len(found[0]) == sets, found


@test
def nearest_to_what_is_deployed():
    scenario = [os.path.join(ROOT, "examples", "scenario", name) for name in ("compartments.mspec",)]
    every = json.loads(expect(0, "solve", *scenario, "--all", "--json").out)
    assert len(every["configurations"]) > 1, every
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "old.json")
        for config in every["configurations"]:
            with open(path, "w", encoding="utf-8") as f:
                json.dump(config, f)
            document = json.loads(expect(0, "solve", *scenario, "--prefer", path, "--json").out)
            validate(document, "solve")
            assert document["prefer"] == {"distance": 0, "proven": True, "changes": []}, document["prefer"]
            assert document["configurations"][0]["components"] == config["components"], document
            assert "nothing has to be changed" in expect(0, "solve", *scenario, "--prefer", path).out
        for component in config["components"].values():
            component["hardening"], component["path"] = [], []
        with open(path, "w", encoding="utf-8") as f:
            json.dump(config, f)
        document = json.loads(expect(0, "solve", *scenario, "--prefer", path, "--json").out)
        assert document["optimal"] and document["prefer"]["distance"] > 0 and document["prefer"]["changes"], document
        assert "Distance " in expect(0, "solve", *scenario, "--prefer", path).out
        expect(2, "solve", *scenario, "--prefer", os.path.join(folder, "none.json"))
        for other in ["--all"], ["--safest"], ["--pareto", "compartments"]:
            expect(2, "solve", *scenario, "--prefer", path, *other, code="E0617")
    expect(2, "solve", "-", "--prefer", "-", code="E0626")


@test
def two_threads_give_the_answer_of_one():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "two-level.mspec")
        for components in 8, 30, 60:
            write_two_level(path, components)
            one = json.loads(expect(0, "solve", "--catalog", "", path, "--json").out)
            two = json.loads(expect(0, "solve", "--catalog", "", path, "--json", "--jobs", "2").out)
            assert one["configurations"] == two["configurations"] and two["optimal"], (components, one, two)
        write_two_level(path, 300)
        _, status, document = interrupted_on_terminal("", "solve", "--catalog", "", path, "-j2")
        assert status == (0 if document["configurations"] else 3) and document["why_incomplete"] == "cancelled", document
        done = mspec("solve", "--catalog", "", path, "--jobs", "2", "--time-limit", "1", "--json")
        assert not json.loads(done.out)["optimal"], done.out[:300]
    expect(2, "solve", SMALL, "--jobs", "0", code="E0616")


@test
def what_was_proven_within_the_time_limit():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "two-level.mspec")
        write_two_level(path, 90)
        text = expect(0, "solve", "--catalog", "", path, "--engine", "search", "--time-limit", "1").out
        assert "Not proven to be the cheapest: time limit. runtime is at least " in text and "; gap " in text, text


# ---- JSON ----

@test
def json_by_schema():
    cases = [["check", SMALL], ["solve", SMALL], ["solve", SMALL, "--all"], ["solve", SMALL, "--minimal"],
             ["solve", SMALL, "--top", "3"], ["solve", IMPOSSIBLE], ["space", SMALL], ["verify", SMALL, "--config", NONE],
             ["verify", SMALL, "--config", APART], ["catalog"], ["catalog", "mpk"], ["explain", "E0201"], ["explain", SMALL],
             ["explain", SMALL, "--config", APART], ["explain", IMPOSSIBLE], ["export", SMALL, "--to", "dot"],
             ["export", IMPOSSIBLE, "--to", "dot"], ["init", "--library", "a,b=Rust"], ["init", "--library", "a,a"], ["fmt", SMALL], ["dump", SMALL], ["dump", SMALL, "--stage=model"], ["help"],
             ["version"], ["blast", SMALL, "--config", NONE, "--each"], ["blast", SMALL, "--config", APART, "--compromise", "parser"],
             ["mitigate", SMALL, "--vuln", "CWE-787", "--affects", "parser"],
             ["mitigate", SMALL, "--vuln", "CWE-787", "--affects", "parser", "--deployed", APART],
             ["mitigate", ADVISED, "--system", "narrow", "--vuln", "LEAK"], ["mitigate", ADVISED, "--system", "advised", "--vuln", "HOLE"],
             ["mitigate", ADVISED, "--system", "advised", "--osv", ADVISORIES + "/osv", "--cve", ADVISORIES + "/cve"],
             ["mitigate", ADVISED, "--system", "advised", "--osv", ADVISORIES + "/osv/command.json"],
             ["solve", ADVISED, "--system", "narrow"]]
    for arguments in cases:
        done = mspec(*arguments, "--json")
        document = json.loads(done.out)
        assert document["verb"] == arguments[0] and document["schema"] == 1
        try:
            validate(document, arguments[0])
        except Exception as error:
            raise AssertionError(f"{arguments}: {error}") from error


@test
def json_of_mistakes():
    for verb in VERBS:
        done = expect(2, verb, "-", *needed(verb), "--json", stdin=b"component a { [Nonsense] ::= 3 }\n")
        document = json.loads(done.out)
        assert document["diagnostics"], done.out
        assert not done.err, done.err
        validate(document, verb)
    document = json.loads(expect(2, "solve", SMALL, "--jsno", "--json").out)
    assert document["diagnostics"][0]["code"] == "E0614"


# ---- certificates ----

def certificate(folder, *specification, status=0):
    path = os.path.join(folder, "proof")
    done = json.loads(expect(status, "solve", *specification, "--proof", path, "--json").out)
    validate(done, "solve")
    assert done["proof"] == os.path.exists(path)
    return path, done


@test
def certificates_hold():
    with tempfile.TemporaryDirectory() as folder:
        for specification in [[SMALL], [os.path.join(SCENARIO, "runtime.mspec")], [os.path.join(SCENARIO, "compartments.mspec")],
                              [os.path.join(ROOT, "examples", "flexos-redis", "redis.mspec")], [ADVISED, "--system", "narrow"]]:
            path, solved = certificate(folder, *specification)
            checked = json.loads(expect(0, "certify", path, specification[0], "--json").out)
            validate(checked, "certify")
            assert checked["verdict"] == "holds" and checked["claim"] == "optimal" and checked["cost"] == solved["cost"]
            assert checked["configuration"]["components"] == solved["configurations"][0]["components"]
        assert "holds: no valid configuration is cheaper" in expect(0, "certify", path).out


@test
def certificates_that_there_is_nothing():
    with tempfile.TemporaryDirectory() as folder:
        path, _ = certificate(folder, IMPOSSIBLE, status=1)
        checked = json.loads(expect(0, "certify", path, IMPOSSIBLE, "--json").out)
        validate(checked, "certify")
        assert checked["claim"] == "none" and "configuration" not in checked


@test
def certificates_within_what_was_asked():
    redis = os.path.join(ROOT, "examples", "flexos-redis", "redis.mspec")
    with tempfile.TemporaryDirectory() as folder:
        for asked, specification, verdict in [
                (["--budget", "compartments=1"], os.path.join(SCENARIO, "runtime.mspec"), "optimal"),  # binds
                (["--budget", "runtime=70%", "--budget", "compartments=3"], redis, "optimal"),
                (["--target", "flexos"], redis, "optimal"),
                (["--budget", "runtime=0.5%"], os.path.join(SCENARIO, "runtime.mspec"), "none"),
                (["--budget", "runtime=0.5%", "--safest"], os.path.join(SCENARIO, "runtime.mspec"), "none")]:
            path, solved = certificate(folder, specification, *asked, status=0 if verdict == "optimal" else 1)
            checked = json.loads(expect(0, "certify", path, specification, "--json").out)
            validate(checked, "certify")
            assert checked["claim"] == verdict and checked["verdict"] == "holds" and checked["method"] == "clauses"
            assert verdict == "none" or checked["cost"] == solved["cost"]
            assert checked["budgets"] == [a for a in asked if "=" in a] and ("target" in checked) == ("--target" in asked)
            with open(path, "rb") as f:
                whole = f.read()
            with open(path, "wb") as f:  # without what was asked, the claim is another
                f.write(b"".join(line for line in whole.splitlines(True) if not line.startswith((b"budget ", b"target "))))
            if len(asked) == 2 and "--target" not in asked:  # the budget binds
                expect(1, "certify", path)
            os.remove(path)


@test
def certificates_for_a_target_in_a_file():
    redis = os.path.join(ROOT, "examples", "flexos-redis", "redis.mspec")
    with open(os.path.join(ROOT, "share", "mspec", "target", "flexos.mspec"), encoding="utf-8") as f:
        flexos = f.read()
    with tempfile.TemporaryDirectory() as folder:
        board = os.path.join(folder, "board.mspec")

        def write(text):
            with open(board, "w", encoding="utf-8") as f:
                f.write(text)
        mine = flexos.replace("\ntarget flexos {", "\ntarget board {")
        assert mine != flexos
        write(mine)
        path, solved = certificate(folder, redis, "--target", board)
        checked = json.loads(expect(0, "certify", path, redis, board, "--json").out)
        validate(checked, "certify")
        assert checked["target"] == "board" and checked["cost"] == solved["cost"]
        assert "For the target board, as the certificate holds it." in expect(0, "certify", path).out
        assert "E0528" in expect(2, "certify", path, redis).err  # whoever compares names his own file of the target
        write("target board { mechanism mpk { } }\n")
        other = json.loads(expect(1, "certify", path, redis, board, "--json").out)
        assert other["code"] == "V3024"
        os.remove(board)  # it is in the certificate
        expect(0, "certify", path)
        with open(path, "rb") as f:
            whole = f.read()
        with open(path, "wb") as f:
            f.write(whole.replace(b"\ntarget board\n", b"\ntarget " + board.encode() + b"\n", 1))
        expect(2, "certify", path)  # it makes nobody read files


@test
def certificates_and_little_memory():
    with tempfile.TemporaryDirectory() as folder:
        path, specification = os.path.join(folder, "proof"), os.path.join(folder, "many.mspec")
        names = [f"c{i}" for i in range(150)]
        with open(specification, "w", encoding="utf-8") as f:
            f.write("".join(f"component {n} {{ [Language] ::= C }}\n" for n in names))
            f.write(f"system s {{ [Components] ::= {', '.join(names)} [Mechanisms] ::= mpk, ept [Minimise] ::= compartments }}\n")
        run = expect(3, "solve", specification, "--proof", path, "--memory-limit", "48 MiB")
        assert "E0637" in run.err and "too little memory" in run.err and "Optimal" in run.out and not os.path.exists(path)
        expect(0, "solve", specification, "--proof", path)
        expect(0, "certify", path, specification)


@test
def certificates_of_something_else():
    with tempfile.TemporaryDirectory() as folder:
        specification, best = os.path.join(SCENARIO, "runtime.mspec"), os.path.join(folder, "best.json")
        path = os.path.join(folder, "proof")
        expect(0, "solve", specification, "--proof", path, "--config-out", best)
        expect(0, "certify", path, specification, "--config", best)
        for other in (os.path.join(SCENARIO, "compartments.mspec"), SMALL):
            failed = json.loads(expect(1, "certify", path, other, "--json").out)
            validate(failed, "certify")
            assert failed["code"] == "V3024"
        with open(best, encoding="utf-8") as f:
            config = json.load(f)
        for one in config["components"].values():  # other numbers, the same compartments
            one["path"] = [step.replace(":1", ":7") for step in one["path"]]
        with open(best, "w", encoding="utf-8") as f:
            json.dump(config, f)
        expect(0, "certify", path, "--config", best)
        config["components"]["stack"]["path"] = config["components"]["uksched"]["path"]
        with open(best, "w", encoding="utf-8") as f:
            json.dump(config, f)
        expect(1, "certify", path, "--config", best, "--json", code="V3024")
        expect(2, "certify", path, os.path.join(folder, "nowhere.mspec"), code="E0")
        expect(2, "certify", path, "-", stdin=b"component a { [Nonsense] ::= 3 }\n", code="E0")


@test
def certificates_that_were_changed():
    with tempfile.TemporaryDirectory() as folder:
        path, solved = certificate(folder, os.path.join(SCENARIO, "runtime.mspec"))
        with open(path, "rb") as f:
            whole = f.read()
        changed = os.path.join(folder, "changed")

        def try_with(contents, *statuses):
            with open(changed, "wb") as f:
                f.write(contents)
            status = mspec("certify", changed).status
            assert status in statuses, f"exit status {status}:\n{contents.decode()}"

        head, proof = whole.split(b"\nproof\n")
        lines = proof.split(b"\n")[:-1]
        for i, line in enumerate(lines):
            less = lines[:i] + lines[i + 1:]
            try_with(head + b"\nproof\n" + b"\n".join(less) + b"\n", *([1] if line[:1] in b"cl" else [0, 1]))
        try_with(head + b"\nproof\n", 1)
        try_with(whole[:-1], 1, 2)
        try_with(whole.replace(b"claim optimal", b"claim none"), 2)
        try_with(whole.replace(b"method clauses", b"method exhaustion"), 2)
        # a configuration that is dearer, and one that is not valid; of the same length
        assert whole.count(b'"mpk:1"') == 2 and whole.count(b'"ssp"') == 2
        try_with(whole.replace(b'"mpk:1"', b'"mpk:2"'), 1)
        try_with(whole.replace(b'"ssp"', b'"cfi"'), 0)
        for at in range(0, len(whole), 97):
            try_with(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:], 0, 1, 2)
        expect(2, "certify", SMALL, code="E0636")
        expect(2, "certify", os.path.join(folder, "nowhere"))


@test
def certificates_that_there_are_not():
    with tempfile.TemporaryDirectory() as folder:
        large, proof = os.path.join(folder, "large.mspec"), os.path.join(folder, "proof")
        write_large(large)
        document = json.loads(mspec("solve", large, "--time-limit", "0.01", "--proof", proof, "--json").out)
        if not document["optimal"]:
            assert document["proof"] is False and "E0637" in json.dumps(document["diagnostics"]) and not os.path.exists(proof)
        expect(2, "solve", SMALL, "--minimal", "--proof", proof, code="E0617")
        expect(2, "solve", SMALL, "--proof", os.path.join(folder, "no", "where"), code="E0620")


@test
def configuration_comes_back():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "best.json")
        first = json.loads(expect(0, "solve", SMALL, "--config-out", path, "--json").out)
        with open(path, encoding="utf-8") as f:
            config = json.load(f)
        validate(config, "config")
        assert config["components"] == first["configurations"][0]["components"]
        again = json.loads(expect(0, "verify", SMALL, "--config", path, "--json").out)
        assert again["verdict"] == "safe" and again["cost"] == first["cost"]
        assert again["configuration"]["components"] == config["components"]


@test
def sarif():
    for arguments in (["check", SMALL], ["verify", SMALL, "--config", NONE], ["check", "/nowhere"]):
        document = json.loads(mspec(*arguments, "--format=sarif").out)
        assert document["version"] == "2.1.0" and len(document["runs"]) == 1


@test
def kraft_yaml():
    import yaml
    done = expect(0, "export", SMALL, "--to", "flexos")
    document = yaml.safe_load(done.out)
    assert document["specification"] == "0.6"
    names = [c["name"] for c in document["compartments"]]
    assert len([c for c in document["compartments"] if c.get("default")]) == 1
    assert len({c["mechanism"]["driver"] for c in document["compartments"]}) == 1
    assert set(document["libraries"]) == {"keeper", "parser", "logger"}
    for library in document["libraries"].values():
        assert library["compartment"] in names


# ---- FlexOS ----

FLEXOS = """
language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }
language Dafny { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) [Within] ::= ept }
mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) }
mechanism gate { [Boundary] ::= R(shared), W(shared), X(api) }
mechanism kasan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }
mechanism cfi { [Applies] ::= C [Transform] ::= X(*) -> X(intent) }
mechanism odd { [Applies] ::= C [Transform] ::= X(*) -> X(intent) }
"""


def flexos(specification, config, status, *said):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "config.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump({"components": config}, f)
        text = (FLEXOS + specification).encode()
        done = expect(status, "export", "-", "--catalog", "", "--config", path, "--to", "flexos", stdin=text)
        for words in said:
            assert words in done.err, f"no `{words}` in\n{done.err}"
        return done.out


def in_(*path, hardening=()):
    return {"path": list(path), "hardening": list(hardening)}


@test
def flexos_refuses_two_mechanisms():
    flexos("component a { [Language] ::= Dafny }\ncomponent b { [Language] ::= Dafny }\ncomponent c { [Language] ::= Dafny }\n"
           "system s { [Components] ::= a, b, c [Mechanisms] ::= mpk, ept }\n",
           {"a": in_("ept:1", "mpk:1"), "b": in_("ept:1", "mpk:2"), "c": in_("ept:2")}, 2, "E0621", "one mechanism at a time")


@test
def flexos_refuses_a_sixteenth_key():
    names = [f"l{i}" for i in range(16)]
    text = "".join(f"component {n} {{ [Language] ::= Dafny }}\n" for n in names)
    text += f"system s {{ [Components] ::= {', '.join(names)} [Mechanisms] ::= mpk }}\n"
    flexos(text, {n: in_(f"mpk:{i + 1}") for i, n in enumerate(names)}, 2, "E0621", "room for 15 compartments")
    flexos(text, {n: in_(f"mpk:{max(i, 1)}") for i, n in enumerate(names)}, 0)


@test
def flexos_refuses_hardening_that_it_lacks():
    flexos("component a { [Language] ::= C }\nsystem s { [Components] ::= a [Mechanisms] ::= odd }\n",
           {"a": in_(hardening=["odd"])}, 2, "E0621", "`odd`", "kasan (or asan), ubsan, ssp, cfi")


@test
def flexos_refuses_other_walls():
    flexos("component a { [Language] ::= Dafny }\ncomponent b { [Language] ::= Dafny }\n"
           "system s { [Components] ::= a, b [Mechanisms] ::= gate }\n", {"a": in_("gate:1"), "b": in_("gate:2")}, 2,
           "no driver for `gate`")


@test
def flexos_refuses_what_its_own_boundary_does_not_hold():
    # A region that is shared with one component only: FlexOS's EPT maps one window for all of them.
    flexos("component a { [Language] ::= Dafny [Region] ::= (r, SHARED, 4 KiB) [Requires] ::= X, b(R, r) }\n"
           "component b { [Language] ::= Dafny }\ncomponent c { [Language] ::= C [Memory Access] ::= R(*), W(*) }\n"
           "system s { [Components] ::= a, b, c [Mechanisms] ::= ept }\n",
           {"a": in_("ept:1"), "b": in_("ept:2"), "c": in_("ept:3")}, 2, "E0621", "vmept", "`c` may read")


@test
def flexos_keeps_the_scheduler_whole():
    text = ("component uksched { [Language] ::= Dafny }\ncomponent ukschedcoop { [Language] ::= Dafny }\n"
            "system s { [Components] ::= uksched, ukschedcoop [Mechanisms] ::= mpk }\n")
    flexos(text, {"uksched": in_("mpk:1"), "ukschedcoop": in_("mpk:2")}, 2, "one compartment")


@test
def flexos_places_libraries_only():
    flexos("component a { [Language] ::= Dafny }\ncomponent v { [Region] ::= (k, OWN, 4 KiB) [Requires] ::= none }\n"
           "system s { [Components] ::= a, v [Mechanisms] ::= mpk }\n", {"a": in_("mpk:1"), "v": in_("mpk:2")}, 2,
           "data without code")
    flexos("component a { [Language] ::= Dafny [API] ::= (f, SYMB)\n function f { [Call] ::= X } }\n"
           "system s { [Components] ::= a [Place by] ::= function [Mechanisms] ::= none }\n", {"a.f": in_(), "a": in_()}, 2,
           "`a.f` is one function")


@test
def flexos_image():
    import yaml
    text = ("component redis { [Language] ::= C [Origin] ::= \"pkg:github/unikraft/lib-redis@v1.2\" }\n"
            "component vfscore { [Language] ::= C }\ncomponent newlib { [Language] ::= C }\n"
            "component uksched { variant c { [Language] ::= C } variant safe { [Language] ::= Dafny [Requires] ::= X } }\n"
            "system yes { [Components] ::= redis, vfscore, newlib, uksched [Mechanisms] ::= mpk, kasan, cfi }\n")
    config = {n: in_("mpk:1", hardening=["kasan", "cfi"]) for n in ("redis", "vfscore", "newlib")}
    config["uksched"] = {"variant": "safe", "path": ["mpk:2"]}
    out = flexos(text, config, 0)
    image = yaml.safe_load(out)
    assert image["name"] == "yes"
    assert image["unikraft"]["kconfig"][:2] == ["CONFIG_LIBFLEXOS=y", "CONFIG_LIBFLEXOS_INTELPKU=y"]
    assert "CONFIG_LIBKASAN=y" in image["unikraft"]["kconfig"]
    assert image["targets"] == [{"architecture": "x86_64", "platform": "kvm"}]
    assert image["compartments"] == [
        {"name": "comp1", "mechanism": {"driver": "intel-pku", "noisolstack": False}, "default": True},
        {"name": "comp2", "mechanism": {"driver": "intel-pku", "noisolstack": False}}]
    assert image["libraries"] == {
        "redis": {"version": "v1.2", "kconfig": ["CONFIG_LIBREDIS=y"], "compartment": "comp1"},
        "vfscore": {"is_core": True, "compartment": "comp1"},
        "newlib": {"version": "staging", "kconfig": ["CONFIG_LIBNEWLIBC=y"], "compartment": "comp1"},
        "uksched": {"is_core": True, "compartment": "comp2"}}
    assert image["volumes"] == {} and image["networks"] == {}
    assert "#   LIBREDIS_CFLAGS_EXTRA += -fsanitize=kernel-address -flto -fvisibility=hidden -fsanitize=cfi" in out


# ---- colour ----

@test
def colour():
    assert "\033" not in expect(0, "solve", SMALL).out
    assert "\033" in expect(0, "solve", SMALL, "--color=always").out
    assert "\033" not in expect(0, "solve", SMALL, "--json", "--color=always").out
    assert "\033" in expect(2, "check", "/nowhere", "--color=always").err


@test
def hostile_bytes_do_not_reach_the_terminal():
    done = expect(2, "check", "-", stdin=b'component a { [Title] ::= "\x1b]0;x\x07" }\n')
    assert "\x1b" not in done.out + done.err and "\x07" not in done.out + done.err
    done = expect(2, "solve", "\x1b[31mx.mspec")
    assert "\x1b" not in done.out + done.err


def main():
    global MSPEC
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    MSPEC = os.path.abspath(options.mspec)
    passed = failed = 0
    for function in TESTS:
        if options.names and not any(part in function.__name__ for part in options.names):
            continue
        try:
            function()
            passed += 1
        except Exception as error:  # a test that fails must not end the others
            failed += 1
            print(f"FAILED {function.__name__}: {str(error)[:2000]}")
            if not isinstance(error, (AssertionError, OSError)):
                traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
