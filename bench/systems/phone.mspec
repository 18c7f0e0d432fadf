# A phone: a secure world with a few trusted services, processes in the normal one, drivers in the kernel.

component kernel    { [Language] ::= C  [Size] ::= 4 MiB  [API] ::= (ioctl, SYMB) (mmap, SYMB) (smc, SYMB)  [Call] ::= X(tee.invoke)  [Requires] ::= X }
component tee       { [Language] ::= C  [Size] ::= 400 KiB  [API] ::= (invoke, SYMB)  [Call] ::= X(keymaster.sign, gatekeeper.check, drm.decrypt)  [Requires] ::= X }
component keymaster { [Language] ::= C++  [Size] ::= 120 KiB  [API] ::= (sign, SYMB)  [Memory Access] ::= R(own, fuse.root_key), W(own)  [Requires] ::= X }
component gatekeeper { [Language] ::= Rust  [Size] ::= 60 KiB  [API] ::= (check, SYMB)  [Memory Access] ::= R(own, fuse.counter), W(own, fuse.counter)  [Requires] ::= X }
component drm       { [Language] ::= C  [Size] ::= 300 KiB  [API] ::= (decrypt, SYMB)  [Memory Access] ::= R(own, media.frames), W(own, media.frames)  [Requires] ::= X }
component fuse {
    [Region]   ::= (root_key, OWN, 256 B) (counter, OWN, 64 B)
    [Requires] ::= keymaster(R, root_key), gatekeeper(R, counter), gatekeeper(W, counter)
}
component modem     { [Language] ::= C  [Size] ::= 6 MiB  [Region] ::= (mailbox, SHARED, 64 KiB)  [API] ::= (at, SYMB) }
component rild      { [Language] ::= C++  [Size] ::= 700 KiB  [Memory Access] ::= R(own, modem.mailbox), W(own, modem.mailbox)  [Call] ::= X(kernel.ioctl, modem.at)  [Requires] ::= X, R }
component media     { [Language] ::= C++  [Size] ::= 5 MiB  [Region] ::= (frames, SHARED, 2 MiB)  [API] ::= (play, SYMB)  [Call] ::= X(codec.decode, kernel.ioctl, tee.invoke)  [Requires] ::= X }
component codec     { [Language] ::= C  [Size] ::= 2 MiB  [API] ::= (decode, SYMB)  [Call] ::= X(kernel.mmap) }
component surface   { [Language] ::= C++  [Size] ::= 1 MiB  [API] ::= (post, SYMB)  [Memory Access] ::= R, W(own, shared)  [Call] ::= X(gpu.submit)  [Requires] ::= R, X }
component gpu       { [Language] ::= C  [Size] ::= 3 MiB  [API] ::= (submit, SYMB)  [Call] ::= X(kernel.mmap)  [Requires] ::= X }
component wifi      { [Language] ::= C  [Size] ::= 900 KiB  [Region] ::= (skb, SHARED, 512 KiB)  [API] ::= (tx, SYMB) }
component netd      { [Language] ::= Rust  [Size] ::= 400 KiB  [API] ::= (connect, SYMB)  [Call] ::= X(wifi.tx, kernel.ioctl) }
component browser   { [Language] ::= C++  [Size] ::= 40 MiB  [Call] ::= X(netd.connect, surface.post, media.play, js.run)  [Requires] ::= none }
component js        { [Language] ::= C++  [Size] ::= 9 MiB  [API] ::= (run, SYMB)  [Call] ::= X(kernel.mmap) }
component wallet    { [Language] ::= Rust  [Size] ::= 600 KiB  [Region] ::= (cards, OWN, 8 KiB)  [Call] ::= X(tee.invoke, netd.connect, surface.post)  [Requires] ::= none }
component launcher  { [Language] ::= Go  [Size] ::= 3 MiB  [Call] ::= X(surface.post) }

vulnerability CVE-codec : CWE-122 { [Affects] ::= codec }
vulnerability CVE-drm : CWE-787 { [Affects] ::= drm }

