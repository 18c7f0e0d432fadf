#!/bin/sh
# Fuzzes every reader: a minute each, or FUZZ_SECONDS. What was found is left in build-test/fuzz/found.
set -eu
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
build=build-test/fuzz
[ -f $build/build.ninja ] || CC=clang CXX=clang++ meson setup $build -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link >$build.log 2>&1 || { cat $build.log; exit 1; }
ninja -C $build >>$build.log 2>&1 || { cat $build.log; exit 1; }

seeds=$build/seeds
mkdir -p $seeds/syntax $seeds/model $seeds/specification $seeds/format $seeds/configuration $seeds/advisory $seeds/certificate $seeds/deployed $seeds/extract $build/found
for file in tests/bad/*.mspec examples/*/*.mspec tests/golden/input/*.mspec; do
    name=$(echo "$file" | tr / -)
    [ "$(wc -c <"$file")" -gt 8192 ] || cp "$file" $seeds/specification/"$name"
    [ "$(wc -c <"$file")" -gt 8192 ] || cp "$file" $seeds/format/"$name"
    [ "$(wc -c <"$file")" -gt 8192 ] || cp "$file" $seeds/syntax/"$name"
    [ "$(wc -c <"$file")" -gt 8192 ] || cp "$file" $seeds/model/"$name"
done
cp share/mspec/catalog/languages.mspec $seeds/syntax/
cp tests/golden/input/*.json $seeds/configuration/
echo '{"components": {"a": {"hardening": ["cfi"], "path": ["ept:1"]}, "b": {"variant": "v", "path": ["ept:2", "mpk:1"]}, "c": {}}}' \
    >$seeds/configuration/good.json
# The first byte of an advisory's input says what it is.
for file in tests/golden/input/advisories/*/*.json; do
    kind=$(basename "$(dirname "$file")")
    { case $kind in osv) printf 0 ;; cve) printf 1 ;; *) printf 2 ;; esac; cat "$file"; } >$seeds/advisory/"$kind-$(basename "$file")"
done
# Certificates, and the proofs of the target's own system, with its first byte for it.
for file in examples/scenario/runtime.mspec examples/minimal/minimal.mspec; do
    $build/mspec solve "$file" --proof $build/proof >/dev/null 2>&1 || true
    { printf 1; cat $build/proof; } >$seeds/certificate/"$(basename "$file")"
done
printf '%s\n' "$($build/fuzz/fuzz_certificate --show)" >$build/fuzzed.mspec
$build/mspec solve $build/fuzzed.mspec --catalog '' --proof $build/proof >/dev/null 2>&1 || true
{ printf 0; sed '1,/^proof$/d' $build/proof; } >$seeds/certificate/proof
# Deployed files, likewise: what the exporters write, and one with mistakes.
{ printf 0; cat tests/golden/input/deployed/kraft.yaml; } >$seeds/deployed/kraft.yaml
{ printf 1; printf 'CONFIG_LIBREDIS=y\nCONFIG_STACKPROTECTOR=y\n# CONFIG_OPTIMIZE_NONE is not set\nCONFIG_UK_NAME="image"\n'; } >$seeds/deployed/unikraft
{ printf 2; printf 'CONFIG_KASAN=y\nCONFIG_CC_IS_CLANG=y\n# CONFIG_VMAP_STACK is not set\nCONFIG_LSM="yama"\n'; } >$seeds/deployed/linux
# Objects of both compilers, with and without debug information, an archive, a library, annotations, profiles; likewise.
[ ! -x $build/fuzz/fuzz_extract ] || fuzz/extract_seeds.sh $seeds/extract

passed=0
failed=0
for target in syntax model specification format configuration advisory certificate deployed extract; do
    [ -x $build/fuzz/fuzz_$target ] || continue
    dictionary=fuzz/$target.dict
    [ -f $dictionary ] || dictionary=fuzz/specification.dict
    if $build/fuzz/fuzz_$target -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=$([ $target = extract ] && echo 32768 || echo 8192) -dict=$dictionary \
        -artifact_prefix=$build/found/$target- -print_final_stats=1 $seeds/$target >$build/$target.log 2>&1; then
        passed=$((passed + 1))
        sed -n 's/^stat::number_of_executed_units: */'$target': inputs /p' $build/$target.log
    else
        failed=$((failed + 1))
        tail -n 60 $build/$target.log
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
