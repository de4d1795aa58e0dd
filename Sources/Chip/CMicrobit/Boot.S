// The bootloader at address 0. The core has no VTOR, so its vectors stay here for good: each is
// forwarded through a word in RAM that holds the address of the table in force, the app's while it
// runs. While the bootloader runs the word is zero: it takes no interrupt, so one is a fault.

  .syntax unified
  .cpu cortex-m0
  .thumb

  .section .boot.vectors, "a", %progbits
  .align 2
  .word __stack_top
  .word boot_reset
  .rept 46                      // 14 system exceptions and 32 interrupts
  .word boot_forward
  .endr

  .section .boot.text, "ax", %progbits
  .align 2
  .thumb_func
  .global boot_reset
  .type boot_reset, %function
boot_reset:
  cpsid i
  movs r0, #0
  ldr r1, =__forward_word
  str r0, [r1]
  bl microbit_reset
  .size boot_reset, . - boot_reset

  // r0-r3 and r12 are on the stack already, and lr holds EXC_RETURN: the handler sees what it
  // would have seen had the core taken its vector.
  .align 2
  .thumb_func
  .global boot_forward
  .type boot_forward, %function
boot_forward:
  ldr r0, =__forward_word
  ldr r0, [r0]
  cmp r0, #0
  beq 1f
  mrs r1, ipsr
  lsls r1, r1, #2
  ldr r0, [r0, r1]
  bx r0
1:                              // a fault of the bootloader's own: start again
  ldr r0, =0xE000ED0C
  ldr r1, =0x05FA0004
  str r1, [r0]
2:
  b 2b
  .size boot_forward, . - boot_forward

  // Runs the image whose vectors are at r0, as a reset would.
  .align 2
  .thumb_func
  .global microbit_run
  .type microbit_run, %function
microbit_run:
  ldr r1, =__forward_word
  str r0, [r1]
  ldr r1, [r0]
  msr msp, r1
  ldr r0, [r0, #4]
  cpsie i
  bx r0
  .ltorg
  .size microbit_run, . - microbit_run

  // The public key that images are signed for; the packer writes it here. Left as it is, no
  // signature is right: these bytes are no point of the curve.
  .section .rodata.microbit_public_key, "a", %progbits
  .align 2
  .global microbit_public_key_bytes
  .type microbit_public_key_bytes, %object
microbit_public_key_bytes:
  .byte 2
  .space 31
  .size microbit_public_key_bytes, 32
