/*
 * Gives the process that it is preloaded into another time of day, which passes at another pace.
 *
 * Every process that is told the same has the same clock. Only the time of day is another: waits,
 * timers and the monotonic clock are the machine's. libfaketime will not do for a server, whose
 * timers ask for the time in a handler: during a wait it answers them with the real one.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t begin_ns, offset_ns;
static double pace = 1;

__attribute__((constructor)) static void read_environment(void)
{
    const char *begin = getenv("ELSEWHEN_BEGIN_NS"), *offset = getenv("ELSEWHEN_OFFSET_NS");
    const char *given_pace = getenv("ELSEWHEN_PACE");

    begin_ns = begin ? strtoll(begin, NULL, 10) : 0;
    offset_ns = offset ? strtoll(offset, NULL, 10) : 0;
    pace = given_pace ? strtod(given_pace, NULL) : 1;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    int failed = syscall(SYS_clock_gettime, clock, at);

    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t passed = (int64_t)at->tv_sec * 1000000000 + at->tv_nsec - begin_ns;
        int64_t there = begin_ns + offset_ns + (int64_t)(passed * pace);

        at->tv_sec = there / 1000000000;
        at->tv_nsec = there % 1000000000;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    struct timespec now;

    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now))
        return -1;
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at)
{
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now))
        return -1;
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}
