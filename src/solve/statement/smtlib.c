#include "solve/statement/smtlib.h"

struct smtlib {
    const struct statement *st;
    struct text *out;
    bool in_words;
    int32_t reason; /* of the last comment */
};

static void put_variable(struct smtlib *w, uint32_t variable)
{
    if (!w->in_words) {
        text_printf(w->out, "v%u", variable);
        return;
    }
    text_puts(w->out, "|");
    statement_print_variable(w->st, variable, w->out);
    text_puts(w->out, "|");
}

static void put_literal(struct smtlib *w, literal l)
{
    if (l == LITERAL_TRUE || l == LITERAL_FALSE) {
        text_puts(w->out, l == LITERAL_TRUE ? "true" : "false");
        return;
    }
    text_puts(w->out, l < 0 ? "(not " : "");
    put_variable(w, (uint32_t)(l < 0 ? -l : l) - 1);
    text_puts(w->out, l < 0 ? ")" : "");
}

/* The literals of one sign, without it. */
static void put_some(struct smtlib *w, const int32_t *literals, size_t count, bool negative, const char *with, size_t some)
{
    if (some > 1)
        text_printf(w->out, "(%s", with);
    for (size_t i = 0; i < count; i++)
        if ((literals[i] < 0) == negative) {
            text_puts(w->out, some > 1 ? " " : "");
            put_literal(w, negative ? -literals[i] : literals[i]);
        }
    if (some > 1)
        text_puts(w->out, ")");
}

/* As an implication: what negated literals speak of leads to one of the others. */
static void put_clause(struct smtlib *w, const int32_t *literals, size_t count)
{
    size_t negative = 0, positive;
    for (size_t i = 0; i < count; i++)
        negative += literals[i] < 0;
    positive = count - negative;
    text_puts(w->out, negative == 0 ? "(assert " : positive == 0 ? "(assert (not " : "(assert (=> ");
    if (negative)
        put_some(w, literals, count, true, "and", negative);
    if (negative && positive)
        text_puts(w->out, " ");
    if (positive)
        put_some(w, literals, count, false, "or", positive);
    if (!count)
        text_puts(w->out, "false");
    text_puts(w->out, negative ? "))\n" : ")\n");
}

static void put_comment(struct smtlib *w, const struct reason *why)
{
    if (!w->in_words)
        return;
    text_puts(w->out, "; ");
    statement_print_reason(w->st, why, w->out);
    text_puts(w->out, "\n");
}

static void put_clauses(struct smtlib *w)
{
    struct clause_read clause;
    for (size_t at = 0; !w->out->failed && statement_next_clause(w->st, &at, &clause);) {
        if (clause.reason != w->reason)
            put_comment(w, &w->st->reasons.items[clause.reason]);
        w->reason = clause.reason;
        put_clause(w, clause.literals, clause.count);
    }
}

/* UNDIVIDED is an equivalence. */
static void put_equivalences(struct smtlib *w)
{
    const struct statement *st = w->st;
    for (uint32_t r = 1; r < st->routes.count; r++) {
        if (w->in_words) {
            text_puts(w->out, "; who goes with one goes with all that it goes with: ");
            statement_print_route(st, r, w->out);
            text_puts(w->out, "\n");
        }
        for (uint32_t c = 2; c < st->m->component_count; c++)
            for (uint32_t b = 1; b < c; b++)
                for (uint32_t a = 0; a < b && !w->out->failed; a++) {
                    literal ab = literal_undivided(st, a, b, r), bc = literal_undivided(st, b, c, r),
                            ac = literal_undivided(st, a, c, r);
                    put_clause(w, (int32_t[]){-ab, -bc, ac}, 3);
                    put_clause(w, (int32_t[]){-ab, -ac, bc}, 3);
                    put_clause(w, (int32_t[]){-ac, -bc, ab}, 3);
                }
    }
}

static void put_sum(struct smtlib *w, const struct sum *sum)
{
    const char *between = w->in_words ? "\n    " : " ";
    bool several = sum->count + (sum->offset != 0) > 1;
    text_puts(w->out, several ? "(+" : "");
    if (sum->offset != 0 || sum->count == 0) {
        text_puts(w->out, several ? between : "");
        int128_print(w->out, sum->offset);
    }
    for (size_t i = 0; i < sum->count; i++) {
        text_printf(w->out, "%s(ite ", several ? between : "");
        put_literal(w, sum->terms[i].of);
        text_puts(w->out, " ");
        int128_print(w->out, sum->terms[i].weight);
        text_puts(w->out, " 0)");
    }
    text_puts(w->out, several ? ")" : "");
}

