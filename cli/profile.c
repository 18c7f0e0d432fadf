/* profile: the clause [Profile] from what was recorded. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/built.h"
#include "cli/output.h"
#include "extract/profile.h"
#include "syntax/format.h"

struct profiled {
    struct function_owners owners;
    struct profile profile;
    double seconds; /* 0: rates are not known */
};

static const char *component_name(const struct profiled *p, uint32_t component)
{
    return names_text(p->owners.ctx->names, p->owners.components.items[component]);
}

static double percent_of(const struct profiled *p, uint64_t weight)
{
    return p->profile.total ? 100.0 * (double)weight / (double)p->profile.total : 0;
}

/* Shares to a tenth of a percent; never more than what was measured all together. */
static double rounded(double percent)
{
    return floor(percent * 10) / 10;
}

/* Rates are rounded up: a crossing is never forgotten. */
static double rate_of(const struct profiled *p, const struct profile_rate *r)
{
    return ceil((double)r->count / p->seconds);
}

static void write_clause(const struct profiled *p, struct text *out)
{
    struct text value = {0};
    for (uint32_t k = 0; k < p->owners.components.count; k++)
        text_printf(&value, "%s(%s,\x02%g%%)", value.length ? "\x01" : "", component_name(p, k),
                    rounded(percent_of(p, p->profile.shares[k])));
    for (size_t k = 0; p->seconds > 0 && k < p->profile.rates.count; k++) {
        const struct profile_rate *r = &p->profile.rates.items[k];
        text_printf(&value, "\x01(%s\x02->\x02%s,\x02%.0f /s)", component_name(p, r->a), component_name(p, r->b),
                    rate_of(p, r));
    }
    text_puts(out, "[Profile] ::= ");
    if (value.length && !value.failed)
        format_wrap(value.bytes, value.length, 14, 14, out);
    text_puts(out, "\n");
    out->failed |= value.failed;
    text_fini(&value);
}

static int write_json(struct command *c, const struct profiled *p, const char *clause)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b), *shares = json_object(), *rates = json_array();
    for (uint32_t k = 0; k < p->owners.components.count; k++)
        json_put(&b, shares, component_name(p, k), json_real(rounded(percent_of(p, p->profile.shares[k]))));
    for (size_t k = 0; p->seconds > 0 && k < p->profile.rates.count; k++) {
        json_t *one = json_object();
        json_put(&b, one, "between", json_string(component_name(p, p->profile.rates.items[k].a)));
        json_put(&b, one, "and", json_string(component_name(p, p->profile.rates.items[k].b)));
        json_put(&b, one, "per_second", json_real(rate_of(p, &p->profile.rates.items[k])));
        json_add(&b, rates, one);
    }
    json_put(&b, root, "shares", shares);
    json_put(&b, root, "unknown", json_real(percent_of(p, p->profile.unknown)));
    json_put(&b, root, "rates", p->seconds > 0 ? rates : json_null());
    if (!(p->seconds > 0))
        json_decref(rates);
    json_put(&b, root, "samples", json_integer((json_int_t)p->profile.samples));
    json_put(&b, root, "clause", json_string(clause));
    return command_finish_json(c, &b, root, EXIT_YES);
}

static int finish(struct command *c, struct profiled *p)
{
    const struct options *o = &c->options;
    const char *path = option_text(o, OPT_OUTPUT);
    struct text text = {0};
    p->seconds = !p->profile.has_rates                ? 0
                 : option_given(o, OPT_SECONDS)       ? o->values[OPT_SECONDS].seconds
                                                      : p->profile.seconds;
    write_clause(p, &text);
    if (p->profile.unknown)
        report_hint(report(c->ctx, CODE_SAMPLES_UNKNOWN, (struct span){0}, "%.1f %% of the profile belongs to no component",
                           percent_of(p, p->profile.unknown)),
                    "`--objects` says which functions a component has");
    int result = EXIT_YES;
    if (text.failed)
        result = command_failed(c, MSPEC_ERROR_MEMORY);
    else if (path && !output_file(c->ctx, path, text.bytes, text.length))
        result = command_failed(c, MSPEC_ERROR_IO);
    else if (c->json)
        result = write_json(c, p, text.bytes);
    else if (!path)
        text_append(&c->out, text.bytes, text.length);
    text_fini(&text);
    return result;
}

static mspec_status read_owners(struct command *c, struct profiled *p)
{
    const struct options *o = &c->options;
    mspec_status status = c->operand_count ? pipeline_read(c->ctx, c->operands, c->operand_count) : MSPEC_OK;
    if (status == MSPEC_OK && !function_owners_add_specifications(&p->owners))
        status = MSPEC_ERROR_MEMORY;
    if (status != MSPEC_OK || (!option_given(o, OPT_OBJECTS) && !option_given(o, OPT_COMPONENT)))
        return status;
    struct extract_request request = built_request(o);
    request.functions = request.only_objects = true;
    struct extraction x;
    status = extract_run(c->ctx, &request, &x);
    if (status == MSPEC_OK && !function_owners_add_objects(&p->owners, &x))
        status = MSPEC_ERROR_MEMORY;
    extract_fini(&x);
    return status;
}

int run_profile(struct command *c)
{
    const struct options *o = &c->options;
    bool perf = option_given(o, OPT_PERF), folded = option_given(o, OPT_FOLDED);
    if (perf == folded) {
        report_hint(report(c->ctx, perf ? CODE_OPTION_CONFLICT : CODE_MISSING_FILE, (struct span){0},
                           perf ? "`--perf` and `--folded` exclude each other" : "`profile` needs a profile"),
                    "either `--perf perf.txt` or `--folded stacks.txt`");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    if (!c->operand_count && !option_given(o, OPT_OBJECTS) && !option_given(o, OPT_COMPONENT)) {
        report_hint(report(c->ctx, CODE_MISSING_FILE, (struct span){0}, "`profile` needs to know the components"),
                    "give specifications, or `--objects build/`");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    struct profiled p = {0};
    function_owners_init(&p.owners, c->ctx);
    mspec_status status = read_owners(c, &p);
    bool calls = strcmp(option_text(o, OPT_EVENTS), "calls") == 0;
    if (status == MSPEC_OK)
        status = profile_read(&p.owners, option_text(o, perf ? OPT_PERF : OPT_FOLDED), perf ? PROFILE_PERF : PROFILE_FOLDED,
                              calls, &p.profile);
    int result = status == MSPEC_OK ? finish(c, &p) : command_failed(c, status);
    profile_fini(&p.owners, &p.profile);
    function_owners_fini(&p.owners);
    return result;
}
