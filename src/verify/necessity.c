#include "verify/necessity.h"

#include "verify/desk.h"

struct inquiry {
    const struct model *m;
    struct desk *desk;
    struct configuration *whole;      /* with numbers that no two compartments share, wherever they stand */
    struct compartments compartments; /* of the whole */
    struct judgement judged;          /* the whole, judged */
    struct arena scratch;             /* for one thing taken out */
    struct necessities *out;
    struct {
        VECTOR(struct necessity);
    } list;
};

static const struct compartment *at(const struct inquiry *q, uint32_t place)
{
    return &q->compartments.tree.items[place];
}

static bool is_inside(const struct inquiry *q, uint32_t component, uint32_t place)
{
    uint32_t here = q->compartments.place_of[component];
    while (here != place && here != 0)
        here = at(q, here)->parent;
    return here == place;
}

/* ---- what is new ---- */

static bool same_violation(const struct violation *a, const struct violation *b)
{
    return a->from == b->from && a->cell == b->cell && a->ops == b->ops && a->range_to == b->range_to &&
           a->lapsed == b->lapsed;
}

static bool same_problem(const struct problem_found *a, const struct problem_found *b)
{
    return a->kind == b->kind && a->component == b->component && a->other == b->other && a->mechanism == b->mechanism &&
           a->span.source == b->span.source && a->span.from == b->span.from;
}

static bool keep_new_violations(struct inquiry *q, const struct judgement *without, struct necessity *n)
{
    n->violations = arena_new_array(&q->out->arena, struct violation, without->violation_count);
    for (size_t i = 0; n->violations && i < without->violation_count; i++) {
        bool known = false;
        for (size_t k = 0; k < q->judged.violation_count && !known; k++)
            known = same_violation(&without->violations[i], &q->judged.violations[k]);
        if (!known)
            n->violations[n->violation_count++] = without->violations[i];
    }
    return n->violations != NULL;
}

static bool keep_new_problems(struct inquiry *q, const struct judgement *without, struct necessity *n)
{
    n->problems = arena_new_array(&q->out->arena, struct problem_found, without->problem_count);
    for (size_t i = 0; n->problems && i < without->problem_count; i++) {
        struct problem_found problem = without->problems[i];
        bool known = problem.kind == PROBLEM_SPACE;
        for (size_t k = 0; k < q->judged.problem_count && !known; k++)
            known = same_problem(&problem, &q->judged.problems[k]);
        if (known)
            continue;
        problem.text = arena_copy(&q->out->arena, problem.text, strlen(problem.text));
        if (!problem.text)
            return false;
        n->problems[n->problem_count++] = problem;
    }
    return n->problems != NULL;
}

static mspec_status judge_without(struct inquiry *q, const struct configuration *rest, struct necessity n)
{
    struct judgement without;
    if (!context_go_on(q->m->ctx, NULL))
        return MSPEC_ERROR_LIMIT;
    mspec_status status = desk_judge(q->desk, rest, &without);
    if (status != MSPEC_OK)
        return status;
    if (!keep_new_violations(q, &without, &n) || !keep_new_problems(q, &without, &n))
        status = MSPEC_ERROR_MEMORY;
    n.measures = without.measures;
    n.needed = n.violation_count > 0 || n.problem_count > 0 || without.violations_left_out != q->judged.violations_left_out;
    judgement_fini(&without);
    if (status == MSPEC_OK && !vector_push(&q->m->ctx->memory, &q->list, n))
        status = MSPEC_ERROR_MEMORY;
    return status;
}

/* ---- hardening ---- */

static void drop_hardening(struct choice *choice, uint32_t mechanism)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < choice->hardening_count; i++)
        if (choice->hardening[i] != mechanism)
            choice->hardening[kept++] = choice->hardening[i];
    choice->hardening_count = kept;
}

static mspec_status without_hardening(struct inquiry *q, uint32_t component, uint32_t mechanism)
{
    struct configuration *rest = configuration_copy(&q->scratch, q->whole);
    struct necessity n = {.kind = NECESSITY_HARDENING, .mechanism = mechanism};
    n.members = arena_new_array(&q->out->arena, uint32_t, q->whole->count);
    if (!rest || !n.members)
        return MSPEC_ERROR_MEMORY;
    bool together = q->m->hardening == HARDENING_PER_COMPARTMENT;
    for (uint32_t c = 0; c < rest->count; c++)
        if (c == component || (together && q->compartments.group_of[c] == q->compartments.group_of[component])) {
            drop_hardening(&rest->choices[c], mechanism);
            n.members[n.member_count++] = c;
        }
    return judge_without(q, rest, n);
}

