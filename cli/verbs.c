/* The table of verbs. A further one is a file and a row. */
#include <string.h>

#include "cli/command.h"

#define MANY ((size_t)-1)

static const struct verb verbs[] = {
    {"init", "[FILE…] -o FILE", "write a first specification for a project", run_init, 0, MANY,
     "Makes a specification from what a build has left (object files, folders of them), or from a list of libraries, with a system\n"
     "and the clauses that it can have. What nobody knows yet stands at its worst and is marked with TODO. A file that is there\n"
     "already is not overwritten.\n"
     "\n"
     "    mspec init build/ -o shop.mspec\n"
     "    mspec init --component '{folder}=*/*.o' build/ -o shop.mspec\n"
     "    mspec init --library app,net,ledger=Rust -o shop.mspec\n", false},
    {"check", "FILE…", "say what is wrong with specifications", run_check, 1, MANY,
     "Reads the files, and all that they include, and shows every mistake with its place and what to write instead. Nothing is\n"
     "searched.\n"
     "\n"
     "    mspec check redis.mspec lib/\n"
     "    mspec check --format=sarif . > mspec.sarif        for a code-scanning service\n", false},
    {"solve", "FILE…", "find the cheapest configuration in which nothing can be violated", run_solve, 1, MANY,
     "Chooses for each component its variant, its hardening and its compartments, such that no component can do to another what\n"
     "that one does not grant, everything works, and the cost is least. Every configuration that is printed has been judged by\n"
     "an independent checker.\n"
     "\n"
     "    mspec solve redis.mspec                            the optimum\n"
     "    mspec solve --all redis.mspec                      all that cost as little\n"
     "    mspec solve --minimal redis.mspec                  all that cannot do with less\n"
     "    mspec solve --budget runtime=20% redis.mspec       the optimum among those that cost no more\n"
     "    mspec solve --pareto runtime,memory redis.mspec    the best of each price\n"
     "    mspec solve --prefer old.json redis.mspec          of equally good ones, the nearest to what is in use\n"
     "    mspec solve --safest redis.mspec                   where nothing is safe: what comes nearest\n"
     "    mspec solve --config-out best.json redis.mspec     for verify, explain and export\n", false},
    {"verify", "FILE… --config FILE", "judge a configuration that you have", run_verify, 1, MANY,
     "Says whether a configuration is safe and valid. Each violation names who may do what to whom, the clause that denies it,\n"
     "and the chain of events by which a component lost what bounded it.\n"
     "\n"
     "    mspec verify redis.mspec --config config.json\n"
     "    mspec verify redis.mspec --config config.json --objects build/    was it built like that?\n", false},
    {"explain", "CODE | FILE…", "say what a message means, or why a configuration is as it is", run_explain, 1, MANY,
     "With a code: what the message means, with an example and its mend. With files: for every mechanism and boundary of a\n"
     "configuration (--config, or else the optimum), what could be violated without it. Where no configuration is safe: clauses\n"
     "that contradict each other, and what helps.\n"
     "\n"
     "    mspec explain E0201\n"
     "    mspec explain redis.mspec\n"
     "    mspec explain redis.mspec --config config.json\n", false},
    {"space", "FILE…", "count the configurations: all, safe, valid, minimal, optimal", run_space, 1, MANY,
     "Exact numbers, of any size.\n"
     "\n"
     "    mspec space redis.mspec\n", false},
    {"catalog", "[NAME…] [FILE…]", "show what languages, mechanisms and weaknesses are known", run_catalog, 0, MANY,
     "Without a name, a table of all entries; with names, everything that is known of those, with its sources. Files are read as\n"
     "specifications, and what they declare is shown too.\n"
     "\n"
     "    mspec catalog --kind=isolation\n"
     "    mspec catalog mpk kasan\n", false},
    {"certify", "FILE [SPECIFICATION…]", "check a certificate that a configuration is optimal", run_certify, 1, MANY,
     "Checks what `mspec solve --proof FILE` wrote: that the configuration in it is valid, and that no valid one is cheaper. It\n"
     "writes the clauses that every valid configuration fulfils from the specification by itself, and follows the proof step by\n"
     "step; it shares nothing with the engines. The certificate holds its specification and configuration; those that you name\n"
     "are compared with them. The exit status is 0 when the proof holds, 1 when it does not, 3 when the limits were too narrow.\n"
     "\n"
     "    mspec solve --proof redis.proof --config-out redis.json redis.mspec\n"
     "    mspec certify redis.proof redis.mspec --config redis.json\n", false},
    {"mitigate", "FILE… --vuln NAME", "contain a vulnerability without touching code", run_mitigate, 1, MANY,
     "Says whether a configuration contains a vulnerability: whether everybody else's requirements hold though the fault is there.\n"
     "If not, shows the cheapest configuration that does, as what to switch on and whom to move, and what it does not cover. The\n"
     "exit status is 0 when all is contained (or nothing is affected), 1 when not, 3 when it cannot be told.\n"
     "\n"
     "    mspec mitigate https.mspec --vuln CVE-2014-0160 --deployed config.json\n"
     "    mspec mitigate https.mspec --vuln CWE-787 --affects libssl\n"
     "    mspec mitigate https.mspec --osv advisories/ --sbom image.cdx.json --deployed config.json\n", false},
    {"blast", "FILE… --config FILE", "show what falls when a component is taken over", run_blast, 1, MANY,
     "The blast radius: who is overwritten, in which order and by which capability, and which requirements fall. The exposure of\n"
     "the configuration, and the single change that makes it least. The exit status is 0 when nothing that is protected falls.\n"
     "\n"
     "    mspec blast redis.mspec --config config.json --compromise lwip\n"
     "    mspec blast redis.mspec --config config.json --each\n", false},
    {"extract", "[OPTIONS] FILE…", "write a specification for what a build has made", run_extract, 0, MANY,
     "Reads object files (.o, .a, .so, .ko, and folders of them) and writes the specification that is sound for them: languages,\n"
     "exported symbols, calls, data that crosses, hardening that is built in. What the files do not show is taken at its worst.\n"
     "Clauses written by hand, in annotations (mspec/annotate.h) or with --clauses, win; where the code contradicts them it is\n"
     "an error. One component a file; --component and --map group them.\n"
     "\n"
     "    mspec extract build/ -o system.mspec\n"
     "    mspec extract --component net=net/a.o,net/b.o app.o\n"
     "    mspec extract --map rules.txt build/ -o system.mspec\n"
     "    mspec extract --language C /lib/modules/6.1.0/kernel -o linux.mspec\n"
     "    mspec extract --unikraft unikraft/lib -o unikraft.mspec\n", false},
    {"profile", "FILE… --perf FILE", "make a [Profile] of what was recorded", run_profile, 0, MANY,
     "Reads samples with their stacks, from `perf script` or folded, and prints the clause [Profile]: each component's share of the\n"
     "run time, and how often calls cross between two of them. Functions belong to the component that has them: by the API and\n"
     "functions of the specifications, and by the symbols of --objects. Rates from samples are lower bounds.\n"
     "\n"
     "    perf record -g ./image && perf script > perf.txt\n"
     "    mspec profile --perf perf.txt --objects build/\n"
     "    mspec profile --folded stacks.txt --seconds 30 redis.mspec\n", false},
    {"export", "FILE… --to FORMAT", "write a configuration for a build system", run_export, 1, MANY,
     "Writes a configuration (--config, or else the optimum) in another format. One that is not valid, or that the target cannot\n"
     "honour, is refused. `smtlib` and `minizinc` write what is asked of the system, without a configuration, so that other solvers\n"
     "can check what `mspec solve` says.\n"
     "\n"
     "    mspec export redis.mspec --to flexos -o kraft.yaml\n"
     "    mspec export redis.mspec --to dot | dot -Tsvg > redis.svg\n"
     "    mspec export redis.mspec --to smtlib -o redis.smt2 && z3 redis.smt2\n", false},
    {"fmt", "FILE…", "write specifications in their canonical form", run_fmt, 1, MANY,
     "Prints the canonical text; comments stay. With -i the files are rewritten: whole, or not at all.\n"
     "\n"
     "    mspec fmt -i redis.mspec\n"
     "    mspec fmt --check .\n", false},
    {"dump", "FILE…", "show a stage of the work as text", run_dump, 1, MANY,
     "For people who work on MSpec or want to know what it understood.\n"
     "\n"
     "    mspec dump --stage=model redis.mspec\n", false},
    {"help", "[VERB]", "explain the command, or a verb", run_help, 0, 1, "", false},
    {"version", "", "print the version", run_version, 0, 0, "", true},
};

const struct verb *verb_at(size_t index)
{
    return index < sizeof verbs / sizeof *verbs ? &verbs[index] : NULL;
}

const struct verb *verb_find(const char *name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    }
    return NULL;
}
