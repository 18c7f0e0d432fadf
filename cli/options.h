/* The options: one table with name, kind, range, default, the verbs that have it, and help. The parser, --help, the manual and the
 * completion are made from it. */
#ifndef MSPEC_CLI_OPTIONS_H
#define MSPEC_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag/context.h"

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_COUNT,  /* a whole number from `least` to `most` */
    OPTION_TIME,   /* seconds: "30", "30s", "500ms" */
    OPTION_SIZE,   /* bytes: "512 MiB" */
    OPTION_CHOICE, /* one of `choices`, separated by | */
    OPTION_LIST    /* may be given several times */
};

/* identifier, name, letter, kind, argument, choices, least, most, default, verbs ("" is all), help.
 * Rows of one name must differ in their verbs. A count's or a size's default is a number; "" is none. */
#define MSPEC_OPTIONS(X)                                                                                                           \
    X(JSON, "json", 0, FLAG, "", "", 0, 0, "", "", "print one JSON object instead of text")                                        \
    X(FORMAT, "format", 0, CHOICE, "FORMAT", "text|json|sarif", 0, 0, "text", "check verify", "how the result is written")        \
    X(FORMAT_CATALOG, "format", 0, CHOICE, "FORMAT", "text|json|markdown", 0, 0, "text", "catalog", "how the table is written")   \
    X(FORMAT_HELP, "format", 0, CHOICE, "FORMAT", "text|json|man|bash", 0, 0, "text", "help",                                     \
      "plain text, the manual page, or a completion script")                                                                       \
    X(SYSTEM, "system", 0, TEXT, "NAME", "", 0, 0, "", "solve verify explain space export dump blast mitigate",                     \
      "the system to look at, where the files declare several")                                                                    \
    X(CONFIG, "config", 'c', TEXT, "FILE", "", 0, 0, "", "verify explain export blast certify",                                       \
      "the configuration to look at, a JSON file as --config-out writes it")                                                       \
    X(ALL, "all", 0, FLAG, "", "", 0, 0, "", "solve", "all configurations of least cost, and their number")                        \
    X(MINIMAL, "minimal", 0, FLAG, "", "", 0, 0, "", "solve", "the configurations that derive from no other valid one")            \
    X(TOP, "top", 0, COUNT, "N", "", 1, 1000000, "", "solve", "the N cheapest configurations")                                     \
    X(PARETO, "pareto", 0, TEXT, "MEASURES", "", 0, 0, "", "solve",                                                                \
      "one configuration for each way to trade these measures, with commas between them, against each other")                      \
    X(SAFEST, "safest", 0, FLAG, "", "", 0, 0, "", "solve",                                                                        \
      "where not every requirement can be met: the unsafe configurations that meet as many as can be met together")                \
    X(PREFER, "prefer", 0, TEXT, "FILE", "", 0, 0, "", "solve",                                                                    \
      "of equally good configurations the one nearest to this one, and what has to be changed")                                    \
    X(BUDGET, "budget", 0, LIST, "MEASURE=N", "", 0, 0, "", "solve",                                                               \
      "at most so much (runtime=20%, memory=64MiB, compartments=4), besides what [Budget] says; may be given several times")       \
    X(JOBS, "jobs", 'j', COUNT, "N", "", 1, 64, "1", "solve",                                                                      \
      "with 2 or more, two engines side by side for one optimum; the optimum is the same")                                        \
    X(KEEP, "keep", 0, COUNT, "N", "", 1, 100000000, "10000", "solve",                                                             \
      "with --all and --minimal: keep at most N configurations, and go on counting")                                               \
    X(ENGINE, "engine", 0, TEXT, "NAME", "", 0, 0, "auto", "solve space explain export mitigate",                                  \
      "who searches: auto, search, sat, or exhaustive (visits every configuration: for small systems)")                            \
    X(TIME_LIMIT, "time-limit", 0, TIME, "SECONDS", "", 0, 31536000, "", "solve space explain export mitigate",                    \
      "stop after so long, with the best that was found")                                                                          \
    X(MEMORY_LIMIT, "memory-limit", 0, SIZE, "BYTES", "", 0, 0, "4 GiB", "",                                                  \
      "use at most so much memory (\"512 MiB\")")                                                                                  \
    X(CONFIG_OUT, "config-out", 0, TEXT, "FILE", "", 0, 0, "", "solve mitigate", "write the (first) configuration to a file")      \
    X(PROOF, "proof", 0, TEXT, "FILE", "", 0, 0, "", "solve",                                                                      \
      "write a certificate that nothing valid is cheaper (or valid at all), which `mspec certify` checks")                         \
    X(COMPROMISE, "compromise", 0, TEXT, "NAME", "", 0, 0, "", "blast", "the component that an attacker takes over")               \
    X(EACH, "each", 0, FLAG, "", "", 0, 0, "", "blast", "a table of what falls with each component")                               \
    X(VULN, "vuln", 0, TEXT, "NAME", "", 0, 0, "", "mitigate", "a vulnerability that a specification or the catalogue declares")   \
    X(AFFECTS, "affects", 0, TEXT, "NAMES", "", 0, 0, "", "mitigate",                                                              \
      "components that have the vulnerability, besides those that it names: a,b.function")                                        \
    X(OSV, "osv", 0, TEXT, "PATH", "", 0, 0, "", "mitigate", "an advisory in the OSV format, or a folder of them")                 \
    X(CVE, "cve", 0, TEXT, "PATH", "", 0, 0, "", "mitigate", "a CVE record (JSON 5), or a folder of them")                         \
    X(SBOM, "sbom", 0, TEXT, "FILE", "", 0, 0, "", "mitigate",                                                                     \
      "what the image is made of (CycloneDX or SPDX, JSON): packages and their versions")                                         \
    X(DEPLOYED, "deployed", 'd', TEXT, "FILE", "", 0, 0, "", "mitigate",                                                           \
      "the configuration that is in use (default: no protection at all)")                                                         \
    X(TO, "to", 't', TEXT, "FORMAT", "", 0, 0, "", "export",                                                                      \
      "the format to write: flexos, unikraft, linux (each also -make), make, cmake, meson, systemd, json, dot, svg, smtlib, minizinc") \
    X(COMPILER, "compiler", 0, TEXT, "NAME", "", 0, 0, "", "export", "what the build is made with: gcc-12, clang-16")              \
    X(ARCH, "arch", 0, TEXT, "NAME", "", 0, 0, "", "export", "what the build is for: x86_64, arm64, …")                            \
    X(CPU, "cpu", 0, LIST, "FEATURE", "", 0, 0, "", "export", "a feature that every processor it runs on has; may be given several times") \
    X(OUTPUT, "output", 'o', TEXT, "FILE", "", 0, 0, "", "export extract init profile", "write to a file instead of standard output")                   \
    X(LIBRARY, "library", 0, LIST, "NAMES", "", 0, 0, "", "init",                                                                  \
      "components by name, with commas between them: app,net=C++ (a language behind `=`)")                                        \
    X(NAME, "name", 0, TEXT, "NAME", "", 0, 0, "", "init", "what the system is called (default: by the file or folder)")           \
    X(FORCE, "force", 0, FLAG, "", "", 0, 0, "", "init", "overwrite the file, if there is one")                                    \
    X(DEPFILE, "depfile", 0, TEXT, "FILE", "", 0, 0, "", "verify export",                                                            \
      "write down which files were read, for make or Ninja; needs --stamp, or --output")                                          \
    X(STAMP, "stamp", 0, TEXT, "FILE", "", 0, 0, "", "verify", "a file that is written when all is safe, and removed when not")    \
    X(STAGE, "stage", 0, CHOICE, "STAGE", "tree|model|problem", 0, 0, "tree", "dump", "which stage of the work to show")          \
    X(CHECK, "check", 0, FLAG, "", "", 0, 0, "", "fmt", "write nothing: name the files that are not formatted")                    \
    X(IN_PLACE, "in-place", 'i', FLAG, "", "", 0, 0, "", "fmt", "rewrite the files")                                               \
    X(KIND, "kind", 'k', CHOICE, "KIND", "language|hardening|isolation|mechanism|vulnerability", 0, 0, "", "catalog",             \
      "only entries of this kind")                                                                                                 \
    X(COMPONENT, "component", 0, LIST, "NAME=FILES", "", 0, 0, "", "extract init verify profile",                                       \
      "a component of these files: patterns with commas between them; may be given several times")                                 \
    X(MAP, "map", 0, TEXT, "FILE", "", 0, 0, "", "extract init verify profile",                                                         \
      "rules that say which component files belong to: lines of `PATTERN… = NAME`")                                                \
    X(CLAUSES, "clauses", 0, LIST, "FILE", "", 0, 0, "", "extract",                                                                \
      "clauses written by hand, which win: for every component, or in blocks `component NAME { … }`")                              \
    X(LANGUAGE, "language", 0, TEXT, "NAME", "", 0, 0, "", "extract init",                                                              \
      "what code without debug information is written in (default: Assembler)")                                                    \
    X(API, "api", 0, CHOICE, "WHICH", "used|all", 0, 0, "used", "extract", "exported symbols: those that others use, or all")      \
    X(DATA, "data", 0, CHOICE, "HOW", "region|variable", 0, 0, "region", "extract",                                                \
      "variables that cross are regions with pages of their own, or variables among others")                                       \
    X(CALLBACKS, "callbacks", 0, CHOICE, "HOW", "one|each", 0, 0, "one", "extract",                                                \
      "functions whose address is taken: one symbol for all of a component, or each by its name")                                  \
    X(COARSE, "coarse", 0, FLAG, "", "", 0, 0, "", "extract",                                                                       \
      "one symbol for all exported functions of a component, and one region for all of its variables")                             \
    X(FUNCTIONS, "functions", 0, FLAG, "", "", 0, 0, "", "extract", "a block for each function")                                   \
    X(GRANT_NEEDS, "grant-needs", 0, CHOICE, "WHOM", "none|users|all", 0, 0, "none", "extract",                                    \
      "variables that others use by name are granted, whatever else is required: to those users, or to all")                       \
    X(SYMVERS, "symvers", 0, TEXT, "FILE", "", 0, 0, "", "extract", "the Module.symvers of the kernel that modules belong to")     \
    X(UNIKRAFT, "unikraft", 0, FLAG, "", "", 0, 0, "", "extract", "the folders are source trees of Unikraft")                      \
    X(OBJECTS, "objects", 0, LIST, "PATH", "", 0, 0, "", "verify profile",                                                         \
      "what was built: object files, or folders of them")                                                                          \
    X(PERF, "perf", 0, TEXT, "FILE", "", 0, 0, "", "profile", "what `perf script` printed")                                        \
    X(FOLDED, "folded", 0, TEXT, "FILE", "", 0, 0, "", "profile", "folded stacks")                                                 \
    X(EVENTS, "events", 0, CHOICE, "WHAT", "samples|calls", 0, 0, "samples", "profile",                                            \
      "what was recorded: samples of time, or every call of the innermost function")                                               \
    X(SECONDS, "seconds", 0, TIME, "SECONDS", "", 0, 31536000, "", "profile", "how long was recorded (default: by the time stamps)") \
    X(FROM, "from", 0, CHOICE, "FORMAT", "json|flexos|unikraft|linux", 0, 0, "json", "verify",                                      \
      "what the configuration is: a deployed kraft.yaml or .config, which may be the last argument")                               \
    X(LINUX_CONFIG, "linux-config", 0, TEXT, "FILE", "", 0, 0, "", "verify",                                                       \
      "the .config of the kernel that was built: name every option that did not stick")                                            \
    X(TARGET, "target", 0, TEXT, "NAME", "", 0, 0, "", "check solve verify explain space export dump blast mitigate",              \
      "what is built: flexos, unikraft, linux, a target of the specification, or the file of one")                                 \
    X(CATALOG, "catalog", 0, TEXT, "FOLDER", "", 0, 0, "", "", "use this catalogue; an empty name is none at all")                 \
    X(COLOUR, "color", 0, CHOICE, "WHEN", "auto|always|never", 0, 0, "auto", "", "colours and underlines in the text")            \
    X(HELP, "help", 'h', FLAG, "", "", 0, 0, "", "", "explain the command, or a verb")                                             \
    X(VERSION, "version", 'V', FLAG, "", "", 0, 0, "", "", "print the version")

