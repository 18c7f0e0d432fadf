/* The headings of the language and the blocks in which each may stand: one table for the parser, the model, `fmt` and the
 * documentation. */
#ifndef MSPEC_SYNTAX_HEADINGS_H
#define MSPEC_SYNTAX_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* identifier, text, blocks: C component, V variant, F function, L language, M mechanism, U vulnerability, S system, T target,
 * E a mechanism in a target */
#define MSPEC_HEADINGS(X)                                                                                                         \
    X(TITLE, "Title", "CVFLMUSTE")                                                                                                \
    X(SOURCE, "Source", "CVFLMUSTE")                                                                                              \
    X(LANGUAGE, "Language", "CV")                                                                                                 \
    X(MEMORY_ACCESS, "Memory Access", "CVFL")                                                                                     \
    X(CALL, "Call", "CVFL")                                                                                                       \
    X(API, "API", "CV")                                                                                                           \
    X(REQUIRES, "Requires", "CVFL")                                                                                               \
    X(REGION, "Region", "CV")                                                                                                     \
    X(PRE, "Pre", "CVF")                                                                                                          \
    X(POST, "Post", "CVF")                                                                                                        \
    X(ENSURES, "Ensures", "CVF")                                                                                                  \
    X(CONTRACTS, "Contracts", "CVFM")                                                                                             \
    X(SIZE, "Size", "CV")                                                                                                         \
    X(COST, "Cost", "CVM")                                                                                                        \
    X(ORIGIN, "Origin", "CV")                                                                                                     \
    X(HARDENED, "Hardened", "CV")                                                                                                 \
    X(APPLIES, "Applies", "M")                                                                                                    \
    X(TRANSFORM, "Transform", "MU")                                                                                               \
    X(ASSURANCE, "Assurance", "LM")                                                                                               \
    X(ASSUMES, "Assumes", "LM")                                                                                                   \
    X(NEEDS, "Needs", "M")                                                                                                        \
    X(CONFLICTS, "Conflicts", "M")                                                                                                \
    X(BOUNDARY, "Boundary", "MUE")                                                                                                \
    X(BOUNDARY_IN, "Boundary in", "MUE")                                                                                          \
    X(BOUNDARY_OUT, "Boundary out", "MUE")                                                                                        \
    X(WITHIN, "Within", "M")                                                                                                      \
    X(LIMIT, "Limit", "ME")                                                                                                       \
    X(GRANULARITY, "Granularity", "M")                                                                                            \
    X(GATE, "Gate", "M")                                                                                                          \
    X(DRIVER, "Driver", "E")                                                                                                      \
    X(KCONFIG, "Kconfig", "TE")                                                                                                   \
    X(FLAGS, "Flags", "E")                                                                                                        \
    X(FLAGS_OFF, "Flags off", "E")                                                                                                \
    X(KNOB, "Knob", "E")                                                                                                          \
    X(AFFECTS, "Affects", "U")                                                                                                    \
    X(PLATFORM, "Platform", "MS")                                                                                                 \
    X(COMPONENTS, "Components", "S")                                                                                              \
    X(MECHANISMS, "Mechanisms", "S")                                                                                              \
    X(STRATEGY, "Strategy", "S")                                                                                                  \
    X(VULNERABILITIES, "Vulnerabilities", "S")                                                                                    \
    X(HARDENING, "Hardening", "S")                                                                                                \
    X(PLACE_BY, "Place by", "S")                                                                                                  \
    X(PROTECT, "Protect", "S")                                                                                                    \
    X(FORBID, "Forbid", "S")                                                                                                      \
    X(EXCLUDE, "Exclude", "ST")                                                                                                   \
    X(USE, "Use", "S")                                                                                                            \
    X(TOGETHER, "Together", "ST")                                                                                                 \
    X(APART, "Apart", "S")                                                                                                        \
    X(PLACE, "Place", "S")                                                                                                        \
    X(CLOCK, "Clock", "S")                                                                                                        \
    X(PROFILE, "Profile", "S")                                                                                                    \
    X(BUDGET, "Budget", "S")                                                                                                      \
    X(MINIMISE, "Minimise", "S")

enum heading {
    HEADING_UNKNOWN,
#define X(id, text, blocks) HEADING_##id,
    MSPEC_HEADINGS(X)
#undef X
    HEADING_COUNT
};

const char *heading_text(enum heading h);                        /* "Memory Access"; "?" for unknown */
enum heading heading_find(const char *text, size_t length);      /* case and runs of blanks ignored; "Minimize" is "Minimise" too */
bool heading_allowed(enum heading h, char block_letter);

#endif
