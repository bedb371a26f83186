"""Times `unspool run` on a dump: posts/s, MB/s, peak memory, on one worker and on all."""

import os
import resource
import subprocess
import sys
import tempfile
import time

binary, dump = sys.argv[1:3]
size = os.path.getsize(dump)
with open(dump, "rb") as lines:
    posts = sum(1 for _ in lines)
for workers in [1, os.cpu_count()]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([binary, "run", dump, "--out", f"{folder}/out", "--workers", str(workers)], check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{posts} posts, {workers} workers: {seconds:.2f} s, {posts / seconds:,.0f} posts/s, {size / seconds / 1e6:.1f} MB/s, peak {peak:.0f} MiB so far")
