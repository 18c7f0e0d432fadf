#include "cli/manual.h"

#include <string.h>

/* Text for roff: what it would take for its own is escaped. */
static void put_roff(const char *text, struct text *out)
{
    bool line_start = true;
    for (; *text; text++) {
        if (*text == '\\')
            text_puts(out, "\\e");
        else if (*text == '-')
            text_puts(out, "\\-");
        else if (line_start && (*text == '.' || *text == '\''))
            text_printf(out, "\\&%c", *text);
        else
            text_append(out, text, 1);
        line_start = *text == '\n';
    }
}

static void put_option(const struct option_row *row, struct text *out)
{
    text_puts(out, ".TP\n.B ");
    if (row->letter)
        text_printf(out, "\\-%c\\fR, \\fB", row->letter);
    text_puts(out, "\\-\\-");
    put_roff(row->name, out);
    if (*row->argument)
        text_printf(out, "\\fR \\fI%s", row->argument);
    text_puts(out, "\n");
    put_roff(row->help, out);
    if (*row->choices) {
        text_puts(out, " (");
        put_roff(row->choices, out);
        text_puts(out, ")");
    }
    if (*row->fallback)
        text_printf(out, "; default %s", row->fallback);
    text_puts(out, ".\n");
}

/* The paragraphs of a verb's help; lines that are indented are examples. */
static void put_help(const char *help, struct text *out)
{
    bool example = false;
    while (*help) {
        const char *end = strchr(help, '\n');
        size_t length = end ? (size_t)(end - help) : strlen(help);
        bool indented = length > 4 && strncmp(help, "    ", 4) == 0;
        if (indented != example)
            text_puts(out, indented ? ".IP\n.nf\n" : ".fi\n.PP\n");
        example = indented;
        char line[256];
        size_t skip = indented ? 4 : 0;
        snprintf(line, sizeof line, "%.*s", (int)(length - skip), help + skip);
        if (length)
            put_roff(line, out);
        if (length)
            text_puts(out, "\n");
        else if (!example)
            text_puts(out, "\n");
        help += length + (end ? 1 : 0);
    }
    if (example)
        text_puts(out, ".fi\n");
}

void manual_page(struct text *out)
{
    text_puts(out, ".\\\" Made by `mspec help --format=man`.\n.TH MSPEC 1 \"\" \"mspec " MSPEC_VERSION "\" \"User Commands\"\n"
                   ".SH NAME\nmspec \\- choose and prove safe configurations of operating\\-system protection mechanisms\n"
                   ".SH SYNOPSIS\n.B mspec\n.I VERB\n[\\fIOPTIONS\\fR] \\fIFILE\\fR...\n.SH DESCRIPTION\n"
                   "Specifications say what each component of a system is meant to do, and what it lets others do to it. From them\n"
                   ".B mspec\nchooses hardening and compartments such that nobody can do to another what that one does not grant.\n"
                   "Files are specifications (.mspec) or folders of them;\n.B \\-\nis standard input. The result goes to standard\n"
                   "output, diagnostics and progress to standard error.\n.SH VERBS\n");
    for (size_t i = 0; verb_at(i); i++) {
        const struct verb *v = verb_at(i);
        if (v->hidden)
            continue;
        text_printf(out, ".SS \"%s ", v->name);
        put_roff(v->operands, out);
        text_puts(out, "\"\n");
        if (*v->help)
            put_help(v->help, out);
        else
            text_printf(out, "%c%s.\n", v->summary[0] - 'a' + 'A', v->summary + 1);
        for (size_t k = 0; option_at(k); k++) {
            if (*option_at(k)->verbs && option_is_for(option_at(k), v->name))
                put_option(option_at(k), out);
        }
    }
    text_puts(out, ".SH OPTIONS OF EVERY VERB\n");
    for (size_t k = 0; option_at(k); k++) {
        if (!*option_at(k)->verbs)
            put_option(option_at(k), out);
    }
    text_puts(out, ".SH EXIT STATUS\n"
                   ".TP\n.B 0\nyes: safe, solved, clean\n.TP\n.B 1\nno: unsafe, no configuration, not formatted\n"
                   ".TP\n.B 2\nthe input is wrong: a file, an option, a configuration\n"
                   ".TP\n.B 3\nunknown within the limits given (time, memory)\n.TP\n.B 4\nthe tool failed\n"
                   ".SH ENVIRONMENT\n.TP\n.B MSPEC_CATALOG\nthe folder of the catalogue\n"
                   ".TP\n.B NO_COLOR\nno colours, whatever the terminal\n");
}

void manual_completion(struct text *out)
{
    text_puts(out, "# Made by `mspec help --format=bash`.\n_mspec()\n{\n"
                   "    local current=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} options=\n    COMPREPLY=()\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; verb_at(i); i++)
        text_printf(out, "%s%s", i ? " " : "", verb_at(i)->name);
    text_puts(out, "\" -- \"$current\"))\n        return\n    fi\n    case $verb in\n");
    for (size_t i = 0; verb_at(i); i++) {
        text_printf(out, "    %s) options=\"", verb_at(i)->name);
        bool first = true;
        for (size_t k = 0; option_at(k); k++) {
            if (!option_is_for(option_at(k), verb_at(i)->name))
                continue;
            text_printf(out, "%s--%s", first ? "" : " ", option_at(k)->name);
            first = false;
        }
        text_puts(out, "\" ;;\n");
    }
    text_puts(out, "    esac\n    case $current in\n    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$current\")) ;;\n"
                   "    *) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n    esac\n}\ncomplete -o filenames -F _mspec mspec\n");
}
