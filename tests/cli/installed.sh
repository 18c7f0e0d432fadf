#!/bin/sh
# Installs a build folder under a temporary root, and uses what is there: the program with its catalogue and manual, and the
# library through pkg-config, with the C example.
#
# usage: installed.sh BUILD-FOLDER
set -eu
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT

DESTDIR=$there meson install -C "$build" --no-rebuild >"$there/log" 2>&1 || { cat "$there/log"; exit 1; }
prefix=$there/usr/local
cd "$there"
"$prefix/bin/mspec" catalog mpk | grep -q 'Memory Protection Keys'
"$prefix/bin/mspec" solve "$root/examples/minimal/minimal.mspec" | grep -q 'cheapest safe configuration'
if [ -f "$build/libmspec-smt.so" ]; then
    "$prefix/bin/mspec" solve --engine smt "$root/examples/minimal/minimal.mspec" | grep -q '^Optimal'
fi
test -s "$prefix/share/man/man1/mspec.1"
test -s "$prefix/share/mspec/schema/solve.json"
test -s "$prefix/share/cmake/MSpec/MSpecConfig.cmake"

PKG_CONFIG_SYSROOT_DIR=$there
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name mspec.pc)")
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH
test -s "$there$(PKG_CONFIG_SYSROOT_DIR= pkg-config --variable=builddir mspec)/mspec.mk"
# shellcheck disable=SC2046 # a list of words
cc "$root/examples/c-api/solve.c" $(pkg-config --cflags --libs mspec) -o solve
library=$(dirname "$(find "$prefix" -name 'libmspec.so.*' | head -n 1)")
# The library looks for the catalogue where it was installed to: here that is under another root.
LD_LIBRARY_PATH=$library MSPEC_CATALOG=$prefix/share/mspec/catalog ./solve "$root/examples/minimal/minimal.mspec" | grep -q '^safe$'
echo "1 passed, 0 failed"