system worlds {
    [Components] ::= kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Mechanisms] ::= trustzone, process, ept, mte, hwasan, pac, scs, cfi
    [Clock]      ::= 2 GHz
    [Profile]    ::= (kernel, 20%) (tee, 1%) (keymaster, 1%) (gatekeeper, 0%) (drm, 2%) (modem, 5%) (rild, 1%) (media, 6%) (codec, 15%) (surface, 8%) \
                     (gpu, 8%) (wifi, 6%) (netd, 2%) (browser, 10%) (js, 12%) (wallet, 1%) (launcher, 2%) \
                     (kernel -> tee, 1 k/s) (tee -> keymaster, 200 /s) (tee -> gatekeeper, 5 /s) (tee -> drm, 800 /s) (rild -> kernel, 2 k/s) (rild -> modem, 3 k/s) \
                     (media -> codec, 20 k/s) (media -> kernel, 9 k/s) (media -> tee, 600 /s) (codec -> kernel, 4 k/s) (surface -> gpu, 12 k/s) (gpu -> kernel, 8 k/s) \
                     (netd -> wifi, 30 k/s) (netd -> kernel, 25 k/s) (browser -> netd, 9 k/s) (browser -> surface, 4 k/s) (browser -> media, 1 k/s) (browser -> js, 90 k/s) \
                     (js -> kernel, 10 k/s) (wallet -> tee, 10 /s) (wallet -> netd, 20 /s) (wallet -> surface, 60 /s) (launcher -> surface, 500 /s)
    [Minimise]   ::= runtime, compartments
}
system worlds-all {
    [Components] ::= kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Platform]   ::= arch arm64; compiler clang 17; cpu mte, pauth
    [Clock]      ::= 2 GHz
    [Profile]    ::= (kernel, 20%) (tee, 1%) (keymaster, 1%) (gatekeeper, 0%) (drm, 2%) (modem, 5%) (rild, 1%) (media, 6%) (codec, 15%) (surface, 8%) \
                     (gpu, 8%) (wifi, 6%) (netd, 2%) (browser, 10%) (js, 12%) (wallet, 1%) (launcher, 2%) \
                     (kernel -> tee, 1 k/s) (tee -> keymaster, 200 /s) (tee -> gatekeeper, 5 /s) (tee -> drm, 800 /s) (rild -> kernel, 2 k/s) (rild -> modem, 3 k/s) \
                     (media -> codec, 20 k/s) (media -> kernel, 9 k/s) (media -> tee, 600 /s) (codec -> kernel, 4 k/s) (surface -> gpu, 12 k/s) (gpu -> kernel, 8 k/s) \
                     (netd -> wifi, 30 k/s) (netd -> kernel, 25 k/s) (browser -> netd, 9 k/s) (browser -> surface, 4 k/s) (browser -> media, 1 k/s) (browser -> js, 90 k/s) \
                     (js -> kernel, 10 k/s) (wallet -> tee, 10 /s) (wallet -> netd, 20 /s) (wallet -> surface, 60 /s) (launcher -> surface, 500 /s)
    [Place]      ::= keymaster in trustzone
    [Minimise]   ::= runtime, compartments
}
system worlds-fewest {
    [Components] ::= kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Mechanisms] ::= trustzone, process, sfi, mte, pac, scs, cfi
    [Place]      ::= keymaster in trustzone; gatekeeper in trustzone
    [Apart]      ::= browser, wallet
    [Minimise]   ::= compartments, transformations
}
system worlds-faults {
    [Components] ::= kernel, tee, keymaster, gatekeeper, drm, fuse, modem, rild, media, codec, surface, gpu, wifi, netd, browser, js, wallet, launcher
    [Mechanisms] ::= trustzone, process, mte, pac, cfi
    [Strategy]   ::= vulnerability
    [Vulnerabilities] ::= CVE-codec, CVE-drm
    [Hardening]  ::= per compartment
    [Minimise]   ::= memory, compartments, transformations
}