enum option_id {
#define X(id, ...) OPT_##id,
    MSPEC_OPTIONS(X)
#undef X
    OPT_COUNT
};

struct option_row {
    const char *name;
    char letter; /* 0 for none */
    enum option_kind kind;
    const char *argument, *choices;
    uint64_t least, most;
    const char *fallback, *verbs, *help;
};
const struct option_row *option_at(size_t index); /* NULL past the end */
bool option_is_for(const struct option_row *row, const char *verb);

struct options {
    struct {
        bool given;
        const char *text; /* as written, or the default */
        uint64_t count;   /* COUNT, SIZE */
        double seconds;   /* TIME */
        const char **items; /* LIST: as written, in order */
        size_t item_count;
    } values[OPT_COUNT];
};

/* Finds the verb (the first operand) without judging anything: NULL when there is none. */
const char *options_find_verb(int argc, char **argv);
/* Parses all arguments for a verb ("" when there is none): reports every mistake to the context. Operands, without the verb, are
 * left at the start of argv[1…]; *operands is their number. */
void options_parse(mspec_ctx *ctx, const char *verb, int argc, char **argv, struct options *out, size_t *operands);

static inline bool option_given(const struct options *o, enum option_id id) { return o->values[id].given; }
static inline const char *option_text(const struct options *o, enum option_id id) { return o->values[id].text; }

#endif
