#define _GNU_SOURCE
#include "CEcho.h"

#include <poll.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER_BYTES = 4096 };

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void cecho_serve(int descriptor) {
  char buffer[BUFFER_BYTES];
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  while (poll(&entry, 1, -1) > 0) {
    ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count <= 0) return;
    for (ssize_t sent = 0; sent < count;) {
      ssize_t written = write(descriptor, buffer + sent, (size_t)(count - sent));
      if (written <= 0) return;
      sent += written;
    }
  }
}

int cecho_round_trips(int descriptor, int size, int count, uint64_t *nanoseconds) {
  char buffer[BUFFER_BYTES] = {0};
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  for (int trip = 0; trip < count; trip++) {
    uint64_t start = now();
    if (write(descriptor, buffer, (size_t)size) != size) return -1;
    for (int got = 0; got < size;) {
      if (poll(&entry, 1, 1000) <= 0) return -1;
      ssize_t bytes = read(descriptor, buffer, sizeof buffer);
      if (bytes <= 0) return -1;
      got += (int)bytes;
    }
    nanoseconds[trip] = now() - start;
  }
  return 0;
}

int cecho_epoll_round_trips(int descriptor, int size, int count, uint64_t *nanoseconds) {
  char buffer[BUFFER_BYTES] = {0};
  int set = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event wanted = {.events = EPOLLIN}, found;
  if (set < 0) return -1;
  int result = epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &wanted);
  const struct timespec limit = {.tv_sec = 1};
  for (int trip = 0; result == 0 && trip < count; trip++) {
    uint64_t start = now();
    if (write(descriptor, buffer, (size_t)size) != size) result = -1;
    for (int got = 0; result == 0 && got < size;) {
      ssize_t bytes = epoll_pwait2(set, &found, 1, &limit, NULL) == 1
        ? read(descriptor, buffer, sizeof buffer) : -1;
      if (bytes <= 0) result = -1;
      got += (int)bytes;
    }
    nanoseconds[trip] = now() - start;
  }
  close(set);
  return result;
}
