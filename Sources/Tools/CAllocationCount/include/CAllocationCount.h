#pragma once
#include <stdint.h>

/// Allocations of this process so far: a program that links this has its malloc family counted.
uint64_t callocationcount_total(void);
