/* LD_PRELOAD: every change to a file under $TRACE_FOLDER is noted in $TRACE_FILE in the order in which it was made.
   A note: kind (W write, T truncate, S sync, U unlink), length of the path, offset, length of the data, path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct head { uint32_t kind, path; uint64_t offset, length; };

static int trace_fd = -2;
static const char *folder;

static int under(const char *path) {
    if (trace_fd == -2) {
        const char *file = getenv("TRACE_FILE");
        folder = getenv("TRACE_FOLDER");
        trace_fd = file && folder
            ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }
    return trace_fd >= 0 && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return under(path);
}

static void note(char kind, const char *path, uint64_t offset, const void *bytes, size_t length) {
    struct head head = { (uint32_t)kind, (uint32_t)strlen(path), offset, length };
    struct iovec parts[3] = { { &head, sizeof head }, { (void *)path, strlen(path) }, { (void *)bytes, length } };
    syscall(SYS_writev, trace_fd, parts, bytes ? 3 : 2);
}

#define TRUE_ONE(name) __typeof__(name) *true_one = dlsym(RTLD_NEXT, #name)

#define PWRITE(name, offset_type)                                                        \
    ssize_t name(int fd, const void *bytes, size_t length, offset_type offset) {         \
        TRUE_ONE(name);                                                                  \
        ssize_t done = true_one(fd, bytes, length, offset);                              \
        char path[4096];                                                                 \
        if (done > 0 && path_of(fd, path, sizeof path)) note('W', path, offset, bytes, done); \
        return done;                                                                     \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t length) {
    TRUE_ONE(write);
    ssize_t done = true_one(fd, bytes, length);
    char path[4096];
    if (done > 0 && path_of(fd, path, sizeof path)) note('W', path, lseek(fd, 0, SEEK_CUR) - done, bytes, done);
    return done;
}

#define TRUNCATE(name, offset_type)                                                      \
    int name(int fd, offset_type length) {                                               \
        TRUE_ONE(name);                                                                  \
        int result = true_one(fd, length);                                               \
        char path[4096];                                                                 \
        if (result == 0 && path_of(fd, path, sizeof path)) note('T', path, length, NULL, 0); \
        return result;                                                                   \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                       \
    int name(int fd) {                                                                   \
        TRUE_ONE(name);                                                                  \
        int result = true_one(fd);                                                       \
        char path[4096];                                                                 \
        if (result == 0 && path_of(fd, path, sizeof path)) note('S', path, 0, NULL, 0);  \
        return result;                                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    TRUE_ONE(unlink);
    int result = true_one(path);
    if (result == 0 && under(path)) note('U', path, 0, NULL, 0);
    return result;
}
