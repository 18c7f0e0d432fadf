/* The judge: puts a configuration on the desk, works out what passes and what is reached, and asks the four questions whose
 * answers make a configuration valid. */
#include "verify/boundary.h"
#include "verify/findings.h"
#include "verify/fixpoint.h"
#include "verify/measure.h"
#include "verify/violations.h"

/* Everything that the questions are about. */
static bool work_out(struct desk *d, const struct configuration *c, bool record)
{
    d->record = record;
    if (!desk_put(d, c))
        return false;
    boundary_note_passes(d);
    return fixpoint_run(d);
}

mspec_status desk_judge_quickly(struct desk *d, const struct configuration *c, unsigned *flags, struct measures *measures)
{
    if (!work_out(d, c, false))
        return MSPEC_ERROR_MEMORY;
    struct measures costs;
    measures_work_out(d, &costs);
    struct findings needs = {0}, space = {0}, keeps = {0};
    findings_of_needs(d, &needs);
    findings_of_space(d, &space);
    findings_of_constraints(d, &costs, &keeps);
    *flags = (violations_none(d) ? JUDGED_SAFE : 0u) | (needs.any ? 0u : JUDGED_WORKS) | (space.any ? 0u : JUDGED_SPACE) |
             (keeps.any ? 0u : JUDGED_KEEPS);
    if (measures)
        *measures = costs;
    return MSPEC_OK;
}

/* The lists of the judgement, copied into its arena. */
struct lists {
    struct violation_list violations;
    struct findings findings;
};

static bool fill_in(struct desk *d, struct judgement *j, struct lists *lists)
{
    struct findings *f = &lists->findings;
    f->arena = &j->arena;
    measures_work_out(d, &j->measures);
    findings_of_needs(d, f);
    j->works = !f->any;
    f->any = false;
    findings_of_space(d, f);
    j->in_space = !f->any;
    f->any = false;
    findings_of_constraints(d, &j->measures, f);
    j->keeps = !f->any;
    if (f->failed || !violations_collect(d, &lists->violations))
        return false;
    j->safe = lists->violations.count == 0;
    j->valid = j->safe && j->works && j->in_space && j->keeps;
    j->violations = vector_to_arena(&j->arena, &lists->violations);
    j->violation_count = lists->violations.count;
    j->violations_left_out = lists->violations.left_out;
    j->problems = vector_to_arena(&j->arena, &f->list);
    j->problem_count = f->list.count;
    j->causes = vector_to_arena(&j->arena, &d->causes);
    j->cause_count = d->causes.count;
    return j->violations && j->problems && j->causes;
}

mspec_status desk_judge(struct desk *d, const struct configuration *c, struct judgement *out)
{
    struct memory *memory = &d->m->ctx->memory;
    struct lists lists = {0};
    *out = (struct judgement){0};
    arena_init(&out->arena, memory);
    bool done = work_out(d, c, true) && fill_in(d, out, &lists);
    vector_free(memory, &lists.violations);
    vector_free(memory, &lists.findings.list);
    if (!done) {
        arena_fini(&out->arena);
        *out = (struct judgement){0};
        return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

mspec_status judge(const struct model *m, const struct configuration *c, struct judgement *out)
{
    struct desk *d;
    mspec_status status = desk_new(m, &d);
    if (status == MSPEC_OK)
        status = desk_judge(d, c, out);
    desk_free(d);
    return status;
}

mspec_status judge_quickly(const struct model *m, const struct configuration *c, unsigned *flags, struct measures *measures)
{
    struct desk *d;
    mspec_status status = desk_new(m, &d);
    if (status == MSPEC_OK)
        status = desk_judge_quickly(d, c, flags, measures);
    desk_free(d);
    return status;
}

void judgement_fini(struct judgement *j)
{
    arena_fini(&j->arena);
    *j = (struct judgement){0};
}
