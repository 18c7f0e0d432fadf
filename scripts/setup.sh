#!/bin/sh
# Installs the Debian packages that are missing, and only those: quietly, with sudo where not root.
#
#   scripts/setup.sh run     what building and running needs
#   scripts/setup.sh test    what the test suite needs as well
#   scripts/setup.sh linux   what tests/linux/run.py needs: the source of a kernel
set -eu

run_packages="gcc g++ libc6-dev meson ninja-build pkg-config libjansson-dev libgmp-dev libcadical-dev libelf-dev"
test_packages="binutils clang libclang-rt-14-dev libcmocka-dev make cmake python3 python3-yaml python3-jsonschema libfyaml-dev libgraphviz-dev z3 libz3-dev minizinc"

case "${1:-run}" in
run) packages=$run_packages ;;
test) packages="$run_packages $test_packages" ;;
linux) packages="flex bison bc libelf-dev libssl-dev linux-source-6.1" ;;
*) echo "usage: setup.sh run|test|linux" >&2; exit 2 ;;
esac

missing=
for package in $packages; do
    # A package that another one stands in for (pkgconf for pkg-config) counts as installed, too.
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "These Debian packages are needed, and there is no apt-get:$missing" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "These packages are missing, and installing them needs root or sudo:$missing" >&2
        exit 1
    fi
    as_root=sudo
fi

echo "Installing:$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    # shellcheck disable=SC2086 # a list of words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1
}
# The lists of packages may be old, or not there at all: they are fetched when installing fails.
if ! install; then
    if ! { $as_root apt-get update -q >"$log" 2>&1 && install; }; then
        cat "$log" >&2
        echo "The packages could not be installed." >&2
        exit 1
    fi
fi
