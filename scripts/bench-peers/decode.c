/* A plain decoder of the sole link's frames, to compare with: byte-wise COBS and a table-driven
   CRC-32, as most C programs do it. Usage: decode FILE SECONDS; prints a line of JSON. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint32_t table[256];

static void make_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t value = byte;
    for (int bit = 0; bit < 8; bit++) value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
    table[byte] = value;
  }
}

static uint32_t crc32(const uint8_t *bytes, size_t count) {
  uint32_t value = 0xFFFFFFFFu;
  for (size_t index = 0; index < count; index++)
    value = value >> 8 ^ table[(value ^ bytes[index]) & 0xFF];
  return ~value;
}

struct decoder {
  uint8_t frame[256];
  size_t length;
  uint8_t left;       /* bytes until the next code */
  uint8_t code;       /* the block's code */
  int bad, started;
  uint64_t frames, errors;
  uint64_t sum;
};

static void end_of_chunk(struct decoder *d) {
  if (d->started) {
    if (d->bad || d->left != 0 || d->length < 6) {
      d->errors++;
    } else {
      const uint8_t *end = d->frame + d->length - 4;
      uint32_t sent = end[0] | end[1] << 8 | end[2] << 16 | (uint32_t)end[3] << 24;
      if (crc32(d->frame, d->length - 4) == sent) {
        d->frames++;
        d->sum += d->length + d->frame[1];
      } else {
        d->errors++;
      }
    }
  }
  d->length = 0;
  d->left = 0;
  d->code = 0xFF;
  d->bad = 0;
  d->started = 0;
}

static void receive(struct decoder *d, uint8_t byte) {
  if (byte == 0) {
    end_of_chunk(d);
    return;
  }
  if (d->left == 0) {
    if (d->started && d->code != 0xFF) {
      if (d->length < 254) d->frame[d->length++] = 0; else d->bad = 1;
    }
    d->code = byte;
    d->left = byte - 1;
    d->started = 1;
  } else {
    if (d->length < 254) d->frame[d->length++] = byte; else d->bad = 1;
    d->left--;
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return perror(arguments[1]), 3;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  uint8_t *bytes = malloc(size);
  if (!bytes || fread(bytes, 1, size, file) != size) return perror(arguments[1]), 3;
  make_table();
  double best = 1e9, end = now() + atof(arguments[2]);
  uint64_t frames = 0;
  int rounds = 0;
  do {
    struct decoder d = {.code = 0xFF};
    double start = now();
    for (size_t index = 0; index < size; index++) receive(&d, bytes[index]);
    double time = now() - start;
    if (time < best) best = time;
    frames = d.frames;
    rounds++;
    if (d.errors || !d.sum) return fprintf(stderr, "decode: frames were lost\n"), 3;
  } while (now() < end);
  printf("{\"name\": \"plain C\", \"frames_per_second\": %.0f, \"megabytes_per_second\": %.0f, "
         "\"rounds\": %d}\n", frames / best, size / best / 1e6, rounds);
  return 0;
}
