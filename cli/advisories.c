/* Reads advisories and the bill of materials, makes a question of each advisory, and has it answered. */
#include "cli/advisories.h"

#include <string.h>

#include "cli/advisory_board.h"
#include "diag/render.h"
#include "syntax/files.h"
#include "syntax/syntax.h"

/* ---- reading ---- */

#define LONGEST_SHOWN 200 /* bytes of a name or a title */

static bool make_safe(struct board *b, const char *text, const char **out)
{
    struct text t = {0};
    size_t length = text ? strlen(text) : 0;
    *out = NULL;
    if (!text)
        return true;
    render_safe(&t, text, length < LONGEST_SHOWN ? length : LONGEST_SHOWN);
    if (length > LONGEST_SHOWN)
        text_puts(&t, "…");
    *out = t.failed ? NULL : arena_copy(&b->c->arena, t.length ? t.bytes : "", t.length);
    text_fini(&t);
    return *out != NULL;
}

typedef mspec_status read_fn(const struct json_input *in, struct advisory *out);

static mspec_status read_one(struct board *b, const char *path, read_fn *read)
{
    struct json_input in;
    struct row row = {.file = path, .verdict = CONTAINMENT_UNKNOWN};
    mspec_status status = json_input_file(&in, b->c->ctx, &b->c->arena, path, ADVISORY_MAX);
    if (status == MSPEC_OK)
        status = read(&in, &row.advisory);
    json_input_fini(&in);
    if (status == MSPEC_ERROR_INPUT || status == MSPEC_ERROR_IO) {
        b->bad_input = true; /* the others are read all the same */
        return MSPEC_OK;
    }
    if (status == MSPEC_OK && (!make_safe(b, row.advisory.id, &row.id) || !make_safe(b, row.advisory.title, &row.title)))
        return MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && !vector_push(&b->c->ctx->memory, &b->rows, row))
        status = MSPEC_ERROR_MEMORY;
    return status;
}

static mspec_status read_all(struct board *b, enum option_id option, read_fn *read)
{
    const char *path = option_text(&b->c->options, option);
    struct path_list files = {0};
    if (!path)
        return MSPEC_OK;
    if (!files_is_folder(path))
        return read_one(b, path, read);
    b->is_folder = true;
    mspec_status status = files_search_ending(b->c->ctx, path, ".json", &files);
    if (status == MSPEC_OK && files.count == 0) {
        report(b->c->ctx, CODE_NO_ADVISORIES, (struct span){0}, "`%s` holds no file that ends in .json", path);
        status = MSPEC_ERROR_INPUT;
    }
    if (status == MSPEC_ERROR_INPUT || status == MSPEC_ERROR_IO) {
        b->bad_input = true;
        status = MSPEC_OK;
    }
    for (size_t i = 0; i < files.count && status == MSPEC_OK; i++)
        status = read_one(b, files.items[i], read);
    vector_free(&b->c->ctx->memory, &files);
    return status;
}

static mspec_status read_sbom(struct board *b)
{
    const char *path = option_text(&b->c->options, OPT_SBOM);
    struct json_input in;
    if (!path)
        return MSPEC_OK;
    mspec_status status = json_input_file(&in, b->c->ctx, &b->c->arena, path, SBOM_MAX);
    if (status == MSPEC_OK)
        status = sbom_read(&in, &b->sbom);
    json_input_fini(&in);
    b->has_sbom = status == MSPEC_OK;
    return status;
}

/* ---- from an advisory to a question ---- */

/* What the specifications declare under the advisory's name or one of its other names. */
static void add_declared(struct board *b, struct row *row, const char **entries, size_t *count)
{
    for (size_t i = 0; i <= row->advisory.alias_count; i++) {
        const char *name = i == 0 ? row->advisory.id : row->advisory.aliases[i - 1];
        if (vulnerability_is_declared(b->c->ctx, name, true)) {
            entries[(*count)++] = name;
            row->declared = true;
        }
    }
}

