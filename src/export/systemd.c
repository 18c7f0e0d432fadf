/* systemd: each compartment of `process` is a service, and gets a drop-in with the directives that make true what the model takes for
 * granted of that boundary. An address space of its own it has by being a service; what the directives add is that the kernel is not
 * asked to break it. What each does is stated as systemd.exec(5) of systemd 252 has it, and nothing beyond that is claimed.
 *
 * The files stand one after the other, each behind a line with its name (export_file_mark). */
#include <string.h>

#include "export/export.h"

/* What it makes true, and the directives for it. The empty CapabilityBoundingSet= and User= take away what the unit itself says. */
struct measure_of_systemd {
    const char *assumption;
    const char *directives[4];
};
static const struct measure_of_systemd measures_of_systemd[] = {
    {"the kernel is not asked to break the boundary: another user's process cannot be traced, and its memory not opened (ptrace, /proc/PID/mem)",
     {"User=", "DynamicUser=yes", "ProtectProc=invisible"}},
    {"… and no privilege goes round that: none is held, and none is gained by executing a program",
     {"CapabilityBoundingSet=", "AmbientCapabilities=", "NoNewPrivileges=yes"}},
    {"… nor a system call: those for debugging and for reading and writing the memory of others are not there, in no calling convention",
     {"SystemCallFilter=~@debug process_vm_readv process_vm_writev", "SystemCallArchitectures=native"}},
    {"nothing is shared but what is granted: System V memory, message queues and files in /tmp are its own",
     {"PrivateIPC=yes", "PrivateTmp=yes"}},
    {"no device does DMA past the page tables, and the memory of the machine is no file: it has no physical devices",
     {"PrivateDevices=yes"}},
    {"the kernel is right: it loads no module, and changes none of its variables and control groups",
     {"ProtectKernelModules=yes", "ProtectKernelTunables=yes", "ProtectControlGroups=yes"}},
    {"code is not written: the files of the system are read-only for it, so that no program of others is",
     {"ProtectSystem=strict"}},
    {"data is not executed: memory is never both writable and executable, nor made executable later (not for programs that compile as they run)",
     {"MemoryDenyWriteExecute=yes"}},
};

static bool check(const struct export_input *in)
{
    const struct model *m = in->model;
    const struct configuration *c = in->configuration;
    bool fine = true;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct choice *choice = &c->choices[i];
        for (uint32_t d = 0; d < choice->depth; d++) {
            uint32_t id = choice->path[d].mechanism;
            if (strcmp(model_mechanism_name(m, id), "process") == 0)
                continue;
            report_hint(report(m->ctx, CODE_EXPORT_IMPOSSIBLE, m->mechanisms[id].span, "systemd runs processes, and does not build `%s`",
                               model_mechanism_name(m, id)),
                        "leave `%s` out of the system's [Mechanisms]", model_mechanism_name(m, id));
            return false;
        }
        if (choice->depth == 0) {
            report_hint(report(m->ctx, CODE_EXPORT_IMPOSSIBLE, m->components[i].span,
                               "`%s` is in no compartment of `process`: there is no boundary for a service to stand for",
                               model_component_name(m, i)),
                        "list `process` in the system's [Mechanisms], and solve again");
            return false;
        }
        if (strchr(model_component_name(m, i), '.')) {
            report(m->ctx, CODE_EXPORT_IMPOSSIBLE, m->components[i].span, "a service is a program, and `%s` is one function",
                   model_component_name(m, i));
            fine = false;
        }
    }
    return fine;
}

/* The first of the compartment that can run gives the service its name. */
static uint32_t find_service(const struct export_input *in, uint32_t first)
{
    const struct configuration *c = in->configuration;
    for (uint32_t i = first; i < c->count; i++) {
        if (path_equal(&c->choices[first], &c->choices[i]) && !in->model->forms[c->choices[i].form].is_vault)
            return i;
    }
    report_hint(report(in->model->ctx, CODE_EXPORT_IMPOSSIBLE, in->model->components[first].span,
                       "`%s` is data without code, alone in its process: nothing would run there", model_component_name(in->model, first)),
                "keep it [Together] with the component that serves it");
    return NONE;
}

static void put_service(const struct export_input *in, uint32_t first, uint32_t service, struct text *out)
{
    const struct configuration *c = in->configuration;
    export_file_mark(out, model_component_name(in->model, service), ".service.d/50-mspec.conf");
    text_printf(out, "# Made by mspec: %s:%u", model_mechanism_name(in->model, c->choices[first].path[0].mechanism),
                c->choices[first].path[0].number);
    for (uint32_t i = first, count = 0; i < c->count; i++) {
        if (path_equal(&c->choices[first], &c->choices[i]))
            text_printf(out, "%s%s", count++ ? ", " : " with ", model_component_name(in->model, i));
    }
    text_puts(out, ".\n[Service]\n");
    for (size_t k = 0; k < sizeof measures_of_systemd / sizeof *measures_of_systemd; k++) {
        const struct measure_of_systemd *measure = &measures_of_systemd[k];
        text_printf(out, "# %s\n", measure->assumption);
        for (size_t n = 0; n < 4 && measure->directives[n]; n++)
            text_printf(out, "%s\n", measure->directives[n]);
    }
}

mspec_status export_systemd(const struct export_input *in, struct text *out)
{
    const struct configuration *c = in->configuration;
    bool fine = check(in);
    for (uint32_t i = 0; fine && i < c->count; i++) {
        bool is_first = true;
        for (uint32_t k = 0; k < i && is_first; k++)
            is_first = !path_equal(&c->choices[k], &c->choices[i]);
        uint32_t service = is_first ? find_service(in, i) : NONE;
        if (service != NONE)
            put_service(in, i, service, out);
        fine = !is_first || service != NONE;
    }
    return !fine ? MSPEC_ERROR_INPUT : out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
