#include "certificate.h"

#include <string.h>

#include "certify/check.h"
#include "certify/exhaust.h"
#include "certify/prove.h"
#include "export/export.h"
#include "import/config_json.h"
#include "model/build_target.h"
#include "syntax/syntax.h"
#include "verify/enumerate.h"

/* ---- reading ---- */

static mspec_status not_a_certificate(struct certificate *c, const char *name)
{
    const struct envelope *e = &c->envelope;
    if (!e->wrong)
        return MSPEC_ERROR_MEMORY;
    report(c->ctx, CODE_CERTIFICATE_GARBLED, (struct span){0}, "`%s` is no certificate: %s (at byte %zu)", name, e->wrong, e->wrong_at);
    return MSPEC_ERROR_INPUT;
}

static mspec_status load_sources(struct certificate *c)
{
    const struct envelope *e = &c->envelope;
    mspec_status status = MSPEC_OK;
    for (size_t i = 0; i < e->sources.count && status == MSPEC_OK; i++) {
        const struct envelope_source *s = &e->sources.items[i];
        char *name = arena_copy(&c->arena, s->name.bytes, s->name.length);
        if (!name)
            return MSPEC_ERROR_MEMORY;
        /* it holds all that it needs; what a hostile one would include is the reader's own files */
        status = syntax_load_alone(c->ctx, name, s->text.bytes, s->text.length);
    }
    if (status == MSPEC_OK)
        status = syntax_load_catalog(c->ctx);
    return status;
}

/* A target is looked for by its name; a path would make the reader's files part of what is proven. */
static bool is_path(const char *target)
{
    size_t length = strlen(target);
    return strchr(target, '/') || (length > 6 && strcmp(target + length - 6, ".mspec") == 0);
}

static bool copy_piece(struct certificate *c, struct piece piece, const char **out)
{
    *out = piece.bytes ? arena_copy(&c->arena, piece.bytes, piece.length) : NULL;
    return *out || !piece.bytes;
}

static mspec_status note_question(struct certificate *c)
{
    const struct envelope *e = &c->envelope;
    const char **budgets = arena_new_array(&c->arena, const char *, e->budgets.count), *target;
    if (!budgets || !copy_piece(c, e->system, &c->system) || !copy_piece(c, e->target, &target))
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < e->budgets.count; i++)
        if (!copy_piece(c, e->budgets.items[i], &budgets[i]))
            return MSPEC_ERROR_MEMORY;
    c->question = (struct model_question){.budgets = budgets, .budget_count = e->budgets.count};
    if (target && is_path(target)) {
        report(c->ctx, CODE_CERTIFICATE_GARBLED, (struct span){0}, "a certificate names its target, and no file");
        return MSPEC_ERROR_INPUT;
    }
    return target ? mspec_ctx_set_target(c->ctx, target) : MSPEC_OK;
}

bool certificate_holds_target(const struct certificate *c)
{
    const mspec_ctx *ctx = c->ctx;
    name_id name = ctx->target ? names_find(ctx->names, ctx->target, strlen(ctx->target)) : 0;
    for (size_t i = 0; name && i < ctx->sources.count; i++) {
        const struct source *s = ctx->sources.items[i];
        for (uint32_t k = 0; s->tree && s->origin == SOURCE_USER && k < s->tree->block_count; k++)
            if (s->tree->blocks[k].kind == BLOCK_TARGET && s->tree->blocks[k].name == name)
                return true;
    }
    return false;
}

mspec_status certificate_build(const struct certificate *c, mspec_ctx *ctx, struct model **out)
{
    struct model_question question = c->question;
    return model_build_asked(ctx, c->system, &question, out);
}

static mspec_status read_configuration(struct certificate *c)
{
    const struct envelope *e = &c->envelope;
    if (e->claims_none)
        return MSPEC_OK;
    mspec_status status = config_json_read_text(c->model, "configuration", e->configuration.bytes, e->configuration.length,
                                                &c->arena, &c->configuration);
    if (status == MSPEC_OK)
        status = judge(c->model, c->configuration, &c->judgement);
    c->judged = status == MSPEC_OK;
    return status;
}

