/* Cells: what capabilities can be on. A sized region is cut into atoms at every range that a clause mentions, and at the
 * block edges around each such cut for every granularity: what is proportional to the clauses, and not to the bytes. */
#include "model/build.h"

#include <stdlib.h>

/* A byte at which a region of a form is cut. */
struct cut {
    uint32_t form;
    name_id region;
    uint64_t at;
};

struct cutting {
    struct builder *b;
    struct {
        VECTOR(struct cut);
    } cuts;
    struct {
        VECTOR(uint64_t);
    } blocks; /* granularities, each once */
    struct {
        VECTOR(struct cell);
    } cells;
};

static bool collect_blocks(struct cutting *c)
{
    const struct model *m = c->b->m;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        bool known = m->mechanisms[i].granularity <= 1; /* every byte is on an edge */
        for (size_t k = 0; k < c->blocks.count; k++)
            known |= c->blocks.items[k] == m->mechanisms[i].granularity;
        if (!known && !vector_push(&c->b->ctx->memory, &c->blocks, m->mechanisms[i].granularity))
            return false;
    }
    return true;
}

static bool cut(struct cutting *c, uint32_t form, name_id region, uint64_t at)
{
    struct memory *memory = &c->b->ctx->memory;
    if (!vector_push(memory, &c->cuts, ((struct cut){form, region, at})))
        return false;
    for (size_t i = 0; i < c->blocks.count; i++) {
        uint64_t block = c->blocks.items[i], edge = at & ~(block - 1);
        if (edge == at)
            continue;
        if (!vector_push(memory, &c->cuts, ((struct cut){form, region, edge})) ||
            (edge <= UINT64_MAX - block && !vector_push(memory, &c->cuts, ((struct cut){form, region, edge + block}))))
            return false;
    }
    return true;
}

static bool cut_range(struct cutting *c, uint32_t form, const struct access *access)
{
    return cut(c, form, access->name, access->from) && cut(c, form, access->name, access->to);
}

static bool collect_cuts(struct cutting *c)
{
    const struct model *m = c->b->m;
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct form *form = &m->forms[f];
        for (uint32_t i = 0; i < form->grant_count; i++)
            if (form->grants[i].what.has_range && !cut_range(c, f, &form->grants[i].what))
                return false;
        for (uint32_t i = 0; i < form->intent_count; i++) {
            const struct access *access = &form->intent[i];
            if (!access->has_range)
                continue;
            uint32_t owner = access->component == NONE ? form->component : access->component;
            const struct component *target = &m->components[owner];
            for (uint32_t k = 0; k < target->form_count; k++)
                if (!cut_range(c, target->first_form + k, access))
                    return false;
        }
    }
    return true;
}

static int compare_cuts(const void *a, const void *b)
{
    const struct cut *x = a, *y = b;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->region != y->region)
        return x->region < y->region ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The first cut of a region of a form. */
