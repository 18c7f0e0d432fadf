/* Booleans named in the user's words, and for each route an array that numbers compartments by their first members. Solvers
 * reckon with 31 bits: larger sums are split into digits, and several levels of the objective are minimised one after the
 * other where one number cannot hold them. */
#include "export/minizinc.h"

#include <stdio.h>
#include <string.h>

#define LARGEST ((int128)2000000000) /* that every solver can hold */
#define MOST_DIGITS 40

struct level { /* one number that is minimised: several digits where they fit in */
    char expression[200];
    int128 most;
};

struct minizinc {
    const struct statement *st;
    struct text *out;
    int32_t reason; /* of the last comment */
    struct level levels[MEASURE_COUNT * MOST_DIGITS];
    unsigned level_count;
};

/* Words as an identifier. Quoted ones would hold any words, and some drivers lose them on the way. */
static void put_identifier(struct minizinc *w, const struct text *words)
{
    w->out->failed |= words->failed;
    for (size_t i = 0; i < words->length && !words->failed; i++) {
        char c = words->bytes[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        text_append(w->out, plain ? &c : "_", 1);
    }
}

static void put_route(struct minizinc *w, uint32_t route)
{
    struct text words = {0};
    statement_print_route(w->st, route, &words);
    text_printf(w->out, "places%u_by_", route);
    put_identifier(w, &words);
    text_fini(&words);
}

static void put_literal(struct minizinc *w, literal l)
{
    if (l == LITERAL_TRUE || l == LITERAL_FALSE) {
        text_puts(w->out, l == LITERAL_TRUE ? "true" : "false");
        return;
    }
    uint32_t variable = (uint32_t)(l < 0 ? -l : l) - 1;
    struct text words = {0};
    statement_print_variable(w->st, variable, &words);
    text_printf(w->out, "%sv%u_", l < 0 ? "not " : "", variable);
    put_identifier(w, &words);
    text_fini(&words);
}

static void put_comment(struct minizinc *w, const struct reason *why)
{
    text_puts(w->out, "% ");
    statement_print_reason(w->st, why, w->out);
    text_puts(w->out, "\n");
}

/* ---- variables ---- */

static void put_places(struct minizinc *w)
{
    const struct statement *st = w->st;
    text_printf(w->out, "int: n = %u;\nset of int: components = 1..n;\n", st->m->component_count);
    if (st->routes.count > 1)
        text_puts(
            w->out,
            "\n% By each mechanism on each path: the number of the first component that is not divided from this one.\n"
            "predicate numbered(array[components] of var components: x) =\n"
            "    forall(c in components)(x[c] <= c /\\ x[x[c]] = x[c]);\n");
    for (uint32_t r = 1; r < st->routes.count; r++) {
        text_puts(w->out, "array[components] of var components: ");
        put_route(w, r);
        text_puts(w->out, ";\nconstraint numbered(");
        put_route(w, r);
        text_puts(w->out, ");\n");
    }
    text_puts(w->out, "\n");
}

static void put_variables(struct minizinc *w)
{
    const struct statement *st = w->st;
    for (uint32_t i = 0; i < st->variables.count && !w->out->failed; i++) {
        const struct variable *v = &st->variables.items[i];
        text_puts(w->out, "var bool: ");
        put_literal(w, (literal)i + 1);
        if (v->kind == VARIABLE_UNDIVIDED) {
            text_puts(w->out, " = (");
            put_route(w, v->c);
            text_printf(w->out, "[%u] = ", v->a + 1);
            put_route(w, v->c);
            text_printf(w->out, "[%u])", v->b + 1);
        }
        text_puts(w->out, ";\n");
    }
    text_puts(w->out, "\n");
}

/* ---- clauses ---- */

/* The literals of one sign, without it. */
static void put_some(struct minizinc *w, const int32_t *literals, size_t count, bool negative, const char *between)
{
    bool first = true;
    for (size_t i = 0; i < count; i++)
        if ((literals[i] < 0) == negative) {
            text_puts(w->out, first ? "" : between);
            put_literal(w, negative ? -literals[i] : literals[i]);
            first = false;
        }
}

static void put_clause(struct minizinc *w, const int32_t *literals, size_t count)
{
    size_t negative = 0;
    for (size_t i = 0; i < count; i++)
        negative += literals[i] < 0;
    text_puts(w->out, negative == count && count ? "constraint not (" : negative ? "constraint (" : "constraint ");
    put_some(w, literals, count, true, " /\\ ");
    text_puts(w->out, negative == count && count ? ")" : negative ? ") -> (" : "");
    put_some(w, literals, count, false, " \\/ ");
    text_puts(w->out, count == 0 ? "false;\n" : negative && negative < count ? ");\n" : ";\n");
}

static void put_clauses(struct minizinc *w)
{
    struct clause_read clause;
    for (size_t at = 0; !w->out->failed && statement_next_clause(w->st, &at, &clause);) {
        if (clause.reason != w->reason)
            put_comment(w, &w->st->reasons.items[clause.reason]);
        w->reason = clause.reason;
        put_clause(w, clause.literals, clause.count);
    }
}

/* ---- sums ---- */

/* The digit that the weights have there: base 0 takes them whole. */
static int128 digit_of(int128 value, int128 base, unsigned place)
{
    for (unsigned i = 0; i < place; i++)
        value /= base;
    return base ? value % base : value;
}

static int128 put_terms(struct minizinc *w, const struct sum *sum, int128 base, unsigned place)
{
    int128 all = digit_of(sum->offset, base, place);
    int128_print(w->out, all);
    for (size_t i = 0; i < sum->count; i++) {
        int128 weight = digit_of(sum->terms[i].weight, base, place);
        if (weight == 0)
            continue;
        text_puts(w->out, "\n    + ");
        int128_print(w->out, weight);
        text_puts(w->out, " * bool2int(");
        put_literal(w, sum->terms[i].of);
        text_puts(w->out, ")");
        all += weight;
    }
    return all;
}

static void put_domain(struct minizinc *w, int128 most, const char *name, int digit)
{
    text_puts(w->out, "var 0..");
    int128_print(w->out, most);
    text_printf(w->out, ": %s", name);
    if (digit >= 0)
        text_printf(w->out, "_%d", digit);
}

struct digits {  /* how a measure is written down */
    int128 base; /* 0: whole, in one variable */
    unsigned count;
    int128 most[MOST_DIGITS]; /* of each digit, the lowest first */
};

static struct digits digits_for(const struct sum *sum)
{
    struct digits d = {0, 1, {sum_largest(sum)}};
    if (d.most[0] <= LARGEST)
        return d;
    d.base = 1;
    while (d.base * 10 * ((int128)sum->count + 2) <= LARGEST)
        d.base *= 10;
    int128 rest = d.most[0];
    for (d.count = 0; rest > 0; rest /= d.base) {
        d.most[d.count++] = rest < d.base ? rest : d.base - 1;
        if (d.base == 1)
            break;
    }
    return d;
}

/* The measure as variables; what goes beyond a digit is carried over. */
static void put_measure(struct minizinc *w, const struct sum *sum, const struct digits *d)
{
    const char *name = measure_name(sum->measure);
    text_printf(w->out, "%% %s: 1 stands for ", name);
    int128_print(w->out, sum->unit.num);
    text_puts(w->out, "/");
    int128_print(w->out, sum->unit.den);
    text_printf(w->out, "%s\n",
                sum->measure == MEASURE_RUNTIME  ? " percent of the run time"
                : sum->measure == MEASURE_MEMORY ? " bytes"
                                                 : "");
    if (d->base == 0) {
        put_domain(w, d->most[0], name, -1);
        text_puts(w->out, " = ");
        put_terms(w, sum, 0, 0);
        text_puts(w->out, ";\n");
        return;
    }
    for (unsigned i = 0; i < d->count; i++) {
        put_domain(w, d->most[i], name, (int)i);
        text_puts(w->out, ";\n");
    }
    for (unsigned i = 0; i < d->count; i++) {
        if (i + 1 < d->count) {
            put_domain(w, (int128)sum->count + 1, "carried_", -1);
            text_printf(w->out, "%s_%u;\n", name, i);
        }
        text_puts(w->out, "constraint ");
        put_terms(w, sum, d->base, i);
        if (i > 0)
            text_printf(w->out, "\n    + carried_%s_%u", name, i - 1);
        text_printf(w->out, " = %s_%u", name, i);
        if (i + 1 < d->count) {
            text_printf(w->out, " + carried_%s_%u * ", name, i);
            int128_print(w->out, d->base);
        }
        text_puts(w->out, ";\n");
    }
}

/* name <= most, digit by digit: lower at one place, and not higher above. */
static void put_budget(struct minizinc *w, const struct sum *sum, const struct digits *d)
{
    const char *name = measure_name(sum->measure);
    put_comment(w, &sum->why);
    if (sum_largest(sum) <= sum->most)
        return;
    text_puts(w->out, "constraint ");
    if (sum->most < 0)
        text_puts(w->out, "false");
    else if (d->base == 0) {
        text_printf(w->out, "%s <= ", name);
        int128_print(w->out, sum->most);
    }
    for (unsigned i = d->count; d->base && sum->most >= 0 && i-- > 0;) {
        text_printf(w->out, "%s_%u < ", name, i);
        int128_print(w->out, digit_of(sum->most, d->base, i));
        text_printf(w->out, " \\/ (%s_%u = ", name, i);
        int128_print(w->out, digit_of(sum->most, d->base, i));
        text_puts(w->out, i ? " /\\ (" : ")");
    }
    for (unsigned i = 1; d->base && sum->most >= 0 && i < d->count; i++)
        text_puts(w->out, "))");
    text_puts(w->out, ";\n");
}

/* ---- the objective ---- */

static void add_level(struct minizinc *w, const char *name, int digit, int128 most)
{
    char expression[120];
    struct level *last = w->level_count ? &w->levels[w->level_count - 1] : NULL;
    if (digit < 0)
        snprintf(expression, sizeof expression, "%s", name);
    else
        snprintf(expression, sizeof expression, "%s_%d", name, digit);
    struct text joined = {0};
    if (last && (last->most + 1) * (most + 1) <= LARGEST) {
        text_printf(&joined, "(%s) * ", last->expression);
        int128_print(&joined, most + 1);
        text_printf(&joined, " + %s", expression);
    }
    if (joined.length && !joined.failed && joined.length < sizeof last->expression) {
        memcpy(last->expression, joined.bytes, joined.length);
        last->expression[joined.length] = '\0';
        last->most = (last->most + 1) * (most + 1) - 1;
    } else {
        struct level new = {.most = most};
        snprintf(new.expression, sizeof new.expression, "%s", expression);
        w->levels[w->level_count++] = new;
    }
    w->out->failed |= joined.failed;
    text_fini(&joined);
}

static void put_measures(struct minizinc *w)
{
    const struct statement *st = w->st;
    bool done[MEASURE_COUNT] = {false};
    for (size_t i = 0; i < st->measures.count; i++) {
        const struct sum *sum = &st->measures.items[i];
        struct digits d = digits_for(sum);
        done[sum->measure] = true;
        put_measure(w, sum, &d);
        for (unsigned k = d.count; k-- > 0;)
            add_level(w, measure_name(sum->measure), d.base ? (int)k : -1, d.most[k]);
    }
    for (size_t i = 0; i < st->limits.count; i++) {
        const struct sum *sum = &st->limits.items[i];
        if (sum->measure != MEASURE_COUNT) {
            struct digits d = digits_for(sum);
            if (!done[sum->measure])
                put_measure(w, sum, &d);
            put_budget(w, sum, &d);
            continue;
        }
        put_comment(w, &sum->why);
        text_puts(w->out, "constraint ");
        put_terms(w, sum, 0, 0);
        text_puts(w->out, " <= ");
        int128_print(w->out, sum->most);
        text_puts(w->out, ";\n");
    }
    text_puts(w->out, "\n");
}

static void put_search(struct minizinc *w)
{
    const struct statement *st = w->st;
    text_puts(w->out, "solve :: seq_search([");
    for (uint32_t r = 1; r < st->routes.count; r++) {
        text_puts(w->out, "int_search(");
        put_route(w, r);
        text_puts(w->out, ", input_order, indomain_min), ");
    }
    text_puts(w->out, "bool_search([");
    for (uint32_t i = 0; i < st->variables.count; i++) {
        enum variable_kind kind = st->variables.items[i].kind;
        if (kind == VARIABLE_UNDIVIDED)
            continue;
        put_literal(w, (literal)i + 1);
        text_puts(w->out, ", ");
    }
    text_puts(w->out, "true], input_order, indomain_min)])\n    minimize ");
}

static void put_objective(struct minizinc *w)
{
    if (w->level_count > 1)
        text_printf(w->out,
                    "%% The objective has %u levels, more than one number can hold. Minimise the first, then give what was "
                    "found as\n"
                    "%% -D \"level_1_is=…;\" to minimise the next, and so on.\n",
                    w->level_count);
    for (unsigned i = 0; i < w->level_count; i++) {
        text_puts(w->out, "var 0..");
        int128_print(w->out, w->levels[i].most);
        /* not as a definition: solvers' drivers are known to lose what a printed definition is made of */
        text_printf(w->out, ": level_%u;\nconstraint level_%u = %s;\n", i + 1, i + 1, w->levels[i].expression);
        if (i + 1 < w->level_count)
            text_printf(w->out,
                        "opt int: level_%u_is;\nconstraint if occurs(level_%u_is) then level_%u = deopt(level_%u_is) else "
                        "true endif;\n",
                        i + 1, i + 1, i + 1, i + 1);
    }
    put_search(w);
    for (unsigned i = 1; i < w->level_count; i++)
        text_printf(w->out, "%s absent(level_%u_is) then level_%u ", i == 1 ? "if" : "elseif", i, i);
    text_printf(w->out, w->level_count > 1 ? "else level_%u endif;\n" : "level_%u;\n", w->level_count);
}

/* ---- what is printed: a configuration as `mspec verify --config` reads it ---- */

static void put_list(struct minizinc *w, uint32_t component, bool paths)
{
    const struct statement *st = w->st;
    struct text names = {0}, those = {0}, *out = w->out;
    for (uint32_t i = 0; i < (paths ? st->routes.count - 1 : st->p->hardening_count); i++) {
        literal l = paths ? literal_inside(st, component, i + 1) : literal_hardened(st, component, i);
        if (l == LITERAL_FALSE)
            continue;
        uint32_t mechanism = paths ? st->routes.items[i + 1].mechanism : st->p->hardening[i];
        text_printf(&names, "\"%s\"%s", model_mechanism_name(st->m, mechanism), paths ? " ++ \":\" ++ show(fix(" : ", ");
        w->out = &names;
        if (paths) {
            put_route(w, i + 1);
            text_printf(&names, "[%u])), ", component + 1);
        }
        w->out = &those;
        put_literal(w, l);
        text_puts(&those, ", ");
        w->out = out;
    }
    text_printf(out, "chosen([%s], [%s])", names.length ? names.bytes : "", those.length ? those.bytes : "");
    out->failed |= names.failed || those.failed;
    text_fini(&names);
    text_fini(&those);
}

static void put_component(struct minizinc *w, uint32_t c)
{
    const struct model *m = w->st->m;
    const struct component *component = &m->components[c];
    text_printf(w->out, "    \"    \\\"%s\\\": {", model_component_name(m, c));
    if (component->form_count > 1) {
        text_puts(w->out, "\\\"variant\\\": \"");
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++) {
            text_puts(w->out, ", if fix(");
            put_literal(w, literal_form(w->st, f));
            text_printf(w->out, ") then \"\\\"%s\\\"\" else \"\" endif", model_name(m, m->forms[f].name));
        }
        text_puts(w->out, ", \", ");
    }
    text_puts(w->out, "\\\"hardening\\\": \", ");
    put_list(w, c, false);
    text_puts(w->out, ", \", \\\"path\\\": \", ");
    put_list(w, c, true);
    text_printf(w->out, ", \"}%s\\n\",\n", c + 1 < m->component_count ? "," : "");
}