static mspec_status all_hardening(struct inquiry *q)
{
    for (uint32_t c = 0; c < q->whole->count; c++) {
        bool first = q->compartments.first_of[q->compartments.group_of[c]] == c;
        if (q->m->hardening == HARDENING_PER_COMPARTMENT && !first)
            continue;
        for (uint32_t i = 0; i < q->whole->choices[c].hardening_count; i++) {
            mspec_status status = without_hardening(q, c, q->whole->choices[c].hardening[i]);
            arena_fini(&q->scratch);
            if (status != MSPEC_OK)
                return status;
        }
    }
    return MSPEC_OK;
}

/* ---- compartments and boundaries ---- */

static uint32_t level_of(const struct inquiry *q, uint32_t place)
{
    uint32_t level = 0;
    for (place = at(q, place)->parent; place != 0; place = at(q, place)->parent)
        level++;
    return level;
}

static void drop_level(struct choice *choice, uint32_t level)
{
    choice->depth--;
    for (uint32_t i = level; i < choice->depth; i++)
        choice->path[i] = choice->path[i + 1];
}

static bool has(const struct choice *choice, uint32_t mechanism)
{
    return ids_have(choice->hardening, choice->hardening_count, mechanism);
}

/* Where hardening is chosen per compartment, those who have come to be in one place have what any of them had. */
static bool share_hardening(struct inquiry *q, struct configuration *rest)
{
    struct compartments now = {0};
    struct memory *memory = &q->m->ctx->memory;
    if (q->m->hardening != HARDENING_PER_COMPARTMENT)
        return true;
    if (!compartments_init(&now, &q->scratch, rest->count) || !compartments_build(&now, memory, rest)) {
        compartments_fini(&now, memory);
        return false;
    }
    bool fits = true;
    for (uint32_t group = 0; group < now.group_count && fits; group++) {
        uint32_t *all = arena_new_array(&q->scratch, uint32_t, q->m->mechanism_count), count = 0;
        for (uint32_t h = 0; all && h < q->m->mechanism_count; h++)
            for (uint32_t c = 0; c < rest->count; c++)
                if (now.group_of[c] == group && has(&rest->choices[c], h)) {
                    all[count++] = h;
                    break;
                }
        for (uint32_t c = 0; c < rest->count; c++)
            if (now.group_of[c] == group) {
                rest->choices[c].hardening = all;
                rest->choices[c].hardening_count = count;
            }
        fits = all != NULL;
    }
    compartments_fini(&now, memory);
    return fits;
}

static mspec_status judge_moved(struct inquiry *q, struct configuration *rest, struct necessity n)
{
    return share_hardening(q, rest) ? judge_without(q, rest, n) : MSPEC_ERROR_MEMORY;
}

static mspec_status without_compartment(struct inquiry *q, uint32_t place)
{
    struct configuration *rest = configuration_copy(&q->scratch, q->whole);
    struct necessity n = {.kind = NECESSITY_COMPARTMENT, .mechanism = at(q, place)->placement.mechanism};
    n.members = arena_new_array(&q->out->arena, uint32_t, at(q, place)->members);
    if (!rest || !n.members)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t c = 0; c < rest->count; c++)
        if (is_inside(q, c, place)) {
            drop_level(&rest->choices[c], level_of(q, place));
            n.members[n.member_count++] = c;
        }
    return judge_moved(q, rest, n);
}

static uint32_t count_siblings(const struct inquiry *q, uint32_t parent, uint32_t mechanism)
{
    uint32_t count = 0;
    for (uint32_t child = at(q, parent)->first_child; child != NONE; child = at(q, child)->next_sibling)
        count += at(q, child)->placement.mechanism == mechanism;
    return count;
}