static bool make_question(struct board *b, struct row *row)
{
    const struct advisory *a = &row->advisory;
    struct arena *arena = &b->c->arena;
    const char **entries = arena_new_array(arena, const char *, a->weakness_count + a->alias_count + 1);
    const char **affects = arena_new_array(arena, const char *, row->matching.count);
    size_t count = 0, affected = 0;
    row->unknown = arena_new_array(arena, const char *, a->weakness_count);
    if (!entries || !affects || !row->unknown)
        return false;
    add_declared(b, row, entries, &count);
    for (size_t i = 0; i < a->weakness_count; i++) {
        if (vulnerability_is_declared(b->c->ctx, a->weaknesses[i], false))
            entries[count++] = a->weaknesses[i];
        else
            row->unknown[row->unknown_count++] = a->weaknesses[i];
    }
    /* Who declares it says whom it affects: that is how an advisory about a whole package is told to one part of it. */
    for (size_t i = 0; i < row->matching.count && !row->declared; i++)
        if (row->matching.items[i].affected != AFFECTED_NO)
            affects[affected++] = model_component_name(b->model, row->matching.items[i].component);
    row->asked = (struct asked_vulnerability){
        .name = row->declared ? entries[0] : a->id, .entries = entries, .entry_count = count, .affects = affects, .affect_count = affected};
    row->is_asked = count > 0 && (affected > 0 || row->declared);
    return true;
}

static const char *unknown_weaknesses(struct board *b, const struct row *row)
{
    struct text t = {0};
    for (size_t i = 0; i < row->unknown_count && i < 8; i++)
        text_printf(&t, "%s%s", t.length ? ", " : "", row->unknown[i]);
    const char *list = t.failed ? NULL : arena_copy(&b->c->arena, t.length ? t.bytes : "", t.length);
    text_fini(&t);
    return list;
}

/* What can be said without judging anything. */
static void answer_without_judging(struct board *b, struct row *row)
{
    const char *list = unknown_weaknesses(b, row);
    row->verdict = CONTAINMENT_UNKNOWN;
    if (!row->matching.any_affected) {
        row->why = row->matching.why;
        if (row->matching.ruled_out)
            row->verdict = NOT_APPLICABLE;
    } else if (row->advisory.weakness_count == 0) {
        row->why = "the advisory names no weakness: declare the vulnerability in a specification";
    } else {
        row->why = arena_printf(&b->c->arena, "the catalogue does not say what its weaknesses do (%s)", list ? list : "");
    }
}

/* Good news with a doubt about it is none. */
static void doubt(struct board *b, struct row *row)
{
    bool good = row->verdict == CONTAINED || row->verdict == NOT_APPLICABLE;
    if (good && row->advisory.doubt) {
        row->verdict = CONTAINMENT_UNKNOWN;
        row->why = row->advisory.doubt;
    } else if (row->advisory.withdrawn && !row->advisory.doubt && !row->declared) {
        row->verdict = NOT_APPLICABLE;
        row->why = row->advisory.withdrawn;
    } else if (row->verdict == CONTAINED && row->unknown_count > 0 && !row->declared) {
        const char *list = unknown_weaknesses(b, row);
        row->verdict = CONTAINMENT_UNKNOWN;
        row->why = arena_printf(&b->c->arena, "of its weaknesses the catalogue does not say what %s do%s", list ? list : "",
                                row->unknown_count == 1 ? "es" : "");
    }
}

static mspec_status answer(struct board *b, struct row *row, bool search, struct mitigation *m)
{
    *m = (struct mitigation){0};
    if (!match_advisory(b->model, &row->advisory, b->has_sbom ? &b->sbom : NULL, &b->c->arena, &row->matching) ||
        !make_question(b, row))
        return MSPEC_ERROR_MEMORY;
    if (!row->is_asked) {
        answer_without_judging(b, row);
        doubt(b, row);
        return MSPEC_OK;
    }
    mspec_status status =
        mitigation_find(b->c, b->request, option_text(&b->c->options, OPT_DEPLOYED), &row->asked, 1, search, m);
    if (status != MSPEC_OK)
        return status;
    row->verdict = m->verdict;
    row->why = m->why ? arena_copy(&b->c->arena, m->why, strlen(m->why)) : NULL;
    row->violations = m->judged ? m->judgement.violation_count : 0;
    doubt(b, row);
    m->verdict = row->verdict;
    m->why = row->why;
    return MSPEC_OK;
}

/* ---- the answer ---- */

/* Not contained is worse than unknown, and unknown worse than the rest. */
static enum containment worst(const struct board *b)
{
    enum containment verdict = NOT_APPLICABLE;
    for (size_t i = 0; i < b->rows.count; i++) {
        enum containment one = b->rows.items[i].verdict;
        if (one == NOT_CONTAINED || (one == CONTAINMENT_UNKNOWN && verdict != NOT_CONTAINED) ||
            (one == CONTAINED && verdict == NOT_APPLICABLE))
            verdict = one;
    }
    return verdict;
}

