// Semihosting, as "Semihosting for AArch32 and AArch64" (Arm) has it: an operation in r0, its
// argument in r1, BKPT 0xAB.

#include "CSemihost.h"

enum { WRITE0 = 0x04, EXIT = 0x18, APPLICATION_EXIT = 0x20026 };

static void call(uint32_t operation, uintptr_t argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register uintptr_t r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void semihost_print(const char *name, uint32_t value) {
  char digits[12];
  char *cursor = digits + 11;
  *cursor = 0;
  *--cursor = '\n';
  do {
    *--cursor = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  call(WRITE0, (uintptr_t)name);
  call(WRITE0, (uintptr_t)" ");
  call(WRITE0, (uintptr_t)cursor);
}

void semihost_exit(void) {
  call(EXIT, APPLICATION_EXIT);
  for (;;) {}
}
