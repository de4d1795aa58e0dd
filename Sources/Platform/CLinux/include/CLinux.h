#ifndef CLINUX_H
#define CLINUX_H

// Calls that Swift does not see: glibc declares them only with _GNU_SOURCE, as variadic functions,
// or beside a structure of the same name.

#include <stdint.h>

struct pollfd;

/// ppoll(2) with the timeout in nanoseconds; a negative one waits on.
int clinux_ppoll(struct pollfd *entries, unsigned long count, int64_t timeout_nanoseconds);

/// Lets this thread's timed waits end to the nearest `nanoseconds` (50 µs otherwise); prctl(2).
int clinux_set_timer_slack(unsigned long nanoseconds);

/// Names this thread, 15 bytes at most; prctl(2).
int clinux_set_thread_name(const char *name);

/// A timer of CLOCK_MONOTONIC as a descriptor; timerfd_create(2).
int clinux_timer_open(void);

/// Has it go off at an absolute time, which is above 0; timerfd_settime(2).
int clinux_timer_set(int descriptor, int64_t nanoseconds);
/// Writes out all that a file's file system holds back; syncfs(2).
int clinux_syncfs(int descriptor);

/// Has memory of so many bytes and more given back to the system when it is freed; mallopt(3).
int clinux_map_from(int bytes);

/// flock(2).
int clinux_flock(int descriptor, int operation);

#endif
