/* Preloaded into a child: makes its n-th write to a file fail, tear or kill it. Only what a test arms does anything. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING = 0, KILL = 1, TEAR = 2, FAIL = 3 };
enum { WRITES = 1, SYNCS = 2, PLACES = 4 };

static atomic_long calls;
static volatile int how = NOTHING, which = WRITES | SYNCS | PLACES, error = ENOSPC;
static volatile long from = 0, until = 0;

void faults_arm(int what, int kinds, long first, long last, int number) {
    which = kinds; from = first; until = last; error = number;
    atomic_store(&calls, 0);
    how = what;
}
long faults_counted(void) { return atomic_load(&calls); }

/* Whether this call is one to harm; counts it. */
static int is_due(int kind) {
    if (how == NOTHING && from == 0) return 0;
    if (!(which & kind)) return 0;
    long now = atomic_fetch_add(&calls, 1) + 1;
    return how != NOTHING && now >= from && (until == 0 || now <= until);
}
static int is_file(int file) {
    struct stat told;
    return fstat(file, &told) == 0 && S_ISREG(told.st_mode);
}
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))
#define HARM(kind, half) if (is_due(kind)) { \
        if (how == KILL) die(); \
        if (how == TEAR) { half; die(); } \
        errno = error; return -1; }

ssize_t write(int file, const void *from_, size_t size) {
    if (is_file(file)) HARM(WRITES, REAL(write)(file, from_, size / 2))
    return REAL(write)(file, from_, size);
}
ssize_t pwrite(int file, const void *from_, size_t size, off_t at) {
    if (is_file(file)) HARM(WRITES, REAL(pwrite)(file, from_, size / 2, at))
    return REAL(pwrite)(file, from_, size, at);
}
ssize_t pwrite64(int file, const void *from_, size_t size, off64_t at) {
    if (is_file(file)) HARM(WRITES, REAL(pwrite64)(file, from_, size / 2, at))
    return REAL(pwrite64)(file, from_, size, at);
}
int fsync(int file) { if (is_file(file)) HARM(SYNCS, ) return REAL(fsync)(file); }
int fdatasync(int file) { if (is_file(file)) HARM(SYNCS, ) return REAL(fdatasync)(file); }
int ftruncate(int file, off_t size) { HARM(PLACES, ) return REAL(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { HARM(PLACES, ) return REAL(ftruncate64)(file, size); }
int rename(const char *old, const char *new) { HARM(PLACES, ) return REAL(rename)(old, new); }
int link(const char *old, const char *new) { HARM(PLACES, ) return REAL(link)(old, new); }
int remove(const char *path) { HARM(PLACES, ) return REAL(remove)(path); }
int unlink(const char *path) { HARM(PLACES, ) return REAL(unlink)(path); }
