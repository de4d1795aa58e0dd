// What a program tells the emulator it runs on, by Arm's semihosting. On a chip without a debugger
// each of these is a fault: no firmware uses them.

#ifndef CSEMIHOST_H
#define CSEMIHOST_H

#include <stdint.h>

/// Prints a name and a number, as a line.
void semihost_print(const char *name, uint32_t value);

/// How a file of the host is opened; the numbers are Arm's.
typedef enum { SEMIHOST_READ_BYTES = 1, SEMIHOST_WRITE_BYTES = 5 } semihost_mode;

/// Opens a file in the emulator's working folder; negative where that is not possible.
int32_t semihost_open(const char *name, semihost_mode mode);
/// Reads up to so many bytes, and gives how many there were.
uint32_t semihost_read(int32_t file, void *bytes, uint32_t count);
/// Writes bytes, and gives how many could be written.
uint32_t semihost_write(int32_t file, const void *bytes, uint32_t count);
/// Ends the emulator.
__attribute__((noreturn)) void semihost_exit(void);

#endif
