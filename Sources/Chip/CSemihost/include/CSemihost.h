// What a program tells the emulator it runs on, by Arm's semihosting. On a chip without a debugger
// each of these is a fault: no firmware uses them.

#ifndef CSEMIHOST_H
#define CSEMIHOST_H

#include <stdint.h>

/// Prints a name and a number, as a line.
void semihost_print(const char *name, uint32_t value);
/// Ends the emulator.
__attribute__((noreturn)) void semihost_exit(void);

#endif
