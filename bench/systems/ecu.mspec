# A controller in a car: no processes, a memory protection unit, and a secure side.

component os        { [Language] ::= C  [Size] ::= 24 KiB  [API] ::= (activate, SYMB) (wait_event, SYMB)  [Requires] ::= X }
component can       { [Language] ::= C  [Size] ::= 8 KiB  [Region] ::= (rx, SHARED, 512 B) (tx, SHARED, 512 B)  [API] ::= (send_frame, SYMB)  [Call] ::= X(os.activate, com.indicate) }
component com       { [Language] ::= C  [Size] ::= 16 KiB  [API] ::= (indicate, SYMB) (get, SYMB) (put, SYMB)  [Memory Access] ::= R(own, can.rx), W(own, can.tx)  [Call] ::= X(can.send_frame, crypto.verify) }
component crypto    { [Language] ::= SPARK  [Size] ::= 12 KiB  [API] ::= (verify, SYMB)  [Memory Access] ::= R(own, shared, hsm.key), W(own)  [Requires] ::= X }
component hsm       { [Region] ::= (key, OWN, 64 B)  [Requires] ::= crypto(R, key) }
component diag      { [Language] ::= C  [Size] ::= 20 KiB  [API] ::= (request, SYMB)  [Call] ::= X(com.put, nvm.store, os.wait_event) }
component nvm       { [Language] ::= C  [Size] ::= 10 KiB  [Region] ::= (block, SHARED, 1 KiB)  [API] ::= (store, SYMB) (load, SYMB)  [Requires] ::= X }
component brake     { [Language] ::= SPARK  [Size] ::= 18 KiB  [Region] ::= (pressure, SHARED, 16 B) (state, OWN, 128 B)  [Call] ::= X(com.get, os.wait_event)  [Memory Access] ::= R(own, shared, calibration.curves), W(own, brake.pressure)  [Requires] ::= *(R, pressure) }
component calibration { [Region] ::= (curves, OWN, 2 KiB)  [Requires] ::= brake(R, curves), steering(R, curves), diag(W, curves) }
component steering  { [Language] ::= Ada  [Size] ::= 22 KiB  [Call] ::= X(com.get, com.put, os.wait_event)  [Memory Access] ::= R(own, shared, calibration.curves), W(own)  [Requires] ::= none }
component infotain  { [Language] ::= C++  [Size] ::= 200 KiB  [Call] ::= X(com.put, com.get, nvm.load) }
component bootloader { [Language] ::= C  [Size] ::= 16 KiB  [Call] ::= X(crypto.verify, nvm.load)  [Requires] ::= none }

system controller {
    [Components] ::= os, can, com, crypto, hsm, diag, nvm, brake, calibration, steering, infotain, bootloader
    [Mechanisms] ::= trustzone, mpu, ssp, cfi, pac
    [Platform]   ::= arch armv8-m, arm
}
system controller-all {
    [Components] ::= os, can, com, crypto, hsm, diag, nvm, brake, calibration, steering, infotain, bootloader
    [Platform]   ::= arch arm; compiler clang 17
    [Minimise]   ::= memory, compartments
}
system controller-time {
    [Components] ::= os, can, com, crypto, hsm, diag, nvm, brake, calibration, steering, infotain, bootloader
    [Mechanisms] ::= trustzone, process, mpu, sfi, mte, ssp, cfi, scs
    [Clock]      ::= 300 MHz
    [Profile]    ::= (os, 10%) (can, 8%) (com, 12%) (crypto, 6%) (diag, 4%) (nvm, 2%) (brake, 15%) (steering, 15%) (infotain, 20%) (bootloader, 0%) \
                     (can -> os, 4 k/s) (can -> com, 4 k/s) (com -> can, 3 k/s) (com -> crypto, 2 k/s) (diag -> com, 100 /s) (diag -> nvm, 10 /s) (diag -> os, 100 /s) \
                     (brake -> com, 1 k/s) (brake -> os, 1 k/s) (steering -> com, 2 k/s) (steering -> os, 1 k/s) (infotain -> com, 500 /s) (infotain -> nvm, 5 /s)
    [Together]   ::= brake, steering
    [Minimise]   ::= runtime, compartments
}
