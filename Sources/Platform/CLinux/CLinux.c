#define _GNU_SOURCE
#include "CLinux.h"

#include <malloc.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

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

int clinux_timer_open(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); }

int clinux_timer_set(int descriptor, int64_t nanoseconds) {
  struct itimerspec setting = {
    .it_value = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000},
  };
  return timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &setting, NULL);
}
int clinux_syncfs(int descriptor) { return syncfs(descriptor); }

int clinux_map_from(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }
