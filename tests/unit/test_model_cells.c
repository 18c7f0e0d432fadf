#include "model_support.h"

/* The cells of the component `a` that are cut from `ring`, as "0 64 4096 8192". */
static void expect_cuts(const char *text, const char *expected)
{
    struct model *m = model_of(text);
    char cuts[500] = "";
    uint64_t last = 0;
    const struct form *form = &m->forms[m->components[model_find_component(m, "a")].first_form];
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &m->cells[i];
        assert_int_equal(cell->component, form->component);
        if (!cell->sized || strcmp(model_name(m, cell->name), "ring") != 0)
            continue;
        assert_int_equal(cell->from, last);
        assert_true(cell->to > cell->from);
        last = cell->to;
        sprintf(cuts + strlen(cuts), "%s%llu", cuts[0] ? " " : "", (unsigned long long)cell->from);
    }
    sprintf(cuts + strlen(cuts), " %llu", (unsigned long long)last);
    assert_string_equal(cuts, expected);
    drop(m);
}

#define RING(size, requires) LANGUAGES "component a { [Language] ::= C [Region] ::= (ring, SHARED, " size ") [Requires] ::= " requires " }\n"
#define WALL(granularity) "mechanism wall { [Boundary] ::= X(api) [Granularity] ::= " granularity " }\n"

static void regions_are_whole_without_ranges(void **state)
{
    (void)state;
    expect_cuts(RING("8 KiB", "X"), "0 8192");
    expect_cuts(RING("8 KiB", "X") WALL("4 KiB"), "0 8192");
}

static void ranges_cut(void **state)
{
    (void)state;
    expect_cuts(RING("8 KiB", "*(R, ring[0..64])"), "0 64 8192");
    expect_cuts(RING("8 KiB", "*(R, ring[0..64]), *(W, ring[32..128])"), "0 32 64 128 8192");
    expect_cuts(RING("8 KiB", "*(R, ring[0..8192])"), "0 8192");
    expect_cuts(RING("8 KiB", "*") "component b { [Language] ::= C [Memory Access] ::= R(a.ring[100..200]) }", "0 100 200 8192");
    expect_cuts(LANGUAGES "component a { [Language] ::= C [Region] ::= (ring, OWN, 64 B) [Memory Access] ::= R(ring[8..16]) }",
                "0 8 16 64");
}

static void blocks_cut_around_ranges(void **state)
{
    (void)state;
    expect_cuts(RING("16 KiB", "*(R, ring[64..4100])") WALL("4 KiB"), "0 64 4096 4100 8192 16384");
    expect_cuts(RING("16 KiB", "*(R, ring[0..4096])") WALL("4 KiB"), "0 4096 16384");
    expect_cuts(RING("16 KiB", "*(R, ring[0..100])") WALL("4 KiB") "mechanism tags { [Boundary] ::= X(api) [Granularity] ::= 16 B }",
                "0 96 100 112 4096 16384");
    expect_cuts(RING("100 B", "*(R, ring[0..10])") WALL("4 KiB"), "0 10 100");
    expect_cuts(RING("0x7fffffffffffffff", "*(R, ring[0..0x7ffffffffffffffe])") WALL("4 KiB"),
                "0 9223372036854771712 9223372036854775806 9223372036854775807");
}

static void every_variant_is_cut(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C variant one { [Region] ::= (ring, OWN, 64 B) }\n"
                                         "  variant two { [Region] ::= (ring, SHARED, 128 B) } variant three { } }\n"
                                         "component b { [Language] ::= C [Memory Access] ::= R(a.ring[0..8]) }\n");
    assert_int_equal(m->components[0].form_count, 3);
    assert_int_equal(m->forms[0].cell_count, 2 + 3);
    assert_int_equal(m->forms[1].cell_count, 2 + 3);
    assert_int_equal(m->forms[2].cell_count, 3);
    drop(m);
}

static void accesses_name_cells(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [Region] ::= (x, OWN, 64 B) (y, SHARED) [API] ::= (z, SYMB)\n"
                                         "  [Memory Access] ::= R(x[0..8], x, y) [Call] ::= X(z) }");
    const struct access *part = &m->forms[0].intent[0], *whole = &m->forms[0].intent[1], *unsized = &m->forms[0].intent[2],
                        *call = &m->forms[0].intent[3];
    const struct cell *first = &m->cells[0], *second = &m->cells[1], *y = &m->cells[2], *own = &m->cells[3], *symbol = &m->cells[5];
    assert_true(cell_is_named_by(first, part));
    assert_false(cell_is_named_by(second, part));
    assert_true(cell_is_named_by(first, whole) && cell_is_named_by(second, whole));
    assert_false(cell_is_named_by(y, whole) || cell_is_named_by(own, whole) || cell_is_named_by(symbol, whole));
    assert_true(cell_is_named_by(y, unsized));
    assert_true(cell_is_named_by(symbol, call));
    assert_false(cell_is_named_by(first, call));
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_are_whole_without_ranges), cmocka_unit_test(ranges_cut),
        cmocka_unit_test(blocks_cut_around_ranges),         cmocka_unit_test(every_variant_is_cut),
        cmocka_unit_test(accesses_name_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
