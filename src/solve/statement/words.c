/* Variables and reasons in the user's words. */
#include "solve/statement/statement.h"

#include <string.h>

void int128_print(struct text *out, int128 value)
{
    char digits[48];
    size_t at = sizeof digits;
    bool negative = value < 0;
    do {
        int digit = (int)(value % 10);
        digits[--at] = (char)('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value != 0);
    if (negative)
        digits[--at] = '-';
    text_append(out, digits + at, sizeof digits - at);
}

static const char *name_of(const struct statement *st, uint32_t component)
{
    return model_component_name(st->m, component);
}

static const char *mechanism_of(const struct statement *st, uint32_t mechanism)
{
    return model_mechanism_name(st->m, mechanism);
}

void statement_print_route(const struct statement *st, uint32_t route, struct text *out)
{
    uint32_t steps[MAX_DEPTH + 1], count = 0;
    for (uint32_t r = route; r != 0; r = st->routes.items[r].parent)
        steps[count++] = st->routes.items[r].mechanism;
    while (count-- > 0)
        text_printf(out, "%s%s", mechanism_of(st, steps[count]), count ? "/" : "");
}

static void print_literal(const struct statement *st, literal l, struct text *out)
{
    if (l < 0)
        text_puts(out, "not ");
    statement_print_variable(st, (uint32_t)(l < 0 ? -l : l) - 1, out);
}

/* Components and routes, in this order, as far as the words ask for them: %a, %b; %r is route c. */
static void print_words(const struct statement *st, const struct variable *v, const char *words, struct text *out)
{
    for (const char *w = words; *w; w++) {
        if (*w != '%') {
            text_append(out, w, 1);
            continue;
        }
        switch (*++w) {
        case 'a':
            text_puts(out, v->a == NONE ? "all" : name_of(st, v->a));
            break;
        case 'b':
            text_puts(out, name_of(st, v->b));
            break;
        case 'm':
            text_puts(out, mechanism_of(st, v->b));
            break;
        case 'n':
            text_puts(out, mechanism_of(st, v->c));
            break;
        case 'q':
            statement_print_route(st, v->b, out);
            break;
        case 'o':
            text_puts(out, operation_leaf_name(v->kind == VARIABLE_LAPSED ? v->c : v->b));
            break;
        default:
            statement_print_route(st, v->c, out);
        }
    }
}

void statement_print_variable(const struct statement *st, uint32_t variable, struct text *out)
{
    static const char *const words[VARIABLE_KINDS] = {
        [VARIABLE_HARDENED] = "%a has %m",
        [VARIABLE_INSIDE] = "%a in %q",
        [VARIABLE_UNDIVIDED] = "%a and %b undivided by %r",
        [VARIABLE_WITHOUT] = "%a without %b in %r",
        [VARIABLE_STOPS] = "%a stopped before %b by %r",
        [VARIABLE_NEIGHBOURS] = "%a and %b never divided by %n",
        [VARIABLE_JUMPS] = "%a jumps anywhere",
        [VARIABLE_LOOSE] = "%a unbounded",
        [VARIABLE_OVERWRITTEN] = "%a overwritten",
        [VARIABLE_OVERWRITES] = "%a overwrites %b",
        [VARIABLE_EXCEEDS] = "%a exceeds its %o",
        [VARIABLE_TAKEN] = "%a taken over",
        [VARIABLE_LAPSED] = "grant to %a lapsed, %o on ",
        [VARIABLE_EQUAL] = "%a and %b in one place",
        [VARIABLE_FIRST] = "%a first in its place",
        [VARIABLE_OPENS] = "%a opens %q",
        [VARIABLE_BESIDE] = "%a and %b side by side in %r",
        [VARIABLE_COUNTED] = "%a first with %m",
        [VARIABLE_BELOW] = "%a opens %r beside %b",
        [VARIABLE_GATE] = "%a and %b cross as much as %n",
    };
    const struct variable *v = &st->variables.items[variable];
    if (v->kind == VARIABLE_FORM) {
        text_printf(out, "%s is %s", name_of(st, st->m->forms[v->a].component), model_name(st->m, st->m->forms[v->a].name));
        return;
    }
    if (v->kind == VARIABLE_PRESENT) {
        text_printf(out, "%s somewhere",
                    v->b ? model_name(st->m, st->m->languages[v->a].name) : model_mechanism_name(st->m, v->a));
        return;
    }
    if (v->kind == VARIABLE_BOTH) {
        print_literal(st, (literal)v->a, out);
        text_puts(out, " + ");
        print_literal(st, (literal)v->b, out);
        return;
    }
    print_words(st, v, words[v->kind], out);
    if (v->kind == VARIABLE_LAPSED)
        text_printf(out, "cell %u", v->b);
    if (v->kind == VARIABLE_STOPS)
        text_printf(out, " (%u)", v->d);
}

/* ---- reasons ---- */

static void print_span(const struct statement *st, struct span span, struct text *out)
{
    mspec_location at = source_locate(st->m->ctx, span);
    if (span.source && at.file)
        text_printf(out, " (%s:%u)", at.file, (unsigned)at.line);
}

static void print_cell(const struct statement *st, uint32_t cell, struct text *out)
{
    if (cell != NONE)
        model_print_cell(st->m, &st->m->cells[cell], out);
}

static void print_rule(const struct statement *st, const struct reason *why, const char *what, struct text *out)
{
    text_printf(out, "%s: %s", what, why->mechanism == NONE ? "" : mechanism_of(st, why->mechanism));
    if (why->a != NONE)
        text_printf(out, "%s%s%s%s", why->mechanism == NONE ? "" : " on ", name_of(st, why->a), why->b == NONE ? "" : ", ",
                    why->b == NONE ? "" : name_of(st, why->b));
}

static void print_access(const struct statement *st, const struct reason *why, const char *what, struct text *out)
{
    text_printf(out, "%s: %s, %s on ", what, name_of(st, why->a), operation_set_name(why->ops));
    print_cell(st, why->cell, out);
    if (why->cell == NONE)
        text_printf(out, "%s, which lacks it", name_of(st, why->b));
}

void statement_print_reason(const struct statement *st, const struct reason *why, struct text *out)
{
    static const char *const headings[] = {
        [REASON_NEEDS] = "[Needs]",  [REASON_CONFLICTS] = "[Conflicts]", [REASON_FORBID] = "[Forbid]",
        [REASON_USE] = "[Use]",      [REASON_PLACE] = "[Place]",         [REASON_TOGETHER] = "[Together]",
        [REASON_APART] = "[Apart]",  [REASON_EXCLUDE] = "[Exclude]",     [REASON_LIMIT] = "[Limit]",
        [REASON_BUDGET] = "[Budget]"};
    switch (why->kind) {
    case REASON_CHOICE:
        text_puts(out, "what may be chosen for components");
        break;
    case REASON_PLACES:
        text_puts(out, "how mechanisms divide the system");
        break;
    case REASON_DEFINITION:
        text_puts(out, "by definition");
        break;
    case REASON_JUMP:
        print_access(st, why, "no bound without control", out);
        break;
    case REASON_SELF:
        print_access(st, why, "it may overwrite itself", out);
        break;
    case REASON_OVERWRITE:
        print_access(st, why, "it may overwrite another", out);
        break;
    case REASON_EXCEED:
        print_access(st, why, "a vulnerability exceeds the intent", out);
        break;
    case REASON_LAPSE:
        if (why->cell != NONE)
            print_access(st, why, "a grant lapses", out);
        else
            text_puts(out, "who is taken over is overwritten");
        break;
    case REASON_REQUIREMENT:
        print_access(st, why, "[Requires]", out);
        break;
    case REASON_NEED:
        print_access(st, why, "a need", out);
        break;
    case REASON_COST:
        text_puts(out, "what crossings cost");
        break;
    default:
        print_rule(st, why, headings[why->kind], out);
    }
    print_span(st, why->span, out);
}
