#include "generate.h"

#include <stdio.h>
#include <string.h>

#define MOST 64

struct component {
    bool has_ring, ring_shared, has_data, is_vault, has_variants, has_functions;
    unsigned ring_size; /* bytes; 0: not stated */
    unsigned symbols;   /* f0, f1, … */
};

struct generator {
    uint64_t state;
    struct text *out;
    struct random_size size;
    unsigned count, hardening, isolation, languages;
    struct component component[MOST];
    bool profile, by_function;
    char needs[MOST][600]; /* grants that answer the needs of others, by whose component they are */
};

/* ---- chance ---- */

/* Two draws in the arguments of one call would come in another order with another compiler: one at a time. */

static uint64_t draw(struct generator *g)
{
    uint64_t z = g->state += 0x9e3779b97f4a7c15u; /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static unsigned below(struct generator *g, unsigned n)
{
    return n ? (unsigned)(draw(g) % n) : 0;
}

static bool chance(struct generator *g, unsigned percent)
{
    return below(g, 100) < percent;
}

/* Something that is rare in systems, but must work. */
static bool oddity(struct generator *g, unsigned percent)
{
    return below(g, 10000) < percent * g->size.oddities;
}

#define PICK(g, list) ((list)[below((g), sizeof(list) / sizeof *(list))])

static void say(struct generator *g, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct generator *g, const char *format, ...)
{
    char line[2000];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_puts(g->out, line);
}

/* ---- languages, mechanisms, vulnerabilities ---- */

static const char *const languages[] = {
    "language Wild { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n",
    "language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n",
    "language Strict { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= X }\n",
    "language Reader { [Memory Access] ::= R(*), W(intent)  [Call] ::= X(intent)  [Requires] ::= none }\n",
    "language Caller { [Memory Access] ::= R(granted), W(own, shared)  [Call] ::= X(api)  [Requires] ::= X }\n",
};
static const char *const language_names[] = {"Wild", "Tame", "Strict", "Reader", "Caller"};

static void write_hardening(struct generator *g, unsigned i)
{
    static const char *const memory[] = {
        "R(*) -> R(intent), W(*) -> W(intent)", "W(*) -> W(intent)", "R(*) -> R(intent)", "W(*) -> W(own, shared)",
        "R(*) -> R(granted), W(*) -> W(granted)", "W(*) -> W(own, intent)"};
    static const char *const control[] = {
        "X(*) -> X(intent)", "X(*) -> X(intent)",     "X.call(*) -> X.call(intent)", "X.return(*) -> X.return(intent)",
        "X(*) -> X(api)",    "X(*) -> X(api, intent)"};
    static const char *const costs[] = {"0%", "2%", "2%", "5%", "12.5%", "200%"};
    say(g, "mechanism h%u {\n", i);
    if (chance(g, 70)) {
        say(g, "    [Applies] ::= Wild");
        for (unsigned k = 1; k < g->languages; k++)
            if (chance(g, 35))
                say(g, ", %s", language_names[k]);
        say(g, "\n");
    }
    unsigned what = below(g, 5);
    const char *first = what < 3 ? PICK(g, control) : "", *second = what > 1 ? PICK(g, memory) : "";
    say(g, "    [Transform] ::= %s%s%s\n", first, what == 2 ? ", " : "", second);
    if (chance(g, 80)) {
        const char *runtime = PICK(g, costs), *bytes = PICK(g, costs);
        say(g, "    [Cost] ::= runtime %s, memory %s\n", runtime, bytes);
    }
    if (i > 0 && oddity(g, 15))
        say(g, "    [Conflicts] ::= %s%u\n", chance(g, 25) && g->isolation ? "i" : "h", 0);
    if (i > 0 && oddity(g, 15))
        say(g, "    [Needs] ::= %s%u\n", chance(g, 25) && g->isolation ? "i" : "h", 0);
    say(g, "}\n");
}

static void write_isolation(struct generator *g, unsigned i)
{
    static const char *const boundaries[] = {
        "[Boundary] ::= R(shared), W(shared), X(*)",
        "[Boundary] ::= R(shared), W(shared), X(api)",
        "[Boundary] ::= R(granted), W(granted), X(api)",
        "[Boundary] ::= R(granted), W(granted), X(granted)",
        "[Boundary] ::= R(*), W(shared), X(api)",
        "[Boundary] ::= R(shared), X(api, code)"};
    static const char *const directed[] = {
        "[Boundary in] ::= X(api)\n    [Boundary out] ::= R(*), W(*), X(api)",
        "[Boundary in] ::= R(*), W(*), X(*)\n    [Boundary out] ::= R(shared), W(shared), X(api)",
        "[Boundary in] ::= R(granted), X(api)\n    [Boundary out] ::= R(granted), W(granted), X(*)",
        "[Boundary in] ::= R(shared), W(shared), X(api)\n    [Boundary out] ::= R(granted), W(granted), X(api)",
        "[Boundary in] ::= X(api)"};
    static const char *const blocks[] = {"16 B", "64 B", "128 B", "4 KiB"};
    static const char *const gates[] = {"108 cycles", "462 cycles", "462 cycles", "1 us", "2 cycles"};
    say(g, "mechanism i%u {\n    %s\n", i, chance(g, 30) ? PICK(g, directed) : PICK(g, boundaries));
    if (i > 0 && chance(g, 75))
        say(g, "    [Within] ::= i%u\n", below(g, i));
    if (i == 0 && g->isolation > 1 && oddity(g, 15))
        say(g, "    [Within] ::= i1\n");
    if (oddity(g, 25))
        say(g, "    [Limit] ::= %u\n", 1 + below(g, 3));
    if (oddity(g, 50))
        say(g, "    [Granularity] ::= %s\n", PICK(g, blocks));
    if (chance(g, 80))
        say(g, "    [Gate] ::= %s\n", PICK(g, gates));
    if (oddity(g, 25)) {
        unsigned runtime = below(g, 4), bytes = below(g, 10);
        say(g, "    [Cost] ::= runtime %u%%, memory %u%%\n", runtime, bytes);
    }
    if (oddity(g, 8) && g->hardening) {
        const char *heading = chance(g, 50) ? "Needs" : "Conflicts";
        say(g, "    [%s] ::= h%u\n", heading, below(g, g->hardening));
    }
    if (i > 0 && oddity(g, 6))
        say(g, "    [%s] ::= i0\n", chance(g, 50) ? "Needs" : "Conflicts");
    say(g, "}\n");
}

static unsigned write_vulnerabilities(struct generator *g)
{
    static const char *const widening[] = {"R(intent) -> R(*)",
                                           "W(intent) -> W(*)",
                                           "X(intent) -> X(*)",
                                           "R(intent) -> R(*)",
                                           "R(intent) -> R(granted, intent)",
                                           "X.call(intent) -> X.call(*)",
                                           "W(intent) -> W(intent, shared)",
                                           "X(intent) -> X(api, intent)",
                                           "W(intent) -> W(intent, own)",
                                           "X(intent) -> X(intent, code)"};
    static const char *const leaks[] = {"[Boundary in] ::= R(*)", "[Boundary] ::= W(own)",
                                        "[Boundary out] ::= R(shared), X(*)", "[Boundary] ::= R(granted), W(granted)",
                                        "[Boundary] ::= R(granted)"};
    unsigned count = 0;
    while (count < 2 && oddity(g, count ? 30 : 35)) {
        unsigned what = below(g, 10);
        say(g, "vulnerability V%u {\n", count);
        unsigned isolation = below(g, g->isolation), hardening = below(g, g->hardening), component = below(g, g->count);
        const char *leak = PICK(g, leaks), *wider = PICK(g, widening);
        if (what < 3 && g->isolation)
            say(g, "    [Affects] ::= mechanism i%u\n    %s\n", isolation, leak);
        else if (what < 5 && g->hardening)
            say(g, "    [Affects] ::= mechanism h%u\n    [Transform] ::= %s\n", hardening, wider);
        else
            say(g, "    [Affects] ::= c%u\n    [Transform] ::= %s\n", component, wider);
        say(g, "}\n");
        count++;
    }
    return count;
}

/* ---- components ---- */

static void plan_components(struct generator *g)
{
    for (unsigned c = 0; c < g->count; c++) {
        struct component *me = &g->component[c];
        me->is_vault = g->count > 1 && oddity(g, 8);
        me->has_ring = me->is_vault || chance(g, 40);
        me->ring_shared = !me->is_vault && chance(g, 50);
        me->ring_size = chance(g, 70) ? (chance(g, 60) ? 256 : 8192) : 0;
        me->symbols = me->is_vault ? 0 : below(g, 3);
        me->has_data = !me->is_vault && oddity(g, 10);
        me->has_variants = !me->is_vault && !g->by_function && oddity(g, 10);
        me->has_functions = g->by_function && !me->is_vault && me->symbols > 0 && chance(g, 60);
        if (me->has_functions)
            me->has_data = false;
    }
}

/* A part of a ring: all of it, or bytes. */
static void ring_of(struct generator *g, unsigned c, char *out, size_t size)
{
    static const unsigned cuts[] = {0, 16, 48, 64, 100, 128, 256};
    if (!g->component[c].ring_size || chance(g, 50)) {
        snprintf(out, size, "ring");
        return;
    }
    unsigned from = below(g, 6), to = from + 1 + below(g, 6 - from);
    snprintf(out, size, "ring[%u..%u]", cuts[from], cuts[to]);
}

/* Remembers what its owner must grant, most of the time. */
static void answer_need(struct generator *g, unsigned by, unsigned of, const char *op, const char *target)
{
    size_t used = strlen(g->needs[of]);
    if (chance(g, 92))
        snprintf(g->needs[of] + used, sizeof g->needs[of] - used, "%sc%u(%s, %s)", used ? ", " : "", by, op, target);
}

static unsigned another(struct generator *g, unsigned c)
{
    unsigned other = below(g, g->count - 1);
    return other < c ? other : other + 1;
}

static void write_memory_access(struct generator *g, unsigned c)
{
    static const char *const reads[] = {"R", "R", "R(own)", "R(own, shared)", "R(shared)"};
    static const char *const writes[] = {"W", "W", "W(own)", "W(own, shared)", "W(shared)"};
    if (chance(g, 55))
        return;
    if (oddity(g, 8)) {
        say(g, "        [Memory Access] ::= none\n");
        return;
    }
    say(g, "        [Memory Access] ::= %s", oddity(g, 10) ? "R(*)" : PICK(g, reads));
    if (chance(g, 85))
        say(g, ", %s", oddity(g, 8) ? "W(*)" : PICK(g, writes));
    unsigned of = g->count > 1 ? another(g, c) : c;
    if (of != c && g->component[of].has_ring && !g->component[of].has_functions && chance(g, 50)) {
        char ring[40];
        const char *op = chance(g, 60) ? "R" : "W";
        ring_of(g, of, ring, sizeof ring);
        say(g, ", %s(c%u.%s)", op, of, ring);
        answer_need(g, c, of, op, ring);
    } else if (of != c && g->component[of].has_data && chance(g, 50)) {
        say(g, ", R(c%u.data)", of);
        answer_need(g, c, of, "R", "data");
    }
    say(g, "\n");
}

static void write_calls(struct generator *g, unsigned c)
{
    if (chance(g, 50))
        return;
    if (oddity(g, 6)) {
        say(g, "        [Call] ::= none\n");
        return;
    }
    if (oddity(g, 6)) {
        say(g, "        [Call] ::= X(*)\n");
        return;
    }
    unsigned of = g->count > 1 ? another(g, c) : c;
    if (of != c && g->component[of].symbols && chance(g, 80)) {
        char symbol[16];
        snprintf(symbol, sizeof symbol, "f%u", below(g, g->component[of].symbols));
        say(g, "        [Call] ::= X(c%u.%s%s)\n", of, symbol, oddity(g, 6) ? ", code" : "");
        answer_need(g, c, of, "X", symbol);
        return;
    }
    say(g, "        [Call] ::= %s\n", oddity(g, 10) ? "X(code)" : "X");
}

static void write_owned(struct generator *g, unsigned c)
{
    const struct component *me = &g->component[c];
    if (me->has_ring) {
        say(g, "        [Region] ::= (ring, %s", me->ring_shared ? "SHARED" : "OWN");
        if (me->ring_size)
            say(g, ", %u B", me->ring_size);
        say(g, ")%s\n", oddity(g, 20) ? " (spare, SHARED, 64 B)" : "");
    }
    if (me->symbols || me->has_data) {
        say(g, "        [API] ::=");
        for (unsigned i = 0; i < me->symbols; i++)
            say(g, " (f%u, SYMB)", i);
        say(g, "%s\n", me->has_data ? " (data, DATA)" : "");
    }
    if (chance(g, 40))
        say(g, "        [Size] ::= %u KiB\n", 1 + below(g, 40));
    if (oddity(g, 10))
        say(g, "        [Cost] ::= runtime %u%%\n", below(g, 30));
    if (g->hardening && !me->is_vault && oddity(g, 12))
        say(g, "        [Hardened] ::= h%u\n", below(g, g->hardening));
}

static void write_requires(struct generator *g, unsigned c)
{
    static const char *const plain[] = {"X", "R, X",         "*",    "none",        "X(*)", "R, W, X",
                                        "R", "X, R(shared)", "W, X", "X, *(W, own)"};
    const struct component *me = &g->component[c];
    unsigned other = g->count > 1 ? another(g, c) : c;
    bool stated = chance(g, 45) || me->is_vault;
    if (stated) {
        char ring[40] = "";
        if (me->has_ring)
            ring_of(g, c, ring, sizeof ring);
        say(g, "        [Requires] ::= %s", me->is_vault ? "R" : PICK(g, plain));
        if (me->has_ring && chance(g, 35)) {
            bool anybody = other == c || chance(g, 50);
            const char *op = chance(g, 50) ? "R" : "W";
            if (anybody)
                say(g, ", *(%s, %s)", op, ring);
            else
                say(g, ", c%u(%s, %s)", other, op, ring);
        }
        if (other != c && chance(g, 20))
            say(g, ", c%u(%s)", other, chance(g, 50) ? "R, own" : "W, shared");
        say(g, "\n");
    }
    if (*g->needs[c])
        say(g, "        [Requires] += %s\n", g->needs[c]);
    if (other != c && oddity(g, 10))
        say(g, "        [Requires] -= c%u(%s)\n", other,
            chance(g, 40)   ? "W, own"
            : chance(g, 50) ? "R, shared"
                            : "W, shared");
}

static void write_variants(struct generator *g, unsigned c)
{
    if (!g->component[c].has_variants)
        return;
    say(g, "        variant one { [Cost] ::= runtime %u%% }\n", below(g, 20));
    switch (below(g, 3)) {
    case 0:
        say(g, "        variant two { [Language] ::= %s }\n", language_names[below(g, g->languages)]);
        break;
    case 1:
        say(g, "        variant two { [Requires] ::= %s }\n", chance(g, 50) ? "R, X" : "*");
        break;
    default: /* without what others may need of the first one */
        say(g, "        variant two { [API] ::= (other, SYMB)  [Requires] ::= X }\n");
    }
}

static void write_functions(struct generator *g, unsigned c)
{
    if (!g->component[c].has_functions)
        return;
    for (unsigned i = 0; i < g->component[c].symbols; i++) {
        say(g, "        function f%u {", i);
        if (g->component[c].has_ring && chance(g, 60))
            say(g, " [Memory Access] ::= R(ring), %s", chance(g, 50) ? "W(ring)" : "W(own)");
        say(g, " }\n");
    }
}

static void write_component(struct generator *g, unsigned c)
{
    const struct component *me = &g->component[c];
    say(g, "component c%u {\n", c);
    if (!me->is_vault && chance(g, 90))
        say(g, "        [Language] ::= %s\n", chance(g, 45) ? "Wild" : language_names[below(g, g->languages)]);
    write_owned(g, c);
    if (!me->is_vault) {
        write_memory_access(g, c);
        write_calls(g, c);
    }
}

static void finish_component(struct generator *g, unsigned c)
{
    write_requires(g, c);
    write_variants(g, c);
    write_functions(g, c);
    say(g, "}\n");
}

/* What a component grants answers what others need, so that the needs of all are drawn before the first requirement. */
static void write_components(struct generator *g)
{
    struct text *whole = g->out, parts[MOST] = {{0}};
    plan_components(g);
    for (unsigned c = 0; c < g->count; c++) {
        g->out = &parts[c];
        write_component(g, c);
    }
    for (unsigned c = 0; c < g->count; c++) {
        g->out = &parts[c];
        finish_component(g, c);
        text_append(whole, parts[c].bytes, parts[c].length);
        text_fini(&parts[c]);
    }
    g->out = whole;
}

/* ---- the system ---- */

static void write_constraints(struct generator *g)
{
    unsigned n = g->count;
    unsigned hardening = below(g, g->hardening), isolation = below(g, g->isolation), component = below(g, n);
    if (g->hardening && oddity(g, 12))
        say(g, "    [Forbid] ::= h%u%s\n", hardening, g->isolation && chance(g, 50) ? " with i0" : " on c0");
    if (g->hardening > 1 && oddity(g, 15)) {
        say(g, "    [Exclude] ::= h%u with h%u", hardening, (hardening + 1) % g->hardening);
        if (chance(g, 60))
            say(g, "; h%u with %s", below(g, g->hardening), language_names[below(g, g->languages)]);
        if (g->isolation && chance(g, 40))
            say(g, "; h%u with i%u", below(g, g->hardening), isolation);
        say(g, "\n");
    }
    if (g->hardening && oddity(g, 10))
        say(g, "    [Use] ::= h%u on c%u\n", hardening, component);
    if (n > 1 && !g->by_function && oddity(g, 10))
        say(g, "    [Together] ::= c0, c%u\n", 1 + below(g, n - 1));
    if (n > 1 && !g->by_function && oddity(g, 10))
        say(g, "    [Apart] ::= c%u, c0\n", 1 + below(g, n - 1));
    if (g->isolation && !g->by_function && oddity(g, 10))
        say(g, "    [Place] ::= c%u in i%u\n", component, isolation);
    if (oddity(g, 20))
        say(g, "    [Protect] ::= c%u\n", below(g, n));
    unsigned few = 1 + below(g, 3), kilobytes = below(g, 60);
    if (oddity(g, 12))
        say(g, "    [Budget] ::= compartments %u%s\n", few, g->profile && chance(g, 60) ? "; runtime 12%" : "");
    else if (oddity(g, 6))
        say(g, "    [Budget] ::= memory %u KiB; transformations %u\n", kilobytes, 1 + few);
}

static void write_profile(struct generator *g)
{
    static const char *const rates[] = {"0.4 M/s", "1.2 M/s", "10 k/s", "0.1 M/s", "0.1 M/s"};
    say(g, "    [Clock] ::= 2 GHz\n    [Profile] ::=");
    for (unsigned c = 0; c < g->count; c++)
        say(g, " (c%u, %u%%)", c, below(g, 4) * 10);
    for (unsigned a = 0; a < g->count; a++)
        for (unsigned b = 0; b < g->count; b++)
            if (a != b && chance(g, 35))
                say(g, " (c%u -> c%u, %s)", a, b, PICK(g, rates));
    say(g, "\n");
}

static void write_objective(struct generator *g)
{
    static const char *const without[] = {"compartments, transformations", "transformations", "compartments",
                                          "memory, compartments", "transformations, memory"};
    static const char *const with[] = {"runtime, compartments", "runtime", "compartments, runtime",
                                       "memory, runtime, transformations", "runtime, compartments, transformations"};
    if (chance(g, 30))
        return;
    say(g, "    [Minimise] ::= %s\n", g->profile ? PICK(g, with) : PICK(g, without));
}

static void write_system(struct generator *g, unsigned vulnerabilities)
{
    say(g, "system random {\n    [Components] ::= ");
    for (unsigned c = 0; c < g->count; c++)
        say(g, "%sc%u", c ? ", " : "", c);
    say(g, "\n    [Mechanisms] ::= ");
    if (!g->hardening && !g->isolation)
        say(g, "none");
    for (unsigned i = 0; i < g->isolation; i++)
        say(g, "%si%u", i ? ", " : "", i);
    for (unsigned i = 0; i < g->hardening; i++)
        say(g, "%sh%u", i || g->isolation ? ", " : "", i);
    say(g, "\n");
    if (g->by_function)
        say(g, "    [Place by] ::= function\n");
    if (chance(g, 25))
        say(g, "    [Hardening] ::= per compartment\n");
    if (oddity(g, 15))
        say(g, "    [Strategy] ::= vulnerability\n");
    for (unsigned i = 0; i < vulnerabilities; i++)
        say(g, "%sV%u%s", i ? ", " : "    [Vulnerabilities] ::= ", i, i + 1 == vulnerabilities ? "\n" : "");
    write_constraints(g);
    if (g->profile)
        write_profile(g);
    write_objective(g);
    say(g, "}\n");
}

void generate_system(uint64_t seed, struct random_size size, struct text *out)
{
    struct generator g = {.state = seed * 0x2545f4914f6cdd1du + 1, .out = out, .size = size};
    draw(&g);
    if (size.components > MOST)
        g.size.components = MOST;
    g.count = 1 + below(&g, g.size.components);
    if (g.count < g.size.components && chance(&g, 50))
        g.count++;
    g.hardening = below(&g, size.hardening + 1);
    g.isolation = below(&g, size.isolation + 1);
    if (size.isolation && g.isolation == 0 && chance(&g, 60))
        g.isolation = 1;
    g.languages = 2 + below(&g, sizeof languages / sizeof *languages - 1);
    g.profile = chance(&g, 55);
    g.by_function = g.count < 4 && !g.profile && oddity(&g, 14);
    say(&g, "# seed %llu, size %u,%u,%u\n", (unsigned long long)seed, size.components, size.hardening, size.isolation);
    for (unsigned i = 0; i < g.languages; i++)
        say(&g, "%s", languages[i]);
    for (unsigned i = 0; i < g.hardening; i++)
        write_hardening(&g, i);
    for (unsigned i = 0; i < g.isolation; i++)
        write_isolation(&g, i);
    unsigned vulnerabilities = write_vulnerabilities(&g);
    write_components(&g);
    write_system(&g, vulnerabilities);
}