mspec_status certificate_read(mspec_ctx *ctx, const char *name, const char *bytes, size_t length, struct certificate *out)
{
    *out = (struct certificate){.ctx = ctx};
    arena_init(&out->arena, &ctx->memory);
    if (!envelope_read(&out->envelope, &ctx->memory, bytes, length))
        return not_a_certificate(out, name);
    mspec_status status = note_question(out);
    if (status == MSPEC_OK)
        status = load_sources(out);
    if (status == MSPEC_OK)
        status = certificate_build(out, ctx, &out->model);
    return status == MSPEC_OK ? read_configuration(out) : status;
}

void certificate_fini(struct certificate *c)
{
    if (c->judged)
        judgement_fini(&c->judgement);
    model_free(c->model);
    if (c->ctx) {
        envelope_fini(&c->envelope, &c->ctx->memory);
        arena_fini(&c->arena);
    }
    *c = (struct certificate){0};
}

/* ---- checking ---- */

static mspec_status fails(struct certificate_checked *out, const char *why)
{
    out->verdict = CERTIFICATE_FAILS;
    out->wrong = why;
    return MSPEC_OK;
}

static bool is_permutation(struct certificate *c, bool *fits)
{
    const struct envelope *e = &c->envelope;
    uint32_t n = c->model->component_count;
    bool *seen = arena_new_array(&c->arena, bool, n);
    *fits = seen != NULL;
    if (!seen || e->order.count != n)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (e->order.items[i] >= n || seen[e->order.items[i]])
            return false;
        seen[e->order.items[i]] = true;
    }
    return true;
}

static mspec_status garbled(struct certificate *c, const struct check_result *r)
{
    report(c->ctx, CODE_CERTIFICATE_GARBLED, (struct span){0}, "the proof is none: %s (on line %zu of the certificate)", r->wrong,
           c->envelope.proof_line + r->line - 1);
    return MSPEC_ERROR_INPUT;
}

static mspec_status check_clauses(struct certificate *c, const struct measures *measures, struct certificate_checked *out)
{
    const struct envelope *e = &c->envelope;
    struct formula f;
    bool fits;
    if (!is_permutation(c, &fits))
        return fits ? fails(out, "its order is none of the components") : MSPEC_ERROR_MEMORY;
    mspec_status status = formula_init(&f, c->model, e->order.items);
    if (status == MSPEC_ERROR_LIMIT)
        return fails(out, f.uncovered);
    if (status != MSPEC_OK)
        return status;
    out->clauses = clauses_count(&f.clauses);
    out->variables = f.clauses.variables;
    if (e->clauses != out->clauses || e->variables != (uint64_t)out->variables) {
        formula_fini(&f);
        return fails(out, "its formula is of another size than that of this specification: the catalogue may be another, or the "
                          "version of mspec");
    }
    struct check_result r = check_proof(&f, measures, e->proof.bytes, e->proof.length);
    formula_fini(&f);
    out->steps = r.steps;
    switch (r.verdict) {
    case CHECK_HOLDS: return MSPEC_OK;
    case CHECK_NO_MEMORY: return MSPEC_ERROR_MEMORY;
    case CHECK_STOPPED: return MSPEC_ERROR_LIMIT;
    case CHECK_GARBLED: return garbled(c, &r);
    case CHECK_FAILS: break;
    }
    out->line = r.line ? e->proof_line + r.line - 1 : 0;
    return fails(out, r.wrong);
}

static mspec_status check_exhaustion(struct certificate *c, const struct measures *measures, struct certificate_checked *out)
{
    enum exhaust_verdict verdict;
    mspec_status status = exhaust(c->model, measures, &verdict, &out->steps);
    if (status == MSPEC_OK && verdict != EXHAUST_HOLDS)
        fails(out, verdict == EXHAUST_TOO_LARGE ? "its space is too large to be visited"
                   : measures                   ? "a valid configuration is cheaper"
                                                : "a configuration is valid");
    return status;
}

