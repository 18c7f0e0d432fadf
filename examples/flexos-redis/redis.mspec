# The FlexOS image with Redis, as its published experiments build it, but with the scheduler written in Dafny. `./run` solves
# this system.
#
# Sources:
# - Which libraries there are, which are always together, and what is shared: the repositories project-flexos/unikraft (exportsyms.uk
#   of each library; wq_entries in lib/uksched/thread.c and flexos_shared_alloc in lib/ukalloc/alloc.c carry the attribute
#   flexos_whitelist) and project-flexos/asplos22-ae (experiments/fig-06_nginx-redis-perm, application redis).
# - The scheduler's clauses: the published specification of a verified cooperative scheduler (examples/seed/uksched.mspec).
# - The profile: fitted to the 96 published measurements in measurements.csv; `derive.py` prints it and says how.

# The two parts of the scheduler: verified, open to calls, closed to everything else ------------------------------------------

component uksched {
    [Title]         ::= "Scheduler, verified"
    [Language]      ::= Dafny
    [Memory Access] ::= R, W
    [Call]          ::= X
    [API]           ::= (thread_add, SYMB) (thread_remove, SYMB) (schedcoop_yield, SYMB)
    [Region]        ::= (wq_entries, SHARED)
    [Requires]      ::= X
}

component ukschedcoop {
    [Title]    ::= "Cooperative policy of the scheduler, verified"
    [Language] ::= Dafny
    [API]      ::= (uk_schedcoop_init, SYMB)
    [Requires] ::= X
}

# The application and the libraries that are linked to it: C, with what that guarantees ----------------------------------------

component redis {
    [Title]    ::= "The key-value store"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/redis"
}

component newlib {
    [Title]    ::= "C library"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/newlib"
}

component pthread-embedded {
    [Title]    ::= "POSIX threads"
    [Language] ::= C
}

component tlsf {
    [Title]    ::= "Two-level segregated fit: the memory allocator's policy"
    [Language] ::= C
}

component lwip {
    [Title]    ::= "TCP/IP stack"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/lwip"
    [API]      ::= (socket, SYMB) (bind, SYMB) (listen, SYMB) (accept, SYMB) (connect, SYMB) (recv, SYMB) \
                   (send, SYMB) (poll, SYMB)
}

# The core libraries that the image's configuration pulls in: C as well --------------------------------------------------------

component ukalloc {
    [Title]    ::= "Interface of memory allocators"
    [Language] ::= C
    [API]      ::= (uk_alloc_register, SYMB) (uk_alloc_get_default, SYMB) (uk_malloc_ifpages, SYMB) \
                   (uk_free_ifpages, SYMB)
    [Region]   ::= (flexos_shared_alloc, SHARED)
}

component ukdebug {
    [Title]    ::= "Messages of the kernel"
    [Language] ::= C
    [API]      ::= (_uk_vprintd, SYMB) (_uk_printd, SYMB) (_uk_vprintk, SYMB) (_uk_printk, SYMB)
}

component uklibparam {
    [Title]    ::= "Parameters of libraries"
    [Language] ::= C
    [API]      ::= (uk_libparam_parse, SYMB) (_uk_libparam_lib_add, SYMB)
}

component posix-sysinfo {
    [Title]    ::= "What the system tells of itself"
    [Language] ::= C
    [API]      ::= (sysconf, SYMB) (sysinfo, SYMB) (uname, SYMB) (getpagesize, SYMB)
}

component posix-libdl {
    [Title]    ::= "Dynamic linking, as stubs"
    [Language] ::= C
    [API]      ::= (dlopen, SYMB) (dlclose, SYMB) (dlsym, SYMB) (dlerror, SYMB)
}

component vfscore {
    [Title]    ::= "Files"
    [Language] ::= C
    [API]      ::= (open, SYMB) (close, SYMB) (read, SYMB) (write, SYMB) (mount, SYMB) (fsync, SYMB) \
                   (fstat, SYMB)
}

component ramfs {
    [Title]    ::= "Files in memory"
    [Language] ::= C
}

component devfs {
    [Title]    ::= "Devices as files"
    [Language] ::= C
    [API]      ::= (device_create, SYMB) (device_open, SYMB) (device_close, SYMB) (device_read, SYMB)
}

component cpio {
    [Title]    ::= "Reader of archives"
    [Language] ::= C
    [API]      ::= (cpio_extract, SYMB)
}

component initramfs {
    [Title]    ::= "First files, from an archive"
    [Language] ::= C
}

# The image ---------------------------------------------------------------------------------------------------------------------

system redis-image {
    [Title]      ::= "FlexOS with Redis"
    [Components] ::= redis, newlib, pthread-embedded, tlsf, lwip, uksched, ukschedcoop, ukalloc, ukdebug, \
                     uklibparam, posix-sysinfo, posix-libdl, vfscore, ramfs, devfs, cpio, initramfs
    # FlexOS's two drivers, and hardening that its build system can switch on for a library.
    [Mechanisms] ::= mpk, flexos-ept, kasan, ssp, cfi
    [Platform]   ::= arch x86_64; compiler clang 16; cpu pku

    # One driver for all compartments of an image.
    [Forbid]     ::= mpk with flexos-ept

    # Libraries that were never measured apart, with the core libraries in the compartment that FlexOS gives to whatever is not
    # assigned: how often they cross is not known, and a rate that is not stated would count as none. And the scheduler, whose
    # two parts FlexOS wants together.
    [Together]   ::= redis, newlib, pthread-embedded, tlsf, ukalloc, ukdebug, uklibparam, posix-sysinfo, \
                     posix-libdl, vfscore, ramfs, devfs, cpio, initramfs; uksched, ukschedcoop

    # The published experiment asks for 500 000 requests a second: 105 % over the fitted base of 0.974 us a request.
    [Budget]     ::= runtime 105%

    # Crossings: by the time that each cut adds to a request, at 108 cycles a gate (whatever else a cut costs is in them too).
    # Shares: by the time that hardening adds, taking the factor to be equal for all. Libraries with a share of nothing were not
    # measured by themselves: what time they take is in that of the measured ones.
    [Clock]      ::= 2.2 GHz
    [Profile]    ::= (redis, 26.7%) (newlib, 60.3%) (uksched, 6.2%) (lwip, 6.8%) (pthread-embedded, 0%) \
                     (tlsf, 0%) (ukschedcoop, 0%) (ukalloc, 0%) (ukdebug, 0%) (uklibparam, 0%) \
                     (posix-sysinfo, 0%) (posix-libdl, 0%) (vfscore, 0%) (ramfs, 0%) (devfs, 0%) (cpio, 0%) \
                     (initramfs, 0%) (redis -> lwip, 1.81 M/s) (redis -> uksched, 11.22 M/s) \
                     (lwip -> uksched, 0.10 M/s)
    [Minimise]   ::= runtime, compartments, transformations
}