static size_t find_cuts(const struct cutting *c, uint32_t form, name_id region)
{
    size_t low = 0, high = c->cuts.count;
    struct cut wanted = {form, region, 0};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_cuts(&c->cuts.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool push(struct cutting *c, struct cell cell)
{
    if (c->cells.count >= UINT32_MAX - 3) {
        c->b->ctx->memory.exhausted = true;
        return false;
    }
    return vector_push(&c->b->ctx->memory, &c->cells, cell);
}

static bool push_region(struct cutting *c, struct cell cell, const struct draft_region *region)
{
    cell.class = region->shared ? CELL_SHARED : CELL_OWN;
    cell.name = region->name;
    cell.sized = region->sized;
    cell.is_variable = region->exported;
    if (!region->sized)
        return push(c, cell);
    for (size_t i = find_cuts(c, cell.form, region->name); i < c->cuts.count; i++) {
        const struct cut *cut = &c->cuts.items[i];
        if (cut->form != cell.form || cut->region != region->name || cut->at >= region->size)
            break;
        if (cut->at == cell.from)
            continue;
        cell.to = cut->at;
        if (!push(c, cell))
            return false;
        cell.from = cut->at;
    }
    cell.to = region->size;
    return push(c, cell);
}

static bool push_plain(struct cutting *c, struct cell cell, enum cell_class class, name_id name)
{
    cell.class = class;
    cell.name = name;
    return push(c, cell);
}

/* What stands in a form. A vault that names its regions has no rest; a function of a split component has its stack alone. */
static bool push_form(struct cutting *c, uint32_t form_id)
{
    struct builder *b = c->b;
    struct form *form = &b->m->forms[form_id];
    const struct system_unit *unit = &b->units[b->unit_of_component[form->component]];
    const struct draft_form *draft = b->draft_of_form[form_id];
    bool is_function = unit->split && !form->is_vault;
    struct cell cell = {.component = form->component, .form = form_id};
    form->first_cell = (uint32_t)c->cells.count;
    for (uint32_t i = 0; !is_function && i < draft->region_count; i++)
        if (!push_region(c, cell, &draft->regions[i]))
            return false;
    bool names_regions = false;
    for (uint32_t i = 0; i < draft->region_count; i++)
        names_regions |= !draft->regions[i].exported;
    if (!form->is_vault || !names_regions)
        if (!push_plain(c, cell, CELL_OWN, 0) || !push_plain(c, cell, CELL_SHARED, 0))
            return false;
    for (uint32_t i = 0; !unit->split && i < draft->symbol_count; i++)
        if (!push_plain(c, cell, CELL_SYMBOL, draft->symbols[i].name))
            return false;
    if (is_function) {
        const struct draft_function *function = &unit->draft->functions[form->component - unit->first - 1];
        if (!push_plain(c, cell, CELL_SYMBOL, function->name))
            return false;
    }
    if (!form->is_vault && !push_plain(c, cell, CELL_CODE, 0))
        return false;
    form->cell_count = (uint32_t)c->cells.count - form->first_cell;
    return true;
}

/* ---- by name ---- */

struct named_cell {
    uint32_t component;
    name_id name;
    uint32_t id;
};

static int compare_named(const void *a, const void *b)
{
    const struct named_cell *x = a, *y = b;
    if (x->component != y->component)
        return x->component < y->component ? -1 : 1;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Thousands of components name thousands of targets: who looks for one must not go through all cells of its owner. */
static bool index_names(struct builder *b)
{
    struct model *m = b->m;
    struct named_cell *named = arena_new_array(&b->scratch, struct named_cell, m->cell_count);
    m->named_cells = arena_new_array(&m->arena, uint32_t, m->cell_count);
    if (!named || !m->named_cells)
        return false;
    for (uint32_t i = 0; i < m->cell_count; i++)
        if (m->cells[i].name)
            named[m->named_cell_count++] = (struct named_cell){m->cells[i].component, m->cells[i].name, i};
    if (m->named_cell_count)
        qsort(named, m->named_cell_count, sizeof *named, compare_named);
    for (uint32_t i = 0; i < m->named_cell_count; i++)
        m->named_cells[i] = named[i].id;
    return true;
}

static bool is_before(const struct cell *cell, uint32_t component, name_id name)
{
    return cell->component != component ? cell->component < component : cell->name < name;
}

const uint32_t *model_cells_named(const struct model *m, uint32_t component, name_id name, uint32_t *count)
{
    uint32_t low = 0, high = m->named_cell_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_before(&m->cells[m->named_cells[middle]], component, name))
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t end = low;
    while (end < m->named_cell_count && m->cells[m->named_cells[end]].component == component &&
           m->cells[m->named_cells[end]].name == name)
        end++;
    *count = end - low;
    return m->named_cells + low;
}

bool cells_build(struct builder *b)
{
    struct cutting c = {.b = b};
    struct model *m = b->m;
    bool fine = collect_blocks(&c) && collect_cuts(&c);
    if (fine && c.cuts.count)
        qsort(c.cuts.items, c.cuts.count, sizeof *c.cuts.items, compare_cuts);
    for (uint32_t f = 0; fine && f < m->form_count; f++)
        fine = push_form(&c, f);
    if (fine) {
        m->cells = vector_to_arena(&m->arena, &c.cells);
        m->cell_count = (uint32_t)c.cells.count;
        fine = m->cells != NULL && index_names(b);
    }
    vector_free(&b->ctx->memory, &c.cuts);
    vector_free(&b->ctx->memory, &c.blocks);
    vector_free(&b->ctx->memory, &c.cells);
    return fine;
}