static mspec_status without_boundary(struct inquiry *q, uint32_t one, uint32_t other)
{
    struct configuration *rest = configuration_copy(&q->scratch, q->whole);
    struct necessity n = {.kind = NECESSITY_BOUNDARY, .mechanism = at(q, one)->placement.mechanism};
    n.members = arena_new_array(&q->out->arena, uint32_t, at(q, one)->members);
    n.others = arena_new_array(&q->out->arena, uint32_t, at(q, other)->members);
    if (!rest || !n.members || !n.others)
        return MSPEC_ERROR_MEMORY;
    bool dissolve = count_siblings(q, at(q, one)->parent, n.mechanism) == 2;
    uint32_t level = level_of(q, one);
    for (uint32_t c = 0; c < rest->count; c++) {
        bool in_one = is_inside(q, c, one), in_other = is_inside(q, c, other);
        if (in_one)
            n.members[n.member_count++] = c;
        if (in_other)
            n.others[n.other_count++] = c;
        if (dissolve && (in_one || in_other))
            drop_level(&rest->choices[c], level);
        else if (in_other)
            rest->choices[c].path[level] = at(q, one)->placement;
    }
    return judge_moved(q, rest, n);
}

static mspec_status all_boundaries(struct inquiry *q)
{
    for (uint32_t place = 1; place < q->compartments.tree.count; place++) {
        const struct mechanism *mechanism = &q->m->mechanisms[at(q, place)->placement.mechanism];
        mspec_status status = MSPEC_OK;
        if (mechanism->is_directed)
            status = without_compartment(q, place);
        arena_fini(&q->scratch);
        /* Siblings stand in the tree in the order in which components first meet them. */
        for (uint32_t other = place + 1; other < q->compartments.tree.count && !mechanism->is_directed; other++) {
            if (status != MSPEC_OK)
                return status;
            if (at(q, other)->parent == at(q, place)->parent &&
                at(q, other)->placement.mechanism == at(q, place)->placement.mechanism)
                status = without_boundary(q, place, other);
            arena_fini(&q->scratch);
        }
        if (status != MSPEC_OK)
            return status;
    }
    return MSPEC_OK;
}

/* ---- the inquiry ---- */

/* Numbers every compartment by its place in the tree, so that those who move never fall together with strangers. */
static bool number_places(struct inquiry *q)
{
    struct memory *memory = &q->m->ctx->memory;
    if (!compartments_build(&q->compartments, memory, q->whole))
        return false;
    for (uint32_t c = 0; c < q->whole->count; c++) {
        struct choice *choice = &q->whole->choices[c];
        uint32_t place = q->compartments.place_of[c];
        for (uint32_t level = choice->depth; level-- > 0; place = at(q, place)->parent)
            choice->path[level].number = place;
    }
    return compartments_build(&q->compartments, memory, q->whole);
}

mspec_status necessity_find(const struct model *m, const struct configuration *c, struct necessities *out)
{
    struct memory *memory = &m->ctx->memory;
    struct inquiry q = {.m = m, .out = out};
    struct arena own;
    *out = (struct necessities){0};
    arena_init(&out->arena, memory);
    arena_init(&q.scratch, memory);
    arena_init(&own, memory);
    mspec_status status = desk_new(m, &q.desk);
    if (status == MSPEC_OK)
        status = desk_judge(q.desk, c, &q.judged);
    bool has_judged = status == MSPEC_OK;
    if (status == MSPEC_OK && (!(q.whole = configuration_copy(&own, c)) ||
                               !compartments_init(&q.compartments, &own, c->count) || !number_places(&q)))
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        status = all_hardening(&q);
    if (status == MSPEC_OK)
        status = all_boundaries(&q);
    if (status == MSPEC_OK && !(out->items = vector_to_arena(&out->arena, &q.list)))
        status = MSPEC_ERROR_MEMORY;
    out->count = q.list.count;
    vector_free(memory, &q.list);
    compartments_fini(&q.compartments, memory);
    if (has_judged)
        judgement_fini(&q.judged);
    desk_free(q.desk);
    arena_fini(&own);
    arena_fini(&q.scratch);
    if (status != MSPEC_OK)
        necessities_fini(out);
    return status;
}

void necessities_fini(struct necessities *n)
{
    arena_fini(&n->arena);
    *n = (struct necessities){0};
}
