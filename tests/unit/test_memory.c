#include "unit.h"

#include "base/memory.h"

static void the_budget_counts_what_is_in_use(void **state)
{
    (void)state;
    struct memory m = {.limit = 100};
    char *block = memory_resize(&m, NULL, 0, 60);
    assert_non_null(block);
    assert_int_equal(m.used, 60);
    assert_null(memory_resize(&m, NULL, 0, 41));
    assert_true(m.exhausted);
    assert_int_equal(m.used, 60);
    m.exhausted = false;
    memset(block, 7, 60);
    block = memory_resize(&m, block, 60, 100);
    assert_non_null(block);
    assert_int_equal(block[59], 7);
    assert_int_equal(block[60], 0);
    assert_int_equal(block[99], 0);
    assert_null(memory_resize(&m, block, 100, 101));
    block = memory_resize(&m, block, 100, 10);
    assert_int_equal(m.used, 10);
    memory_release(&m, block, 10);
    memory_release(&m, NULL, 0);
    assert_int_equal(m.used, 0);
}

static void sizes_that_no_machine_has_are_refused(void **state)
{
    (void)state;
    struct memory m = {0};
    assert_null(memory_resize(&m, NULL, 0, SIZE_MAX));
    assert_true(m.exhausted);
    struct arena a;
    arena_init(&a, &m);
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_alloc(&a, SIZE_MAX - 20));
    assert_null(arena_alloc_array(&a, SIZE_MAX / 2, 3));
    assert_non_null(arena_alloc(&a, 1));
    arena_fini(&a);
    assert_int_equal(m.used, 0);
}

static void an_empty_block_is_a_block(void **state)
{
    (void)state;
    struct memory m = {0};
    void *block = memory_resize(&m, NULL, 0, 0);
    assert_non_null(block);
    block = memory_resize(&m, block, 0, 8);
    assert_int_equal(m.used, 8);
    memory_release(&m, block, 8);
    assert_int_equal(m.used, 0);
}

static void arenas_give_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct memory m = {0};
    struct arena a;
    arena_init(&a, &m);
    for (size_t size = 0; size < 9000; size = size * 2 + 1) {
        unsigned char *bytes = arena_alloc(&a, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xff, size);
    }
    assert_string_equal(arena_copy(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    assert_string_equal(arena_printf(&a, "%s:%d", "mpk", 2), "mpk:2");
    assert_true(m.used > 0);
    arena_fini(&a);
    assert_int_equal(m.used, 0);
    assert_non_null(arena_new(&a, int));
    arena_fini(&a);
}

static void large_items_leave_room_for_small_ones(void **state)
{
    (void)state;
    struct memory m = {0};
    struct arena a;
    arena_init(&a, &m);
    char *first = arena_alloc(&a, 16);
    assert_non_null(arena_alloc(&a, 5000000));
    char *second = arena_alloc(&a, 16);
    assert_ptr_equal(second, first + 16);
    arena_fini(&a);
}

static void near_the_limit_an_arena_takes_only_what_it_needs(void **state)
{
    (void)state;
    struct memory m = {.limit = 1000};
    struct arena a;
    arena_init(&a, &m);
    assert_non_null(arena_alloc(&a, 100));
    assert_non_null(arena_alloc(&a, 500));
    assert_false(m.exhausted);
    assert_null(arena_alloc(&a, 500));
    assert_true(m.exhausted);
    arena_fini(&a);
}

static void vectors_grow_and_survive_failure(void **state)
{
    (void)state;
    struct memory m = {0};
    struct {
        VECTOR(uint32_t);
    } v = {0};
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(vector_push(&m, &v, i * 3));
    assert_int_equal(v.count, 1000);
    assert_int_equal(v.items[999], 2997);
    m.limit = m.used;
    bool pushed = true;
    while (pushed)
        pushed = vector_push(&m, &v, 5);
    assert_int_equal(v.count, v.capacity);
    assert_int_equal(v.items[999], 2997);
    m.limit = 0;
    struct arena a;
    arena_init(&a, &m);
    uint32_t *copy = vector_to_arena(&a, &v);
    assert_int_equal(copy[999], 2997);
    arena_fini(&a);
    vector_free(&m, &v);
    vector_free(&m, &v);
    assert_int_equal(m.used, 0);
}

static void near_the_limit_a_vector_takes_only_what_it_needs(void **state)
{
    (void)state;
    struct memory m = {.limit = 9 * sizeof(uint64_t)};
    struct {
        VECTOR(uint64_t);
    } v = {0};
    for (uint64_t i = 0; i < 9; i++)
        assert_true(vector_push(&m, &v, i));
    assert_false(vector_push(&m, &v, 9));
    assert_int_equal(v.count, 9);
    vector_free(&m, &v);
}

static void a_test_can_make_any_allocation_fail(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 4; n++) {
        struct memory m = {.fail_after = n};
        struct arena a;
        arena_init(&a, &m);
        bool ok[3];
        for (int i = 0; i < 3; i++)
            ok[i] = arena_alloc(&a, 8) != NULL;
        /* the first takes two: the item, and the chunk behind it */
        assert_int_equal(ok[0], n > 2);
        assert_int_equal(ok[1], n != 3);
        assert_int_equal(ok[2], n != 4);
        assert_true(m.exhausted);
        arena_fini(&a);
        assert_int_equal(m.used, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_budget_counts_what_is_in_use),
        cmocka_unit_test(sizes_that_no_machine_has_are_refused),
        cmocka_unit_test(an_empty_block_is_a_block),
        cmocka_unit_test(arenas_give_zeroed_aligned_memory),
        cmocka_unit_test(large_items_leave_room_for_small_ones),
        cmocka_unit_test(near_the_limit_an_arena_takes_only_what_it_needs),
        cmocka_unit_test(vectors_grow_and_survive_failure),
        cmocka_unit_test(near_the_limit_a_vector_takes_only_what_it_needs),
        cmocka_unit_test(a_test_can_make_any_allocation_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
