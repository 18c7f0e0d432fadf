/* help and version, made from the tables of verbs and options. */
#include <string.h>

#include "cli/manual.h"

static void put_option(const struct option_row *row, struct text *out)
{
    size_t start = out->length;
    text_puts(out, "  ");
    if (row->letter)
        text_printf(out, "-%c, ", row->letter);
    text_printf(out, "--%s%s%s", row->name, *row->argument ? " " : "", row->argument);
    text_pad(out, start, 30);
    text_puts(out, row->help);
    if (*row->choices)
        text_printf(out, " (%s)", row->choices);
    if (*row->fallback)
        text_printf(out, "; default %s", row->fallback);
    text_puts(out, "\n");
}

static void put_options(const char *verb, bool own, struct text *out)
{
    for (size_t i = 0; option_at(i); i++) {
        if (option_is_for(option_at(i), verb) && (*option_at(i)->verbs != 0) == own)
            put_option(option_at(i), out);
    }
}

static void help_verb(const struct verb *v, struct text *out)
{
    text_printf(out, "mspec %s %s\n\n%c%s.\n", v->name, v->operands, v->summary[0] - 'a' + 'A', v->summary + 1);
    if (*v->help)
        text_printf(out, "\n%s", v->help);
    bool has_own = false;
    for (size_t i = 0; option_at(i); i++)
        has_own = has_own || (*option_at(i)->verbs && option_is_for(option_at(i), v->name));
    if (has_own) {
        text_puts(out, "\nOptions:\n");
        put_options(v->name, true, out);
    }
    text_puts(out, "\nOptions of every verb:\n");
    put_options(v->name, false, out);
}

static void help_all(struct text *out)
{
    text_puts(out, "mspec VERB [OPTIONS] FILE…\n\n"
                   "Chooses which protection mechanisms an operating system's components need, and proves that nothing can be\n"
                   "violated. Files are specifications (.mspec) or folders of them; `-` is standard input.\n\nVerbs:\n");
    for (size_t i = 0; verb_at(i); i++) {
        if (!verb_at(i)->hidden)
            text_printf(out, "  %-10s%s\n", verb_at(i)->name, verb_at(i)->summary);
    }
    text_puts(out, "\nOptions of every verb:\n");
    put_options("", false, out);
    text_puts(out, "\nA first specification, and what becomes of it:\n\n"
                   "    component parser { [Language] ::= C     [Requires] ::= * }\n"
                   "    component keys   { [Region] ::= (key, OWN, 4 KiB)  [Requires] ::= none }\n"
                   "    system demo      { [Components] ::= parser, keys  [Mechanisms] ::= process, kasan, cfi }\n\n"
                   "    mspec solve demo.mspec\n\n"
                   "Exit status: 0 yes, 1 no, 2 the input is wrong, 3 unknown within the limits, 4 the tool failed.\n"
                   "`mspec help VERB` tells more of a verb; `mspec explain CODE` of a message.\n");
}

static int help_json(struct command *c)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b), *verbs = json_array();
    for (size_t i = 0; verb_at(i); i++) {
        const struct verb *v = verb_at(i);
        json_t *one = json_object(), *options = json_array();
        json_put(&b, one, "name", json_string(v->name));
        json_put(&b, one, "operands", json_string(v->operands));
        json_put(&b, one, "summary", json_string(v->summary));
        for (size_t k = 0; option_at(k); k++) {
            if (option_is_for(option_at(k), v->name))
                json_add(&b, options, json_sprintf("--%s", option_at(k)->name));
        }
        json_put(&b, one, "options", options);
        json_add(&b, verbs, one);
    }
    json_put(&b, root, "verbs", verbs);
    return command_finish_json(c, &b, root, EXIT_YES);
}

int run_help(struct command *c)
{
    const struct verb *about = c->verb && c->verb->run != run_help ? c->verb : NULL;
    if (c->verb && c->verb->run == run_help && c->operand_count > 0) {
        about = verb_find(c->operands[0]);
        if (!about) {
            report(c->ctx, CODE_UNKNOWN_VERB, (struct span){0}, "there is no verb `%s`", c->operands[0]);
            return command_failed(c, MSPEC_ERROR_INPUT);
        }
    }
    const char *format = option_text(&c->options, OPT_FORMAT_HELP);
    if (c->json)
        return help_json(c);
    if (strcmp(format, "man") == 0)
        manual_page(&c->out);
    else if (strcmp(format, "bash") == 0)
        manual_completion(&c->out);
    else if (about)
        help_verb(about, &c->out);
    else
        help_all(&c->out);
    return EXIT_YES;
}

int run_version(struct command *c)
{
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        return command_finish_json(c, &b, root, EXIT_YES);
    }
    text_puts(&c->out, "mspec " MSPEC_VERSION "\n");
    return EXIT_YES;
}
