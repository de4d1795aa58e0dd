// From reset to Swift's main: paints the stack, fills .data, clears .bss.

#include "CMicrobit.h"

extern uint32_t __stack_bottom[], __stack_top[], __forward_word[], __slot_header[];
extern uint32_t __data_start[], __data_end[], __data_load[];
extern uint32_t __bss_start[], __bss_end[];
extern int main(int argc, char **argv);

static uint64_t app_storage[6144 / 8];

void *microbit_app_storage(void) { return app_storage; }
int microbit_app_storage_size(void) { return sizeof app_storage; }

enum { PAINT = 0xC5C5C5C5u };

extern const volatile uint8_t microbit_public_key_bytes[];
uint8_t microbit_public_key_byte(uint32_t place) { return microbit_public_key_bytes[place]; }

uint32_t microbit_stack_bottom(void) { return (uint32_t)(uintptr_t)__stack_bottom; }
uint32_t microbit_stack_top(void) { return (uint32_t)(uintptr_t)__stack_top; }
uint32_t microbit_handoff_address(void) { return (uint32_t)(uintptr_t)__forward_word; }
uint32_t microbit_image_address(void) { return (uint32_t)(uintptr_t)__slot_header; }

__attribute__((noreturn, used)) void microbit_reset(void) {
  // This frame is the only one on the stack; what lies below it is free to paint.
  uint32_t *frame = __builtin_frame_address(0);
  for (uint32_t *word = __stack_bottom; word < frame - 8; word++) {
    *(volatile uint32_t *)word = PAINT;
  }
  // Volatile, so that the loops do not become calls to memset and memcpy that need a stack.
  const uint32_t *source = __data_load;
  for (uint32_t *word = __data_start; word < __data_end; word++) {
    *(volatile uint32_t *)word = *source++;
  }
  for (uint32_t *word = __bss_start; word < __bss_end; word++) {
    *(volatile uint32_t *)word = 0;
  }
  main(0, 0);
  microbit_trap();
}
