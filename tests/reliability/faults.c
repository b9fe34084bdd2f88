/* Preloaded into a child: makes its n-th write to a file fail, tear or kill it, or takes the machine's power at it: then
   what was written and not synced is gone, too. Only what a test arms does anything. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING = 0, KILL = 1, TEAR = 2, FAIL = 3, LOSE = 4 };
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

/* What stood where something was written that is not synced yet. Files are opened once more, and never closed: closing one
   would drop the locks that this process has on it. */
struct unsynced { int file; dev_t disk; ino_t number; off_t length, at; ssize_t size; char *before; };
static struct unsynced *kept;
static long count, room;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int opened_again(int file, dev_t disk, ino_t number) {
    for (long n = 0; n < count; n++) if (kept[n].disk == disk && kept[n].number == number) return kept[n].file;
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    return open(name, O_RDWR | O_CLOEXEC);
}
static void remember(int file, off_t at, size_t size) {
    struct stat told;
    if (how != LOSE || fstat(file, &told) != 0 || !S_ISREG(told.st_mode)) return;
    pthread_mutex_lock(&turn);
    if (count == room) kept = realloc(kept, (room = room ? 2 * room : 1024) * sizeof *kept);
    struct unsynced one = {opened_again(file, told.st_dev, told.st_ino), told.st_dev, told.st_ino, told.st_size, at, 0, 0};
    if (at < told.st_size && size > 0) {
        one.before = malloc(size);
        one.size = pread(one.file, one.before, size, at);
    }
    kept[count++] = one;
    pthread_mutex_unlock(&turn);
}
static void synced(int file) {
    struct stat told;
    if (how != LOSE || fstat(file, &told) != 0) return;
    pthread_mutex_lock(&turn);
    /* One stays for its open file, and loses nothing. */
    for (long n = 0; n < count; n++) if (kept[n].disk == told.st_dev && kept[n].number == told.st_ino) kept[n].length = -1;
    pthread_mutex_unlock(&turn);
}
/* The power goes: nothing unsynced is left, or, with a number, of some files only. */
static void lose(void) {
    pthread_mutex_lock(&turn);
    for (long n = count - 1; n >= 0; n--) {
        struct unsynced *one = &kept[n];
        if (one->length < 0 || (error && (one->number * 2654435761u >> 7 ^ (unsigned) error) & 1)) continue;
        off_t at = one->at;
        for (ssize_t put = 0, done; put < one->size; put += done)
            if ((done = ((ssize_t (*)(int, const void *, size_t, off_t)) dlsym(RTLD_NEXT, "pwrite"))
                    (one->file, one->before + put, one->size - put, at + put)) <= 0) break;
        if (((int (*)(int, off_t)) dlsym(RTLD_NEXT, "ftruncate"))(one->file, one->length) != 0) continue;
    }
    die();
}
void faults_lose(void) { lose(); }
static off_t place(int file) {
    struct stat told;
    if (fcntl(file, F_GETFL) & O_APPEND && fstat(file, &told) == 0) return told.st_size;
    return lseek(file, 0, SEEK_CUR);
}

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))
#define HARM(kind, half) if (is_due(kind)) { \
        if (how == KILL) die(); \
        if (how == TEAR) { half; die(); } \
        if (how == LOSE) lose(); \
        errno = error; return -1; }

ssize_t write(int file, const void *from_, size_t size) {
    if (is_file(file)) HARM(WRITES, REAL(write)(file, from_, size / 2))
    remember(file, place(file), size);
    return REAL(write)(file, from_, size);
}
ssize_t pwrite(int file, const void *from_, size_t size, off_t at) {
    if (is_file(file)) HARM(WRITES, REAL(pwrite)(file, from_, size / 2, at))
    remember(file, at, size);
    return REAL(pwrite)(file, from_, size, at);
}
ssize_t pwrite64(int file, const void *from_, size_t size, off64_t at) {
    if (is_file(file)) HARM(WRITES, REAL(pwrite64)(file, from_, size / 2, at))
    remember(file, at, size);
    return REAL(pwrite64)(file, from_, size, at);
}
ssize_t sendfile(int to, int from_, off_t *at, size_t size) {
    remember(to, place(to), size);
    return REAL(sendfile)(to, from_, at, size);
}
int fsync(int file) {
    if (is_file(file)) HARM(SYNCS, )
    int told = REAL(fsync)(file);
    if (told == 0) synced(file);
    return told;
}
int fdatasync(int file) {
    if (is_file(file)) HARM(SYNCS, )
    int told = REAL(fdatasync)(file);
    if (told == 0) synced(file);
    return told;
}
int ftruncate(int file, off_t size) { HARM(PLACES, ) remember(file, size, is_file(file) ? 1 << 20 : 0); return REAL(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { HARM(PLACES, ) remember(file, size, is_file(file) ? 1 << 20 : 0); return REAL(ftruncate64)(file, size); }
int rename(const char *old, const char *new) { HARM(PLACES, ) return REAL(rename)(old, new); }
int link(const char *old, const char *new) { HARM(PLACES, ) return REAL(link)(old, new); }
int remove(const char *path) { HARM(PLACES, ) return REAL(remove)(path); }
int unlink(const char *path) { HARM(PLACES, ) return REAL(unlink)(path); }
