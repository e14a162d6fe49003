"""Goes through /proc into the folders and files of other processes.

must: no points
verdict: wrong answer
says: processes: 1
"""

import glob
import os

for link in glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd") + glob.glob("/proc/[0-9]*/fd/*"):
    try:
        print(link, os.readlink(link), os.listdir(link) if os.path.isdir(link) else "")
    except OSError as error:
        print(link, error.strerror)
print("processes:", len(glob.glob("/proc/[0-9]*")))


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
