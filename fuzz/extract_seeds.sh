#!/bin/sh
# Writes small objects, archives, annotations, rules and profiles to a folder: where fuzz_extract begins.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >a.c <<'C'
#include "mspec/annotate.h"
MSPEC_COMPONENT(net, "[Requires] ::= X");
MSPEC_REGION(ring, "(ring, SHARED, 4 KiB)");
MSPEC_FUNCTION(g, "[Pre] ::= g(x): x > 0");
extern int counter, f(int);
char ring[4096];
static int s(int x) { return x + counter; }
int (*table[2])(int) = {s, f};
int g(int x) { char b[16]; for (int i = 0; i < x; i++) b[i % 16] = (char)i; return f(b[x % 16]) + table[x & 1](x); }
C
echo 'int counter = 3; int f(int x) { return x; }' >b.c
echo '.globl h
h: call f
   jmp *%rax' >c.S
add() { # KIND FILE
    for kind in $1; do
        name=$(echo "$2-$kind" | tr / -)
        { printf "\\$(printf %o "$kind")"; cat "$2"; } >"$out/$name"
    done
}
for compiler in gcc clang; do
    command -v $compiler >/dev/null || continue
    $compiler -I"$root/include" -O1 -c a.c -o $compiler-a.o
    $compiler -I"$root/include" -O1 -g -c a.c -o $compiler-ag.o
    $compiler -I"$root/include" -O1 -fstack-protector-all -fsanitize=address -c a.c -o $compiler-as.o
    $compiler -O1 -c b.c -o $compiler-b.o
    $compiler -c c.S -o $compiler-c.o
    $compiler -O1 -flto -c b.c -o $compiler-lto.o
    ld -r $compiler-ag.o $compiler-c.o -o $compiler-merged.o 2>/dev/null
    ar rc $compiler.a $compiler-b.o $compiler-c.o
    $compiler -shared -nostdlib -fPIC -O1 b.c -o $compiler.so
    for file in $compiler*; do add "0 1 2 3" "$file"; done
    rm -f $compiler*
done
printf '@component net a.c:3\n[Call] ::= X\0@region r a.c:4\n(r, OWN, 8 B)\0@function f a.c:5\n[Pre] ::= f(x): x > 0\0' >notes
printf 'softdep=pre: a b\0description=text "quoted"\0depends=a,b\0name=x\0' >modinfo
printf '# rules\nnet/*.o a?.o = net\nx/ = {folder}-{stem}\n*.o = -\n' >rules
printf 'redis  1 [001]  5.400000:     25 cycles:u: \n\t 55d f+0x1f (/x/libc.so.6)\n\t 55e g+0x1 (/x)\n\nredis  1 [001]  5.5: 1 c: 1 main (/y)\n' >perf
printf 'main;f;g 3\nmain;memcpy_[k] 2\n' >folded
add 4 notes; add 4 modinfo; add 5 rules; add 6 perf; add 7 folded