static void put_output(struct minizinc *w)
{
    text_puts(w->out, "\nfunction string: chosen(array[int] of string: names, array[int] of var bool: those) =\n"
                      "    \"[\" ++ join(\", \", [\"\\\"\" ++ names[i] ++ \"\\\"\" | i in index_set(names) where "
                      "fix(those[i])]) ++ \"]\";\n"
                      "output [\"{\\\"cost\\\": {");
    for (unsigned i = 0; i < w->level_count; i++)
        text_printf(w->out, "%s\\\"level_%u\\\": \", show(level_%u), \"", i ? ", " : "", i + 1, i + 1);
    text_puts(w->out, "},\\n \\\"components\\\": {\\n\",\n");
    for (uint32_t c = 0; c < w->st->m->component_count; c++)
        put_component(w, c);
    text_puts(w->out, "    \" }}\\n\"];\n");
}

void minizinc_write(const struct statement *st, struct text *out)
{
    struct minizinc w = {.st = st, .out = out, .reason = -1};
    text_printf(
        out,
        "%% The best safe configuration of `%s`, as a MiniZinc model: minizinc --solver gecode FILE\n"
        "%%\n"
        "%% The least fixpoint of what components lose need not be computed: whatever is closed under its rules and breaks\n"
        "%% nothing shows that the least one breaks nothing. What is printed is a configuration as `mspec verify --config`\n"
        "%% reads it.\n"
        "%% `all_in_M`: M divides the system; `a_in_M_N`: a is in a compartment of N inside one of M; "
        "`a_and_b_undivided_by_M`:\n"
        "%% no compartment of M has one of the two without the other.\n\n",
        st->m->system_name ? model_name(st->m, st->m->system_name) : "the system");
    put_places(&w);
    put_variables(&w);
    put_clauses(&w);
    put_measures(&w);
    put_objective(&w);
    put_output(&w);
}
