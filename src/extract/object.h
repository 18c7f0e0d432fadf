/* What one object file shows: a relocatable file, a member of an archive, or something linked. This is what the reader of object
 * files (reader.h) makes, and all that the rest of this room knows of them. Everything here is either shown by the file or
 * marked as not shown; whoever reads it takes the worst where nothing is shown. Knows nothing of specifications. */
#ifndef MSPEC_EXTRACT_OBJECT_H
#define MSPEC_EXTRACT_OBJECT_H

#include "diag/context.h"

/* Languages by what bounds them least; the weakest of several is the lowest bit. identifier, name in the catalogue.
 * What a compiler cannot vouch for in an object (unsafe blocks, data races, unchecked programming) is taken to be there. */
#define EXTRACT_LANGUAGES(X)                                                                                                      \
    X(ASSEMBLER, "Assembler")                                                                                                     \
    X(ZIG, "Zig")                                                                                                                 \
    X(CXX, "C++")                                                                                                                 \
    X(C, "C")                                                                                                                     \
    X(GO, "Go")                                                                                                                   \
    X(ADA, "Ada-unchecked")                                                                                                       \
    X(RUST, "Rust-unsafe")
enum language_bit {
#define X(id, name) LANGUAGE_##id,
    EXTRACT_LANGUAGES(X)
#undef X
    LANGUAGE_COUNT
};
typedef uint32_t language_set; /* 1 << enum language_bit */

/* Hardening that leaves marks. identifier, mechanism of the catalogue, what is looked for (for messages). */
#define EXTRACT_MARKS(X)                                                                                                          \
    X(ASAN, "asan", "calls of `__asan_…` with `__asan_init`")                                                                     \
    X(KASAN, "kasan", "calls of `__asan_…` without `__asan_init`")                                                                \
    X(HWASAN, "hwasan", "calls of `__hwasan_…` with `__hwasan_init`")                                                             \
    X(KASAN_SW_TAGS, "kasan-sw-tags", "calls of `__hwasan_…` without `__hwasan_init`")                                            \
    X(UBSAN, "ubsan", "calls of `__ubsan_handle_…`")                                                                              \
    X(SSP, "ssp", "calls of `__stack_chk_fail`")                                                                                  \
    X(SAFESTACK, "safestack", "uses of `__safestack_unsafe_stack_ptr`")                                                           \
    X(CFI, "cfi", "`__cfi_…` symbols")                                                                                            \
    X(KCFI, "kcfi", "`.kcfi_traps` or `__kcfi_typeid_…`")                                                                         \
    X(IBT, "cet-ibt", "the property IBT in `.note.gnu.property`")                                                                 \
    X(SHSTK, "cet-shstk", "the property SHSTK in `.note.gnu.property`")                                                           \
    X(PAC, "pac", "the property PAC in `.note.gnu.property`")
enum mark {
#define X(id, name, evidence) MARK_##id,
    EXTRACT_MARKS(X)
#undef X
    MARK_COUNT
};
typedef uint32_t mark_set; /* 1 << enum mark */

enum object_kind { OBJECT_RELOCATABLE, OBJECT_SHARED, OBJECT_PROGRAM };
enum symbol_kind { SYMBOL_UNKNOWN, SYMBOL_FUNCTION, SYMBOL_DATA };

/* How a symbol of somebody else is used. */
enum {
    USE_CALL = 1 << 0,    /* by relocations that stand for calls and jumps only */
    USE_OTHER = 1 << 1,   /* its address is taken, or it is read or written: the relocation does not tell which */
    USE_UNKNOWN = 1 << 2, /* linked already: calls and uses of the address look alike */
    USE_WEAK = 1 << 3,    /* may be absent */
    USE_HAS_WEAK = 1 << 4 /* the component has a weak definition of its own, for when nobody has a strong one */
};

struct object_import {
    name_id name;
    uint8_t uses;
    uint8_t kind; /* enum symbol_kind, where the file says so */
};

struct object_export {
    name_id name;
    uint8_t kind;
    bool weak, writable, is_entry; /* is_entry: exported to others by a table (a kernel module's __ksymtab) */
    uint64_t size;
};

/* A function, when functions were asked for. */
struct object_function {
    name_id name;
    uint64_t size;
    bool alone;                    /* the only one in its section: all its calls have relocations */
    bool taken;                    /* its address is taken */
    uint32_t *imports;             /* indexes into the imports of the object, ascending */
    uint32_t import_count;
    name_id *callees;              /* functions of the same object that it refers to */
    uint32_t callee_count;
};

struct object {
    const char *path;   /* as diagnostics show it: "libx.a(member.o)" */
    const char *file;   /* the file; its archive, when it is a member of one */
    const char *member; /* NULL when it is none */
    enum object_kind kind;
    uint16_t machine;
    bool has_code;
    bool is_module;     /* a kernel module: has .modinfo */
    uint64_t memory;    /* bytes that it takes when it runs */

    language_set languages;   /* of its compilation units */
    bool language_incomplete; /* there is code that no compilation unit covers, or no debug information at all */

    mark_set marks;       /* seen somewhere in it */
    mark_set
        whole_marks; /* seen, and shown to be of all of its code: one compilation unit, or each of them carries the mark */

    struct object_import *imports;
    uint32_t import_count;
    struct object_export *exports;
    uint32_t export_count;
    struct object_function *functions;
    uint32_t function_count;

    uint32_t taken_count;     /* places where an address of its own code is put down, other than to call it */
    name_id *taken;           /* functions among them that have a name, each once */
    uint32_t taken_name_count;
    uint32_t indirect_calls;  /* through a register or memory: those that relocations show */
    bool may_call_indirectly; /* those, or others that are not excluded */

    const char *modinfo;      /* "key=value" strings, each with its NUL */
    size_t modinfo_length;
    const char *notes;        /* records of .mspec, each with its NUL (annotation.h) */
    size_t notes_length;
    const char *package;      /* the JSON text of .note.package; NULL */
};

struct object_list {
    VECTOR(struct object *);
};

#endif
