#!/usr/bin/env python3
"""The SARIF that mspec writes, by the published schema of SARIF 2.1.0 and by what code-scanning services ask for besides.

usage: run.py [--mspec PATH] [--schema FILE]

The schema is that of the npm package @microsoft/jest-sarif, which is fetched with npm; where that cannot be, the test says so, and
holds the output to the rest. What GitHub asks for: https://docs.github.com/en/code-security, "SARIF support for code scanning".

Closes with `N passed, N failed`.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PACKAGE, MEMBER = "@microsoft/jest-sarif@1.0.0-beta.0", "package/lib/schemas/sarif-2.1.0-rtm.5.json"
MSPEC = SCHEMA = None
TESTS = []

SPEC = """# Umlaute: ä ö ü
component parser { [Language] ::= C  [Call] ::= X(keeper.get) }
component keeper { [Language] ::= Rust  [API] ::= (get, SYMB)  [Region] ::= (key, OWN, 4 KiB) }
system all { [Components] ::= parser, keeper  [Mechanisms] ::= ssp, asan, cfi, mpk  [Use] ::= ssp on parser }
"""
BARE = '{"components": {"parser": {}, "keeper": {}}}'


def test(function):
    TESTS.append(function)
    return function


def fetch_schema(folder):
    if not shutil.which("npm"):
        return None
    done = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    name = done.stdout.strip().split("\n")[-1]
    if done.returncode or not name.endswith(".tgz"):
        return None
    with tarfile.open(os.path.join(folder, name)) as archive:
        return json.load(archive.extractfile(MEMBER))


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def log_of(folder, *arguments, status):
    done = subprocess.run([MSPEC, *arguments, "--format=sarif"], cwd=folder, capture_output=True, timeout=60, check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
    log = json.loads(done.stdout)
    if SCHEMA:
        import jsonschema
        jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert len(gzip.compress(done.stdout)) <= 10 << 20
    run, = log["runs"]
    assert log["version"] == "2.1.0" and run["invocations"][0]["exitCode"] == status, run["invocations"]
    assert run["invocations"][0]["executionSuccessful"] == (status < 2)
    rules = run["tool"]["driver"]["rules"]
    assert len({r["id"] for r in rules}) == len(rules) <= 25000 and len(run["results"]) <= 25000
    for rule in rules:
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024
        assert rule["help"]["text"] and len(rule["properties"]["tags"]) <= 20
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    prints = [check_result(folder, result, rules) for result in run["results"]]
    assert len(set(prints)) == len(prints), "two results have one fingerprint"
    return run


def check_result(folder, result, rules):
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["message"]["text"] and len(result["locations"]) == 1
    assert len(result.get("relatedLocations", [])) <= 1000
    place = result["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert ":" not in uri and not uri.startswith("/") and ".." not in uri.split("/"), uri
    from urllib.parse import unquote
    assert os.path.isfile(os.path.join(folder, unquote(uri))), uri
    region = place["region"]
    assert region["startLine"] >= 1 and region["startColumn"] >= 1 and region["endLine"] >= region["startLine"]
    return result["partialFingerprints"]["primaryLocationLineHash"]


# ---- what is written ----

@test
def nothing_is_wrong(folder):
    write(folder, "s.mspec", SPEC)
    assert log_of(folder, "check", "s.mspec", status=0)["results"] == []


@test
def mistakes(folder):
    write(folder, "sub folder/ä.mspec", SPEC.replace("Rust", "Rst").replace("parser, keeper", "parser, keper, parser"))
    write(folder, "other.mspec", "component x { [Language] ::= C [Languag] ::= C }\n")
    for paths in (["sub folder", "other.mspec"], [os.path.join(folder, "sub folder"), os.path.join(folder, "other.mspec")],
                  ["./sub folder/../sub folder", "./other.mspec"]):
        run = log_of(folder, "check", *paths, status=2)
        codes = {r["ruleId"] for r in run["results"]}
        assert {"E0204", "E0203", "E0110"} <= codes, codes


@test
def places_outside_of_the_folder(folder):
    write(folder, "other.mspec", "component x { [Languag] ::= C }\n")
    write(folder, "sub/s.mspec", SPEC)
    done = subprocess.run([MSPEC, "check", "../other.mspec", "--format=sarif"], cwd=os.path.join(folder, "sub"), capture_output=True,
                          check=False)
    uri = json.loads(done.stdout)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "file://" + os.path.join(folder, "other.mspec"), uri


@test
def what_has_no_place(folder):
    run = log_of(folder, "check", "none.mspec", status=2)
    assert run["results"] == [] and run["invocations"][0]["toolConfigurationNotifications"][0]["descriptor"]["id"] == "E0134"
    write(folder, "s.mspec", SPEC)
    run = log_of(folder, "verify", "s.mspec", status=2)
    assert run["invocations"][0]["toolConfigurationNotifications"][0]["descriptor"]["id"] == "E0612"


@test
def violations(folder):
    write(folder, "s.mspec", SPEC)
    write(folder, "c.json", BARE)
    run = log_of(folder, "verify", "s.mspec", "--config", "c.json", status=1)
    codes = {r["ruleId"] for r in run["results"]}
    assert {"V3002", "V3004", "V3012"} <= codes, codes
    assert all(r["properties"]["tags"] == ["security"] for r in run["tool"]["driver"]["rules"] if r["id"].startswith("V"))
    first = {(r["ruleId"], r["message"]["text"]): r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]}
    write(folder, "s.mspec", "# a line\n# and another\n" + SPEC)  # what moves stays what it is
    run = log_of(folder, "verify", "s.mspec", "--config", "c.json", status=1)
    assert first == {(r["ruleId"], r["message"]["text"]): r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]}


@test
def a_build_that_lacks_something(folder):
    write(folder, "keeper.c", "int get(void) { return 1; }\n")
    for name in ("keeper", "stranger"):
        subprocess.run(["gcc", "-c", "keeper.c", "-o", name + ".o"], cwd=folder, check=True)
    for system in ("system all { [Components] ::= keeper  [Mechanisms] ::= ssp }\n", ""):
        write(folder, "s.mspec", "component keeper { [Language] ::= C  [Requires] ::= * }\n" + system)
        write(folder, "c.json", '{"components": {"keeper": {"hardening": ["ssp"]}}}')
        run = log_of(folder, "verify", "s.mspec", "--config", "c.json", "--objects", "keeper.o", "--objects", "stranger.o", status=1)
        assert {"V3020", "V3022"} <= {r["ruleId"] for r in run["results"]}, run["results"]


@test
def the_example_of_a_pipeline(folder):
    """Its commands run, and what they leave for the service is right, also when something is wrong."""
    import yaml
    with open(os.path.join(ROOT, "examples", "pipeline", "mspec.yml"), encoding="utf-8") as f:
        steps = yaml.safe_load(f)["jobs"]["safe"]["steps"]
    shop, bin_folder = os.path.join(folder, "shop"), os.path.join(folder, "bin")
    shutil.copytree(os.path.join(ROOT, "examples", "userspace"), shop)
    os.mkdir(bin_folder)
    os.symlink(MSPEC, os.path.join(bin_folder, "mspec"))
    env = dict(os.environ, PATH=bin_folder + ":" + os.environ["PATH"])

    def run_step(step):
        return subprocess.run(["bash", "-e", "-c", step["run"]], cwd=shop, env=env, capture_output=True, text=True, check=False)

    commands = [s for s in steps if "run" in s]
    assert len(commands) == 3
    for step in commands:
        done = run_step(step)
        assert done.returncode == 0, (step["name"], done.stdout, done.stderr)
    for name in ("check.sarif", "verify.sarif"):
        with open(os.path.join(shop, name), encoding="utf-8") as f:
            assert json.load(f)["runs"][0]["results"] == []
    subprocess.run(["gcc", "-I.", "-c", "parser/parser.c", "-o", "build/parser/parser.o"], cwd=shop, check=True)
    assert run_step(commands[2]).returncode == 1
    with open(os.path.join(shop, "verify.sarif"), encoding="utf-8") as f:
        result, = json.load(f)["runs"][0]["results"]
    assert result["ruleId"] == "V3020" and result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "shop.mspec"


@test
def examples_and_bad_input(folder):
    """Whatever the test suite has of wrong files: the log is one that a service takes."""
    bad = os.path.join(ROOT, "tests", "bad")
    for name in sorted(os.listdir(bad)):
        if name.endswith(".mspec"):
            shutil.copy(os.path.join(bad, name), folder)
            done = subprocess.run([MSPEC, "check", name, "--format=sarif"], cwd=folder, capture_output=True, timeout=60, check=False)
            log_of(folder, "check", name, status=done.returncode)
            os.remove(os.path.join(folder, name))


def main():
    global MSPEC, SCHEMA
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--schema", help="the schema, if it is at hand")
    options = parser.parse_args()
    MSPEC = os.path.abspath(options.mspec)
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="mspec-sarif-") as folder:
        if options.schema:
            with open(options.schema, encoding="utf-8") as f:
                SCHEMA = json.load(f)
        else:
            SCHEMA = fetch_schema(folder)
    if not SCHEMA:
        print("skipped: the published schema (it takes npm and its registry); the rest is tested")
    for function in TESTS:
        with tempfile.TemporaryDirectory(prefix="mspec-sarif-") as folder:
            try:
                function(os.path.realpath(folder))
                passed += 1
            except Exception:
                failed += 1
                print(f"FAILED {function.__name__}")
                traceback.print_exc(limit=-3, file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
