// What lives at address 0: the core of a Cortex-M0 has no VTOR, so its vectors stay here, and each
// is forwarded through a word in RAM that holds the address of the table in force. The bootloader
// takes this place later and keeps the same word.

  .syntax unified
  .cpu cortex-m0
  .thumb

  .section .stub.vectors, "a", %progbits
  .align 2
  .word __stack_top
  .word stub_reset
  .rept 46                      // 14 system exceptions and 32 interrupts
  .word stub_forward
  .endr

  .section .stub.text, "ax", %progbits
  .align 2
  .thumb_func
  .global stub_reset
  .type stub_reset, %function
stub_reset:
  ldr r0, =__slot_vectors
  ldr r1, =__forward_word
  str r0, [r1]
  ldr r1, [r0]
  msr msp, r1
  ldr r0, [r0, #4]
  bx r0
  .size stub_reset, . - stub_reset

  // r0-r3 and r12 are on the stack already, and lr holds EXC_RETURN: the handler sees what it
  // would have seen had the core taken its vector.
  .align 2
  .thumb_func
  .global stub_forward
  .type stub_forward, %function
stub_forward:
  ldr r0, =__forward_word
  ldr r0, [r0]
  mrs r1, ipsr
  lsls r1, r1, #2
  ldr r0, [r0, r1]
  bx r0
  .size stub_forward, . - stub_forward
  .ltorg