static void put_limits(struct smtlib *w)
{
    for (size_t i = 0; i < w->st->limits.count; i++) {
        const struct sum *sum = &w->st->limits.items[i];
        put_comment(w, &sum->why);
        text_puts(w->out, "(assert (<= ");
        put_sum(w, sum);
        text_puts(w->out, " ");
        int128_print(w->out, sum->most);
        text_puts(w->out, "))\n");
    }
}

/* One number for the whole objective: each measure counts as much as all that come after it can come to. (Solvers have
 * lexicographic objectives too; but widespread versions of Z3 fix the components of the first level, and not its value,
 * before they go on to the second one.) */
static void put_objective(struct smtlib *w)
{
    const struct statement *st = w->st;
    text_puts(w->out, "(minimize ");
    for (size_t i = st->measures.count; i-- > 1;) {
        text_puts(w->out, "(+ (* ");
        int128_print(w->out, sum_largest(&st->measures.items[i]) + 1);
        text_puts(w->out, " ");
    }
    for (size_t i = 0; i < st->measures.count; i++) {
        text_puts(w->out, i ? ") " : "");
        text_puts(w->out, measure_name(st->measures.items[i].measure));
        text_puts(w->out, i ? ")" : "");
    }
    text_puts(w->out, ")\n");
}

static void put_measures(struct smtlib *w)
{
    static const char *const units[] = {[MEASURE_RUNTIME] = "percent of the run time",
                                        [MEASURE_COMPARTMENTS] = "compartments",
                                        [MEASURE_TRANSFORMATIONS] = "transformations",
                                        [MEASURE_MEMORY] = "bytes"};
    for (size_t i = 0; i < w->st->measures.count; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        const char *name = measure_name(sum->measure);
        if (w->in_words) {
            text_printf(w->out, "; %s, in units of ", name);
            int128_print(w->out, sum->unit.num);
            text_puts(w->out, "/");
            int128_print(w->out, sum->unit.den);
            text_printf(w->out, " %s\n", units[sum->measure]);
        }
        text_printf(w->out, "(define-fun %s () Int ", name);
        put_sum(w, sum);
        text_puts(w->out, ")\n");
    }
    if (w->in_words && w->st->measures.count > 1)
        text_puts(w->out, "; as one number: each counts as much as all that come after it can come to\n");
    put_objective(w);
}

static void put_questions(struct smtlib *w)
{
    const struct statement *st = w->st;
    text_puts(w->out, "\n(check-sat)\n");
    for (size_t i = 0; i < st->measures.count; i++)
        text_printf(w->out, "(get-value (%s))\n", measure_name(st->measures.items[i].measure));
    text_puts(w->out, "(get-value (true");
    for (uint32_t i = 0; i < st->variables.count; i++) {
        enum variable_kind kind = st->variables.items[i].kind;
        if (kind != VARIABLE_FORM && kind != VARIABLE_HARDENED && kind != VARIABLE_INSIDE && kind != VARIABLE_UNDIVIDED)
            continue;
        text_puts(w->out, "\n    ");
        put_variable(w, i);
    }
    text_puts(w->out, "))\n");
}

static void put_head(struct smtlib *w)
{
    const struct model *m = w->st->m;
    text_printf(
        w->out,
        "; The best safe configuration of `%s`, as a question to a solver that minimises: z3 FILE\n"
        ";\n"
        "; The least fixpoint of what components lose need not be computed: whatever is closed under its rules and breaks\n"
        "; nothing shows that the least one breaks nothing.\n"
        "; `all in M`: M divides the system; `a in M/N`: a is in a compartment of N inside one of M; `a and b undivided by "
        "M`:\n"
        "; no compartment of M has one of the two without the other.\n",
        m->system_name ? model_name(m, m->system_name) : "the system");
}

void smtlib_write(const struct statement *st, enum smtlib_reader reader, struct text *out)
{
    struct smtlib w = {st, out, reader == SMTLIB_FOR_PEOPLE, -1};
    if (w.in_words)
        put_head(&w);
    for (uint32_t i = 0; i < st->variables.count; i++) {
        text_puts(out, "(declare-const ");
        put_variable(&w, i);
        text_puts(out, " Bool)\n");
    }
    put_clauses(&w);
    put_equivalences(&w);
    put_limits(&w);
    put_measures(&w);
    if (w.in_words)
        put_questions(&w);
}
