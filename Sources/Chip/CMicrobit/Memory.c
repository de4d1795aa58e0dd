// The few functions that compiled code calls by name. No heap: an allocation stays undefined, and
// fails to link.

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
  uint8_t *to = target;
  const uint8_t *from = source;
  // The M0 faults on an unaligned word, so words only where both sides are aligned.
  if ((((uintptr_t)to | (uintptr_t)from) & 3) == 0) {
    for (; count >= 4; count -= 4, to += 4, from += 4) {
      *(uint32_t *)(void *)to = *(const uint32_t *)(const void *)from;
    }
  }
  while (count--) {
    *to++ = *from++;
  }
  return target;
}

void *memmove(void *target, const void *source, size_t count) {
  uint8_t *to = target;
  const uint8_t *from = source;
  if (to <= from) {
    return memcpy(target, source, count);
  }
  while (count--) {
    to[count] = from[count];
  }
  return target;
}

void *memset(void *target, int value, size_t count) {
  uint8_t *to = target;
  while (count && ((uintptr_t)to & 3)) {
    *to++ = (uint8_t)value;
    count--;
  }
  const uint32_t word = (uint8_t)value * 0x01010101u;
  for (; count >= 4; count -= 4, to += 4) {
    *(uint32_t *)(void *)to = word;
  }
  while (count--) {
    *to++ = (uint8_t)value;
  }
  return target;
}

int memcmp(const void *left, const void *right, size_t count) {
  const uint8_t *a = left, *b = right;
  for (; count--; a++, b++) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}

// The eABI's names for the same, which the compiler prefers on this core.
void __aeabi_memcpy(void *target, const void *source, size_t count) {
  memcpy(target, source, count);
}

void __aeabi_memcpy4(void *target, const void *source, size_t count) {
  memcpy(target, source, count);
}

void __aeabi_memcpy8(void *target, const void *source, size_t count) {
  memcpy(target, source, count);
}

void __aeabi_memmove(void *target, const void *source, size_t count) {
  memmove(target, source, count);
}

void __aeabi_memmove4(void *target, const void *source, size_t count) {
  memmove(target, source, count);
}

void __aeabi_memmove8(void *target, const void *source, size_t count) {
  memmove(target, source, count);
}

void __aeabi_memset(void *target, size_t count, int value) { memset(target, value, count); }

void __aeabi_memset4(void *target, size_t count, int value) { memset(target, value, count); }

void __aeabi_memset8(void *target, size_t count, int value) { memset(target, value, count); }

void __aeabi_memclr(void *target, size_t count) { memset(target, 0, count); }

void __aeabi_memclr4(void *target, size_t count) { memset(target, 0, count); }

void __aeabi_memclr8(void *target, size_t count) { memset(target, 0, count); }
