#define _GNU_SOURCE
#include "CLinux.h"

#include <poll.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <time.h>

int clinux_ppoll(struct pollfd *entries, unsigned long count, int64_t timeout_nanoseconds) {
  if (timeout_nanoseconds < 0) return ppoll(entries, count, NULL, NULL);
  struct timespec timeout = {
    .tv_sec = timeout_nanoseconds / 1000000000,
    .tv_nsec = timeout_nanoseconds % 1000000000,
  };
  return ppoll(entries, count, &timeout, NULL);
}

int clinux_set_timer_slack(unsigned long nanoseconds) {
  return prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0);
}

int clinux_flock(int descriptor, int operation) { return flock(descriptor, operation); }

int clinux_set_thread_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }
