/* space: how many configurations there are. */
#include <string.h>

#include "cli/progress.h"
#include "cli/report.h"
#include "solve/cases.h"

static const struct {
    const char *key, *help;
} rows[] = {
    {"all", "in the space, before limits and constraints"},
    {"safe", "violate no requirement"},
    {"valid", "work too, and keep all limits and constraints"},
    {"minimal", "valid, and derive from no other valid one"},
    {"optimal", "valid, and of least cost"},
};

#define ROWS (sizeof rows / sizeof *rows)
enum { ALL, SAFE, VALID, MINIMAL, OPTIMAL };

struct numbers {
    const char *digits[ROWS]; /* in the command's arena; NULL: not known */
};

/* One goal by itself may be in reach where counting everything is not. */
static mspec_status count_goal(const struct pipeline *p, enum engine_goal goal, double seconds, struct arena *a,
                               struct numbers *out)
{
    struct engine_request request = {.goal = goal, .keep = goal == GOAL_ALL ? 1 : 0, .time_limit = seconds};
    struct engine_result found;
    mspec_status status = engine_run(p->engine, p->model, &request, &found);
    if (status != MSPEC_OK)
        return status;
    if (found.complete) {
        const char *digits =
            goal == GOAL_ALL ? bigint_to_text(a, found.total) : arena_printf(a, "%zu", found.count);
        out->digits[goal == GOAL_ALL ? OPTIMAL : MINIMAL] = digits;
        status = digits ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    engine_result_fini(&found);
    return status;
}

static mspec_status numbers_of(const struct pipeline *p, double seconds, struct arena *a, struct numbers *out)
{
    const struct engine_result *found = &p->found;
    const struct bigint values[ROWS] = {p->space, found->safe, found->valid, found->minimal, found->optimal};
    *out = (struct numbers){0};
    for (size_t i = 0; i < ROWS; i++) {
        bool known = i == ALL ? p->space_known : p->complete;
        if (known && !(out->digits[i] = bigint_to_text(a, values[i])))
            return MSPEC_ERROR_MEMORY;
    }
    if (p->complete || progress_interrupted())
        return MSPEC_OK;
    mspec_status status = count_goal(p, GOAL_ALL, seconds, a, out);
    return status == MSPEC_OK ? count_goal(p, GOAL_MINIMAL, seconds, a, out) : status;
}

static mspec_status write_json(struct command *c, const struct pipeline *p, const struct numbers *n)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b);
    for (size_t i = 0; i < ROWS; i++) {
        if (n->digits[i])
            json_put(&b, root, rows[i].key, json_string(n->digits[i]));
    }
    json_put(&b, root, "complete", json_boolean(p->complete));
    if (!p->complete)
        json_put(&b, root, "why_incomplete", text_to_json(p->found.why_incomplete));
    json_put(&b, root, "engine", json_string(p->engine->name));
    json_put(&b, root, "seconds", json_real(p->seconds));
    return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static void write_text(struct command *c, const struct pipeline *p, const struct numbers *n)
{
    size_t width = 1;
    for (size_t i = 0; i < ROWS; i++)
        width = n->digits[i] && strlen(n->digits[i]) > width ? strlen(n->digits[i]) : width;
    for (size_t i = 0; i < ROWS; i++)
        text_printf(&c->out, "%-8s  %*s  %s\n", rows[i].key, (int)width, n->digits[i] ? n->digits[i] : "?", rows[i].help);
    if (!p->complete)
        text_printf(&c->out, "Not all is known: %s.\n", p->found.why_incomplete ? p->found.why_incomplete : "stopped");
}

/* Of a time limit, the count of everything gets the most, and one goal each a part where that was not enough. */
#define SHARE_OF_ALL 0.6
#define SHARE_OF_GOAL 0.2
#define GOAL_SECONDS 10.0 /* without a time limit */

static double goal_seconds(const struct command *c)
{
    double limit = c->options.values[OPT_TIME_LIMIT].seconds;
    return limit > 0 ? limit * SHARE_OF_GOAL : GOAL_SECONDS;
}

static mspec_status write_space(const struct pipeline *p, void *user, struct text *out)
{
    struct command *c = user;
    struct numbers numbers;
    (void)out; /* is the command's */
    mspec_status status = numbers_of(p, goal_seconds(c), &c->arena, &numbers);
    if (status != MSPEC_OK || c->json)
        return status == MSPEC_OK ? write_json(c, p, &numbers) : status;
    write_text(c, p, &numbers);
    return MSPEC_OK;
}

int run_space(struct command *c)
{
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.search.goal = GOAL_SPACE;
    request.search.time_limit *= SHARE_OF_ALL;
    request.write = write_space;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : p.complete ? EXIT_YES : EXIT_UNKNOWN;
    pipeline_fini(&p);
    return result;
}
