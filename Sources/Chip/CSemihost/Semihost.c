// Semihosting, as "Semihosting for AArch32 and AArch64" (Arm) has it: an operation in r0, its
// argument in r1, BKPT 0xAB.

#include "CSemihost.h"

enum {
  OPEN = 0x01,
  WRITE0 = 0x04,
  WRITE = 0x05,
  READ = 0x06,
  EXIT = 0x18,
  APPLICATION_EXIT = 0x20026
};

static uint32_t call(uint32_t operation, uintptr_t argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register uintptr_t r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
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

int32_t semihost_open(const char *name, semihost_mode mode) {
  uint32_t length = 0;
  while (name[length] != 0) { length++; }
  const uint32_t arguments[3] = {(uint32_t)(uintptr_t)name, (uint32_t)mode, length};
  return (int32_t)call(OPEN, (uintptr_t)arguments);
}

uint32_t semihost_read(int32_t file, void *bytes, uint32_t count) {
  const uint32_t arguments[3] = {(uint32_t)file, (uint32_t)(uintptr_t)bytes, count};
  return count - call(READ, (uintptr_t)arguments);
}

uint32_t semihost_write(int32_t file, const void *bytes, uint32_t count) {
  const uint32_t arguments[3] = {(uint32_t)file, (uint32_t)(uintptr_t)bytes, count};
  return count - call(WRITE, (uintptr_t)arguments);
}

void semihost_exit(void) {
  call(EXIT, APPLICATION_EXIT);
  for (;;) {}
}
