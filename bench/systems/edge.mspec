# The phone and the web server in one machine: 34 components.

include "cloud.mspec"
include "phone.mspec"

system edge {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json, kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Mechanisms] ::= ept, process, mpk, sgx, sfi, asan, ssp, cfi
    [Clock]      ::= 2.4 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s) \
                     (kernel, 20%) (tee, 1%) (keymaster, 1%) (gatekeeper, 0%) (drm, 2%) (modem, 5%) (rild, 1%) (media, 6%) (codec, 15%) (surface, 8%) \
                     (gpu, 8%) (wifi, 6%) (netd, 2%) (browser, 10%) (js, 12%) (wallet, 1%) (launcher, 2%) \
                     (kernel -> tee, 1 k/s) (tee -> keymaster, 200 /s) (tee -> gatekeeper, 5 /s) (tee -> drm, 800 /s) (rild -> kernel, 2 k/s) (rild -> modem, 3 k/s) \
                     (media -> codec, 20 k/s) (media -> kernel, 9 k/s) (media -> tee, 600 /s) (codec -> kernel, 4 k/s) (surface -> gpu, 12 k/s) (gpu -> kernel, 8 k/s) \
                     (netd -> wifi, 30 k/s) (netd -> kernel, 25 k/s) (browser -> netd, 9 k/s) (browser -> surface, 4 k/s) (browser -> media, 1 k/s) (browser -> js, 90 k/s) \
                     (js -> kernel, 10 k/s) (wallet -> tee, 10 /s) (wallet -> netd, 20 /s) (wallet -> surface, 60 /s) (launcher -> surface, 500 /s)
    [Minimise]   ::= runtime, compartments
}
system edge-all {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json, kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Platform]   ::= arch arm64; compiler clang 17; cpu mte, pauth
    [Minimise]   ::= memory, compartments, transformations
}
system edge-groups {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json, kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Mechanisms] ::= ept, process, mpk, sfi, asan, ssp, cfi
    [Hardening]  ::= per compartment
    [Clock]      ::= 2.4 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s) \
                     (kernel, 20%) (tee, 1%) (keymaster, 1%) (gatekeeper, 0%) (drm, 2%) (modem, 5%) (rild, 1%) (media, 6%) (codec, 15%) (surface, 8%) \
                     (gpu, 8%) (wifi, 6%) (netd, 2%) (browser, 10%) (js, 12%) (wallet, 1%) (launcher, 2%) \
                     (kernel -> tee, 1 k/s) (tee -> keymaster, 200 /s) (tee -> gatekeeper, 5 /s) (tee -> drm, 800 /s) (rild -> kernel, 2 k/s) (rild -> modem, 3 k/s) \
                     (media -> codec, 20 k/s) (media -> kernel, 9 k/s) (media -> tee, 600 /s) (codec -> kernel, 4 k/s) (surface -> gpu, 12 k/s) (gpu -> kernel, 8 k/s) \
                     (netd -> wifi, 30 k/s) (netd -> kernel, 25 k/s) (browser -> netd, 9 k/s) (browser -> surface, 4 k/s) (browser -> media, 1 k/s) (browser -> js, 90 k/s) \
                     (js -> kernel, 10 k/s) (wallet -> tee, 10 /s) (wallet -> netd, 20 /s) (wallet -> surface, 60 /s) (launcher -> surface, 500 /s)
    [Minimise]   ::= runtime, compartments
}
