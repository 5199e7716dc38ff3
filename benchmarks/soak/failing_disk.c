/* A disk that fails: the n-th write, sync or truncation of a project's database returns an
   error, and with REPEAT all that follow, too. Loaded before the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long seen = 0;

static int fails(int fd) {
    char link[64], path[4096];
    const char *which = getenv("FAIL_AT"), *armed = getenv("FAIL_WHEN");
    if (which == NULL || armed == NULL || access(armed, F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strstr(path, "project.sqlite") == NULL || strstr(path, "-shm") != NULL) return 0;
    seen++;
    const char *errors = getenv("FAIL_WITH"), *repeat = getenv("FAIL_ON");
    if (seen == atol(which) || (repeat != NULL && seen > atol(which))) {
        errno = errors != NULL && strcmp(errors, "EIO") == 0 ? EIO : ENOSPC;
        return 1;
    }
    return 0;
}

#define REAL(name) real = real != NULL ? real : dlsym(RTLD_NEXT, name)

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    REAL("pwrite64");
    return fails(fd) ? -1 : real(fd, data, size, place);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    REAL("pwrite");
    return fails(fd) ? -1 : real(fd, data, size, place);
}

ssize_t write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    REAL("write");
    return fails(fd) ? -1 : real(fd, data, size);
}

int fsync(int fd) {
    static int (*real)(int);
    REAL("fsync");
    return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    REAL("fdatasync");
    return fails(fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t size) {
    static int (*real)(int, off64_t);
    REAL("ftruncate64");
    return fails(fd) ? -1 : real(fd, size);
}

int ftruncate(int fd, off_t size) {
    static int (*real)(int, off_t);
    REAL("ftruncate");
    return fails(fd) ? -1 : real(fd, size);
}

/* Tells the program how many writes there were, so that each can be made to fail in turn. */
long failing_disk_seen(void) { return seen; }
