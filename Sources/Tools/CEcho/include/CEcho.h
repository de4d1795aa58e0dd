#ifndef CECHO_H
#define CECHO_H

// The two ends of a round trip in plain C: what a serial port can be held against.

#include <stdint.h>

/// Sends back what comes on a descriptor, until it hangs up.
void cecho_serve(int descriptor);

/// Sends `size` bytes and waits for as many, `count` times, with poll and read alone; stores each
/// trip's nanoseconds. Returns 0, or -1 where the line failed.
int cecho_round_trips(int descriptor, int size, int count, uint64_t *nanoseconds);

/// The same with epoll_pwait2(2) in place of poll(2).
int cecho_epoll_round_trips(int descriptor, int size, int count, uint64_t *nanoseconds);

#endif
