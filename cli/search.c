/* What all verbs that search have in common. */
#include "cli/command.h"

static const struct engine *find_engine(struct command *c)
{
    const char *name = option_text(&c->options, OPT_ENGINE), *names[16];
    const struct engine *found = engine_find(name);
    size_t count = 0;
    if (found)
        return found;
    for (; engine_at(count) && count < 16; count++)
        names[count] = engine_at(count)->name;
    struct report *r = report(c->ctx, CODE_UNKNOWN_ENGINE, (struct span){0}, "there is no engine `%s`", name);
    report_hint(r, "`mspec help solve` names the engines");
    report_suggest(r, name, names, count);
    return NULL;
}

bool command_request(struct command *c, struct pipeline_request *request)
{
    const struct options *o = &c->options;
    *request = (struct pipeline_request){
        .files = c->operands,
        .file_count = c->operand_count,
        .system = option_text(o, OPT_SYSTEM),
        .config = option_text(o, OPT_CONFIG),
        .engine = find_engine(c),
        .search = {.goal = GOAL_OPTIMUM, .time_limit = o->values[OPT_TIME_LIMIT].seconds},
        .user = c,
    };
    size_t stdins = 0;
    for (size_t i = 0; i < c->operand_count; i++)
        stdins += c->operands[i][0] == '-' && !c->operands[i][1];
    if (request->config && request->config[0] == '-' && !request->config[1])
        stdins++;
    const char *prefer = option_text(o, OPT_PREFER);
    if (prefer && prefer[0] == '-' && !prefer[1])
        stdins++;
    if (stdins > 1)
        report(c->ctx, CODE_STDIN_TWICE, (struct span){0}, "standard input is named %zu times, and can be read once", stdins);
    return stdins <= 1 && request->engine;
}
