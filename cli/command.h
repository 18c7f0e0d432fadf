/* One run of the command: what was asked for, what is to be printed, and the exit status. A verb takes the command, calls the
 * library, appends its result to `out`, and returns the status; it neither prints nor exits: main does. */
#ifndef MSPEC_CLI_COMMAND_H
#define MSPEC_CLI_COMMAND_H

#include "cli/options.h"
#include "export/result_json.h"
#include "pipeline.h"

enum exit_status {
    EXIT_YES = 0,         /* safe, contained, solved, clean */
    EXIT_NO = 1,          /* unsafe, no configuration, not formatted */
    EXIT_BAD_INPUT = 2,
    EXIT_UNKNOWN = 3,     /* within the limits given */
    EXIT_TOOL_FAILED = 4
};

struct command;

struct verb {
    const char *name, *operands, *summary;
    int (*run)(struct command *c);
    size_t least, most; /* operands */
    const char *help;   /* what teaches: a paragraph and examples */
    bool hidden;
};
const struct verb *verb_at(size_t index); /* NULL past the end */
const struct verb *verb_find(const char *name);

struct command {
    mspec_ctx *ctx;
    const struct verb *verb;
    struct options options;
    const char **operands;
    size_t operand_count;
    struct arena arena; /* freed before the context */
    struct text out;    /* for standard output, written at the end */
    bool json;          /* one JSON object instead of text */
    bool sarif;         /* a SARIF log instead of text */
    bool silent;        /* diagnostics are in the result: none on standard error */
    bool colour, colour_errors;
};

/* What a verb returns when the library's status is not MSPEC_OK (or, for MSPEC_ERROR_INPUT, when the context holds errors): says
 * on standard error what no diagnostic says, and replaces the result by what is left to say as JSON or SARIF. */
int command_failed(struct command *c, mspec_status status);

/* The SARIF log of the diagnostics and of further findings becomes the result; URIs are relative to the current folder. */
void command_put_sarif(struct command *c, const mspec_diagnostic *further, size_t count, int status);

/* The root of a JSON result: version, schema, verb. command_finish_json adds the diagnostics, and turns the object into text. */
json_t *command_json(struct command *c, struct json_build *b);
int command_finish_json(struct command *c, struct json_build *b, json_t *root, int status);

/* A request of the options that all searching verbs have. False when they exclude each other (reported). */
bool command_request(struct command *c, struct pipeline_request *request);

int run_catalog(struct command *c), run_certify(struct command *c), run_check(struct command *c), run_dump(struct command *c), run_explain(struct command *c);
int run_export(struct command *c), run_fmt(struct command *c), run_help(struct command *c), run_solve(struct command *c);
int run_blast(struct command *c), run_mitigate(struct command *c), run_extract(struct command *c), run_profile(struct command *c);
int run_init(struct command *c), run_space(struct command *c), run_verify(struct command *c), run_version(struct command *c);

#endif
