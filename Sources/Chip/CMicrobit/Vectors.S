// The application's vectors, behind the image header of slot 0, and the way into a fault.

  .syntax unified
  .cpu cortex-m0
  .thumb

  .section .slot.vectors, "a", %progbits
  .align 2
  .word __stack_top
  .word microbit_reset
  .word microbit_exception      // 2 NMI
  .word microbit_exception      // 3 HardFault
  .rept 12                      // 4-15: nothing here raises them; a stray one is told as a fault
  .word microbit_exception
  .endr
  .word microbit_exception      // 0 POWER_CLOCK
  .word microbit_exception      // 1 RADIO
  .word microbit_uart0_interrupt // 2 UART0
  .rept 5                       // 3-7
  .word microbit_exception
  .endr
  .word microbit_timer0_interrupt // 8 TIMER0
  .rept 23                      // 9-31
  .word microbit_exception
  .endr

  .section .text.microbit_exception, "ax", %progbits
  .align 2
  .thumb_func
  .global microbit_exception
  .type microbit_exception, %function
// Copies what the core pushed, then starts over at the top of the stack: the stack may be what
// broke, and nothing below the fault is returned to.
microbit_exception:
  cpsid i
  mrs r0, msp
  ldr r1, =microbit_fault_record
  movs r2, #8
1:
  ldmia r0!, {r3}
  stmia r1!, {r3}
  subs r2, r2, #1
  bne 1b
  str r0, [r1]
  mrs r3, ipsr
  str r3, [r1, #4]
  ldr r0, =__stack_top
  msr msp, r0
  ldr r0, =microbit_fault_record
  ldr r1, =microbit_fault
  blx r1
2:
  b 2b
  .ltorg
  .size microbit_exception, . - microbit_exception

  // Where the registers go: not on the stack, and not cleared by start-up.
  .section .bss.microbit_fault_record, "aw", %nobits
  .align 2
  .type microbit_fault_record, %object
microbit_fault_record:
  .space 40
  .size microbit_fault_record, 40