mspec_status certificate_check(struct certificate *c, struct certificate_checked *out)
{
    const struct measures *measures = c->configuration ? &c->judgement.measures : NULL;
    *out = (struct certificate_checked){.verdict = CERTIFICATE_HOLDS};
    if (measures && !c->judgement.valid)
        return fails(out, "its configuration is not valid");
    if (measures && measures->overflow)
        return fails(out, "what its configuration costs does not fit into the numbers that can be reckoned with");
    for (uint32_t i = 0; i < c->model->objective_count && measures; i++)
        if (!measures->known[c->model->objective[i]])
            return fails(out, "what its configuration costs is not known");
    return c->envelope.by_exhaustion ? check_exhaustion(c, measures, out) : check_clauses(c, measures, out);
}

/* ---- the same model ---- */

mspec_status certificate_same_model(const struct model *a, const struct model *b, bool *same)
{
    struct text one = {0}, other = {0};
    model_dump(a, &one);
    model_dump(b, &other);
    *same = one.length == other.length && (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
    bool failed = one.failed || other.failed;
    text_fini(&one);
    text_fini(&other);
    return failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

/* ---- writing ---- */

/* A file with what it includes left blank: those are files of their own here. */
static void put_source(const struct source *s, struct text *out)
{
    text_printf(out, "source %zu ", s->length);
    for (const char *at = s->name; *at; at++)
        text_append(out, *at == '\n' || *at == '\r' ? "?" : at, 1);
    text_puts(out, "\n");
    size_t first = out->length;
    text_append(out, s->bytes, s->length);
    for (uint32_t i = 0; i < s->tree->include_line_count && !out->failed; i++)
        memset(out->bytes + first + s->tree->include_lines[i].span.from, ' ',
               s->tree->include_lines[i].span.to - s->tree->include_lines[i].span.from);
    text_puts(out, "\n");
}

/* By its name. The file of one is among the sources, and what the name means is seen when the certificate is read again. */
static mspec_status put_target(mspec_ctx *ctx, struct text *out)
{
    const char *name = ctx->target;
    const struct block *block;
    if (!name)
        return MSPEC_OK;
    mspec_status status = is_path(name) ? target_load(ctx, name, &block) : MSPEC_OK;
    if (status == MSPEC_OK)
        text_printf(out, "target %s\n", is_path(name) ? names_text(ctx->names, block->name) : name);
    return status;
}

static mspec_status put_head(const struct certificate_request *r, bool by_exhaustion, struct text *out)
{
    const mspec_ctx *ctx = r->model->ctx;
    text_printf(out, "mspec-certificate 1\nclaim %s\nmethod %s\n", r->configuration ? "optimal" : "none",
                by_exhaustion ? "exhaustion" : "clauses");
    if (r->system)
        text_printf(out, "system %s\n", r->system);
    mspec_status status = put_target(r->model->ctx, out);
    if (status != MSPEC_OK)
        return status;
    for (size_t i = 0; i < r->budget_count; i++)
        text_printf(out, "budget %s\n", r->budgets[i]);
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *s = ctx->sources.items[i];
        if (s->origin == SOURCE_USER && s->tree && s->tree->block_count > 0)
            put_source(s, out);
    }
    if (!r->configuration)
        return MSPEC_OK;
    struct text json = {0};
    struct export_input input = {.model = r->model, .configuration = r->configuration, .judgement = r->judgement};
    status = export_json(&input, &json);
    if (status == MSPEC_OK) {
        text_printf(out, "configuration %zu\n", json.length);
        text_append(out, json.bytes, json.length);
        text_puts(out, "\n");
    }
    text_fini(&json);
    return status;
}

/* Reads the head again, as whoever checks will: into a context of its own. */
struct copy {
    mspec_ctx *ctx;
    struct certificate certificate;
};

static mspec_status read_again(const mspec_ctx *like, const struct text *bytes, struct copy *out)
{
    *out = (struct copy){0};
    const struct memory *m = &like->memory; /* it shares what is left */
    out->ctx = context_new((struct memory){.limit = !m->limit ? 0 : m->used < m->limit ? m->limit - m->used : 1});
    if (!out->ctx)
        return MSPEC_ERROR_MEMORY;
    out->ctx->progress = like->progress;
    out->ctx->progress_user = like->progress_user;
    mspec_status status = like->catalog ? mspec_ctx_set_catalog(out->ctx, like->catalog) : MSPEC_OK;
    if (status == MSPEC_OK)
        status = certificate_read(out->ctx, "certificate", bytes->bytes, bytes->length, &out->certificate);
    return status;
}

static void forget(struct copy *copy)
{
    certificate_fini(&copy->certificate);
    mspec_ctx_free(copy->ctx);
}

static mspec_status put_exhaustion(const struct certificate_request *r, struct text *out)
{
    mspec_status status = put_head(r, true, out);
    struct arena a;
    struct bigint size;
    uint64_t all;
    arena_init(&a, &r->model->ctx->memory);
    if (status == MSPEC_OK)
        status = space_size(r->model, &a, &size);
    if (status == MSPEC_OK && !(bigint_to_u64(size, &all) && all <= EXHAUST_MOST))
        status = MSPEC_ERROR_LIMIT;
    arena_fini(&a);
    text_puts(out, "proof\n");
    return status;
}

static mspec_status put_clauses(const struct certificate_request *r, struct copy *copy, struct text *out, const char **why,
                                bool *stopped)
{
    const struct certificate *c = &copy->certificate;
    struct text proof = {0};
    struct prove_result made;
    mspec_status status = prove(c->model, c->configuration, c->configuration ? &c->judgement.measures : NULL, r->time_limit, &copy->certificate.arena,
                                &made, &proof);
    if (status == MSPEC_OK && made.verdict != PROVE_DONE) {
        *why = made.verdict == PROVE_CHEAPER ? "no proof was found" : made.why;
        status = MSPEC_ERROR_LIMIT;
        *stopped = made.verdict == PROVE_STOPPED;
    }
    if (status == MSPEC_OK)
        status = put_head(r, false, out);
    if (status == MSPEC_OK) {
        text_puts(out, "order");
        for (uint32_t i = 0; i < c->model->component_count; i++)
            text_printf(out, " %u", made.order[i]);
        text_printf(out, "\nformula %d %zu\nproof\n", made.variables, made.clauses);
        text_append(out, proof.bytes ? proof.bytes : "", proof.length);
    }
    text_fini(&proof);
    return status;
}

/* The certificate by itself must say what was asked, and hold. */
static mspec_status confirm(const struct certificate_request *r, const struct text *bytes, const char **why)
{
    struct copy copy;
    struct certificate_checked checked;
    bool same = false;
    mspec_status status = read_again(r->model->ctx, bytes, &copy);
    if (status == MSPEC_OK)
        status = certificate_same_model(r->model, copy.certificate.model, &same);
    if (status == MSPEC_OK && !same) {
        *why = "what was asked is not what the specification by itself says";
        status = MSPEC_ERROR_LIMIT;
    }
    if (status == MSPEC_OK)
        status = certificate_check(&copy.certificate, &checked);
    if (status == MSPEC_OK && checked.verdict != CERTIFICATE_HOLDS)
        status = MSPEC_ERROR_INTERNAL;
    forget(&copy);
    return status;
}

mspec_status certificate_write(const struct certificate_request *request, struct text *out, const char **why)
{
    struct text head = {0}, whole = {0};
    struct copy copy = {0};
    bool stopped = false;
    *why = NULL;
    mspec_status status = put_head(request, true, &head);
    text_puts(&head, "proof\n");
    if (status == MSPEC_OK)
        status = read_again(request->model->ctx, &head, &copy);
    if (status == MSPEC_OK)
        status = put_clauses(request, &copy, &whole, why, &stopped);
    forget(&copy);
    text_fini(&head);
    if (status == MSPEC_ERROR_LIMIT && !stopped) { /* then by visiting all, where that can be */
        whole.length = 0;
        status = put_exhaustion(request, &whole);
    }
    if (status == MSPEC_OK && whole.failed)
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        status = confirm(request, &whole, why);
    if (status == MSPEC_OK)
        text_append(out, whole.bytes, whole.length);
    text_fini(&whole);
    return status;
}