/* The verdict alone, where there is nothing to propose. */
static mspec_status say_verdicts(struct board *b)
{
    struct json_build build = {false};
    if (!b->c->json)
        return MSPEC_OK;
    json_t *root = command_json(b->c, &build);
    json_put(&build, root, "verdict", json_string(containment_name(worst(b))));
    json_put(&build, root, "change", json_array());
    json_put(&build, root, "advisories", advisory_rows_json(b, &build));
    return command_finish_json(b->c, &build, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status say_proposal(struct board *b, struct mitigation *m, struct asked_vulnerability *asked, size_t count,
                                 const char *name, const char *title)
{
    struct json_build build = {false};
    json_t *list = b->c->json ? advisory_rows_json(b, &build) : NULL;
    if (build.failed) {
        json_decref(list);
        return MSPEC_ERROR_MEMORY;
    }
    return mitigation_say(b->c, b->request, m, asked, count, name, title, list);
}

static mspec_status answer_one(struct board *b)
{
    struct row *row = &b->rows.items[0];
    struct mitigation m;
    mspec_status status = answer(b, row, true, &m);
    if (status == MSPEC_OK && !b->c->json && !advisory_say_matching(b, row))
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && row->is_asked) {
        status = say_proposal(b, &m, &row->asked, 1, b->c->json ? row->advisory.id : row->id,
                              b->c->json ? row->advisory.title : row->title);
    } else if (status == MSPEC_OK) {
        status = say_verdicts(b);
        if (!b->c->json) {
            text_printf(&b->c->out, "\n%s is %s: ", row->id, containment_name(row->verdict));
            render_safe(&b->c->out, row->why ? row->why : "", row->why ? strlen(row->why) : 0);
            text_puts(&b->c->out, "\n");
        }
    }
    mitigation_fini(&m);
    return status;
}

/* What contains all that are not contained, at once. */
static mspec_status propose_for_all(struct board *b)
{
    struct asked_vulnerability *asked = arena_new_array(&b->c->arena, struct asked_vulnerability, b->rows.count);
    size_t count = 0;
    const char *last = NULL;
    struct mitigation m;
    if (!asked)
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < b->rows.count; i++)
        if (b->rows.items[i].verdict == NOT_CONTAINED) {
            asked[count++] = b->rows.items[i].asked;
            last = b->c->json ? b->rows.items[i].advisory.id : b->rows.items[i].id;
        }
    if (count == 0)
        return say_verdicts(b);
    const char *name = count == 1 ? last : arena_printf(&b->c->arena, "Each of %zu advisories", count);
    mspec_status status = name ? mitigation_find(b->c, b->request, option_text(&b->c->options, OPT_DEPLOYED), asked, count, true, &m)
                               : MSPEC_ERROR_MEMORY;
    if (!name)
        return status;
    if (status == MSPEC_OK)
        status = say_proposal(b, &m, asked, count, name, NULL);
    mitigation_fini(&m);
    return status;
}

static mspec_status answer_all(struct board *b)
{
    for (size_t i = 0; i < b->rows.count; i++) {
        struct mitigation m;
        if (!context_go_on(b->c->ctx, b->rows.items[i].advisory.id))
            return MSPEC_ERROR_LIMIT;
        mspec_status status = answer(b, &b->rows.items[i], false, &m);
        mitigation_fini(&m);
        if (status != MSPEC_OK)
            return status;
    }
    if (!b->c->json && !advisory_say_table(b))
        return MSPEC_ERROR_MEMORY;
    return propose_for_all(b);
}

static mspec_status run(struct board *b)
{
    mspec_status status = model_build(b->c->ctx, b->request->system, &b->model);
    if (status == MSPEC_OK)
        status = read_sbom(b);
    if (status == MSPEC_OK)
        status = read_all(b, OPT_OSV, advisory_osv_read);
    if (status == MSPEC_OK)
        status = read_all(b, OPT_CVE, advisory_cve_read);
    if (status != MSPEC_OK || b->rows.count == 0)
        return status != MSPEC_OK ? status : MSPEC_ERROR_INPUT;
    return b->rows.count == 1 && !b->is_folder ? answer_one(b) : answer_all(b);
}

int mitigate_advisories(struct command *c, const struct pipeline_request *request)
{
    struct board b = {.c = c, .request = request};
    mspec_status status = run(&b);
    int result = status != MSPEC_OK ? command_failed(c, status)
                 : b.bad_input      ? EXIT_BAD_INPUT
                                    : mitigate_status(worst(&b));
    vector_free(&c->ctx->memory, &b.rows);
    model_free(b.model);
    return result;
}
