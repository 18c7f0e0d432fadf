/* The inside of the reader of object files: one open ELF image, its sections with bounds that have been checked, and the symbol
 * table. Nothing of the file is believed: every offset, index and size is checked against the bytes that are there. */
#ifndef MSPEC_EXTRACT_ELF_ELF_H
#define MSPEC_EXTRACT_ELF_ELF_H

#include <gelf.h>

#include "extract/reader.h"

/* Why a section is looked at. */
enum section_role {
    ROLE_NONE,
    ROLE_CODE,
    ROLE_DATA,
    ROLE_TABLE /* tells tools and the kernel about code: an address there is not one that a program can call */
};

struct section {
    const char *name;
    uint32_t type;
    uint64_t flags, size, address, entry_size;
    uint32_t link, info;
    const unsigned char *bytes; /* NULL for those without bytes in the file (.bss) */
    enum section_role role;
    uint64_t base; /* a made-up address, so that no two sections of a relocatable file overlap; else `address` */
};

struct symbol {
    const char *name;  /* in the string table: ends within it */
    size_t length;     /* without a version behind `@` */
    uint64_t value, size;
    uint32_t section;  /* 0: undefined */
    uint8_t type, binding, visibility;
    bool common, absolute;
    uint32_t import;   /* index into the imports, plus 1 */
    uint32_t function; /* index into the functions, plus 1 */
    bool taken;
};

struct image {
    const struct reading *in;
    Elf *elf;
    GElf_Ehdr header;
    struct object *object;
    struct section *sections; /* by index; 0 is none */
    uint32_t section_count;
    struct symbol *symbols;   /* by index */
    uint32_t symbol_count;
    uint32_t first_global;
    uint32_t symbol_section;
    bool symbols_are_dynamic;
    uint32_t *functions_by_place; /* symbol indexes of functions, by section and value */
    uint32_t function_count;
    struct arena scratch;     /* goes with the image */
};

/* A relocation, whatever the class and form. */
struct relocation {
    uint64_t offset;  /* in its section, for relocatable files */
    uint32_t type;
    uint32_t symbol;  /* index; below symbol_count */
    int64_t addend;
    bool has_addend;
};

mspec_status image_damaged(const struct image *i, const char *format, ...) __attribute__((format(printf, 2, 3)));
mspec_status image_memory(const struct image *i); /* MSPEC_ERROR_MEMORY */

/* Opens the image and reads the section headers. *out must be given to image_close whatever the status. */
mspec_status image_open(const struct reading *in, struct object *object, struct image *out);
void image_close(struct image *i);
const struct section *image_section(const struct image *i, const char *name); /* the first of the name; NULL */
/* The bytes of a section, decompressed where it is compressed. NULL when there are none, or when they cannot be had. */
const unsigned char *image_contents(struct image *i, uint32_t section, uint64_t *size);
uint64_t image_number(const struct image *i, const unsigned char *at, unsigned size); /* in the file's byte order */

/* Fills in symbols, imports, exports. */
mspec_status symbols_read(struct image *i);
mspec_status functions_read(struct image *i); /* functions by their place, and as items when those were asked for */
/* The function at exactly this offset of a section, or (exact false) the one that it lies in; UINT32_MAX. A symbol's index. */
uint32_t function_at(const struct image *i, uint32_t section, uint64_t offset, bool exact);

/* Calls `each` for every relocation of a section of relocations. False stops. */
typedef bool relocation_fn(void *user, const struct relocation *r);
mspec_status relocations_visit(struct image *i, const struct section *table, relocation_fn *each, void *user);
/* Marks how imports are used, whose address is taken, and which calls are indirect. */
mspec_status relocations_read(struct image *i);
/* What a relocation type of the machine is. */
enum relocation_kind {
    RELOCATION_OTHER,
    RELOCATION_NONE,
    RELOCATION_CALL,
    RELOCATION_ABS32,
    RELOCATION_ABS64,
    RELOCATION_PC,
    RELOCATION_GOT
};
enum relocation_kind relocation_kind(uint16_t machine, uint32_t type);
/* May code of the image call through a register or memory, without a relocation that shows it? True where it is not excluded. */
mspec_status code_scan(struct image *i, bool *out);
/* May code take an address of code in its own section, which needs no relocation? */
mspec_status code_takes_address(struct image *i, bool *out);

/* The compilation units of the debug information. */
struct unit_range {
    uint64_t from, to; /* addresses, as `base` of the sections makes them */
    uint32_t unit;
};
struct units {
    struct {
        VECTOR(struct unit_range);
    } ranges;          /* sorted; of all units */
    uint32_t count;
    language_set languages;
    bool unknown;      /* a unit could not be read, or is of a language that nobody has heard of */
};
mspec_status units_read(struct image *i, struct units *out);
void units_free(struct image *i, struct units *u);

mspec_status language_read(struct image *i, const struct units *u);
mspec_status marks_read(struct image *i, const struct units *u);

#endif
