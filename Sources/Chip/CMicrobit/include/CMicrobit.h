// What the micro:bit's firmware cannot say in Swift: volatile accesses, barriers, the interrupt
// mask, and the addresses that the linker script places.

#ifndef CMICROBIT_H
#define CMICROBIT_H

#include <stdint.h>

/// The registers of the code that faulted, copied before the stack is reset.
struct microbit_fault_registers {
  uint32_t r0, r1, r2, r3, r12, lr, pc, psr;
  /// The stack pointer just below the frame that the fault pushed.
  uint32_t sp;
  /// The number of the exception that was taken: 3 for a hard fault.
  uint32_t exception;
};

__attribute__((always_inline)) static inline uint32_t microbit_read(uint32_t address) {
  return *(volatile const uint32_t *)(uintptr_t)address;
}

__attribute__((always_inline)) static inline void microbit_write(uint32_t address, uint32_t value) {
  *(volatile uint32_t *)(uintptr_t)address = value;
}

/// Masks interrupts; gives the mask that stood before, for `microbit_restore_interrupts`.
__attribute__((always_inline)) static inline uint32_t microbit_mask_interrupts(void) {
  uint32_t primask;
  __asm__ volatile("mrs %0, primask\n\tcpsid i" : "=r"(primask)::"memory");
  return primask;
}

__attribute__((always_inline)) static inline void microbit_restore_interrupts(uint32_t primask) {
  __asm__ volatile("msr primask, %0" ::"r"(primask) : "memory");
}

__attribute__((always_inline)) static inline void microbit_unmask_interrupts(void) {
  __asm__ volatile("cpsie i" ::: "memory");
}

/// Sleeps until an interrupt is pending. Wakes with interrupts masked too, which is what makes
/// "check, then sleep" free of a race.
__attribute__((always_inline)) static inline void microbit_wait_for_interrupt(void) {
  __asm__ volatile("dsb\n\twfi" ::: "memory");
}

__attribute__((always_inline)) static inline void microbit_data_barrier(void) {
  __asm__ volatile("dsb" ::: "memory");
}

/// Stops at an undefined instruction, as a failed check of Swift's does: a hard fault.
__attribute__((noreturn, always_inline)) static inline void microbit_trap(void) {
  __builtin_trap();
}

/// The lowest address of the stack: painted at start, so that what was never used can be told.
uint32_t microbit_stack_bottom(void);
/// The address above the stack.
uint32_t microbit_stack_top(void);
/// The address of the words that neither a reset nor start-up clears.
uint32_t microbit_handoff_address(void);
/// The address of the image header of the running slot.
uint32_t microbit_image_address(void);
/// Where the app lives: Swift gives a global its first value at run time where it is not a constant.
void *microbit_app_storage(void);
/// How many bytes there are for it.
int microbit_app_storage_size(void);

/// Runs the image whose vectors are at an address, as a reset would: nothing of this one goes on.
__attribute__((noreturn)) void microbit_run(uint32_t vectors);
/// A byte of the public key that images are signed for, by its place from 0 to 31.
uint8_t microbit_public_key_byte(uint32_t place);

#endif
