#!/usr/bin/env python3
"""What a check costs beside cmark alone: bench.py PROGRAM [--record]

Makes a corpus (corpus.awk), times each row RUNS times (5), the rows in turn so
that a busy machine slows all of them, and keeps the least processor time.
Machines differ; ratios hardly do, and instruction counts, by valgrind, not at
all: --record writes them to tests/bench/counts, else they are compared with it.
A peak below this script's own memory is shown as that. It informs, never fails.

    CORPUS=FOLDER   a folder of Markdown of one's own instead
    STYLES=FOLDER   a folder of styles (Google, Microsoft …), for a row of all of them
    MANY=10000      articles of the large corpus; 0: none
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.join(ROOT, "build", "bench")
COUNTS = os.path.join(HERE, "counts")
RUNS = int(os.environ.get("RUNS", 5))
MANY = int(os.environ.get("MANY", 10000))
COUNTED = 50  # articles whose instructions are counted


def awk(*settings, out=None):
    arguments = [part for setting in settings for part in ("-v", setting)]
    subprocess.run(["awk", *arguments, "-f", os.path.join(HERE, "corpus.awk")], check=True,
                   stdout=out, env={**os.environ, "LC_ALL": "C.UTF-8"})


def corpus(name, files, heavy=""):
    """The folder of the corpus NAME, made when corpus.awk is newer."""
    folder = os.path.join(FOLDER, name)
    made = os.path.join(folder, "made")
    source = os.path.getmtime(os.path.join(HERE, "corpus.awk"))
    if not os.path.exists(made) or os.path.getmtime(made) < source:
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        awk(f"files={files}", f"folder={folder}", f"heavy={heavy}")
        open(made, "w").close()
    return folder


def articles(folder):
    return sorted(os.path.join(top, name) for top, _, names in os.walk(folder)
                  for name in names if name.endswith(".md"))


def phrase_pack():
    """A pack of nothing but 5,000 phrases."""
    folder = os.path.join(FOLDER, "phrases")
    os.makedirs(os.path.join(folder, "prose"), exist_ok=True)
    with open(os.path.join(folder, "pack.yaml"), "w") as out:
        out.write("pack: phrases\nlanguage: english\n")
    with open(os.path.join(folder, "prose", "listed.yml"), "w") as out:
        awk("phrases=5000", out=out)
    return folder


def styles_config(folder):
    """A configuration with every style in FOLDER and no pack."""
    styles = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    path = os.path.join(FOLDER, "styles.yaml")
    with open(path, "w") as out:
        json.dump({"styles": styles}, out)
    return path


def baseline():
    program = os.path.join(FOLDER, "baseline")
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program,
                    os.path.join(HERE, "baseline.c"), "-lcmark"], check=True)
    return program


def spend(command, folder=ROOT):
    """Seconds of processor and of clock, and KiB at the peak."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    os.chdir(folder)
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    clock = time.perf_counter() - start
    os.close(null)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"bench: {' '.join(command)[:200]} … ended with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss


def measure(rows, runs):
    """NAME: the least of each figure, of rows NAME: COMMAND run in turn."""
    best = {}
    for _ in range(runs):
        for name, command in rows.items():
            cost = spend(command)
            best[name] = tuple(map(min, best.get(name, cost), cost))
    return best


def show(title, best, alone):
    print(f"\n{title}\n{'':42}{'processor':>10}{'ratio':>7}{'clock':>10}{'peak':>9}")
    for name, (cpu, clock, peak) in best.items():
        ratio = f"{cpu / best[alone][0]:.2f}" if alone in best else ""
        print(f"  {name:40}{cpu * 1000:7.1f} ms{ratio:>7}{clock * 1000:7.1f} ms{peak / 1024:5.0f} MiB")


def instructions(command):
    counted = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no",
                              "--cachegrind-out-file=/dev/null", *command],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"I\s+refs:\s+([\d,]+)", counted.stderr)
    return int(found.group(1).replace(",", "")) if found else 0


def for_each(command, files):
    """Instructions for one article more, and for all that is done once."""
    one = instructions([*command, files[0]])
    all_of_them = instructions([*command, *files])
    each = (all_of_them - one) // (len(files) - 1)
    return each, one - each


def count(commands, files, heavy):
    counts = {}
    for name, command in commands.items():
        of = heavy if "heavy" in name else files
        counts[f"{name}, an article"], start = for_each(command, of[:COUNTED])
        if "cmark" not in name and "heavy" not in name:
            counts[f"{name}, to start"] = start
    return counts


def recorded():
    try:
        with open(COUNTS) as file:
            lines = [line.rsplit(None, 1) for line in file if not line.startswith("#")]
        return {name: int(number) for name, number in lines}
    except OSError:
        return {}


def record(counts, program):
    libraries = subprocess.run([program, "version"], stdout=subprocess.PIPE, text=True)
    with open(COUNTS, "w") as out:
        out.write("# Instructions by valgrind; written by `make bench-record`.\n")
        for line in libraries.stdout.splitlines():
            out.write(f"# {line}\n")
        for name, number in counts.items():
            out.write(f"{name:40} {number}\n")


def show_counts(counts):
    before = recorded()
    print(f"\ninstructions\n{'':42}{'now':>12}{'recorded':>12}{'drift':>9}{'ratio':>8}")
    for name, number in counts.items():
        was = before.get(name)
        drift = f"{100 * (number - was) / was:+.1f} %" if was else ""
        alone = counts["cmark alone, heavy, an article" if "heavy" in name else "cmark alone, an article"]
        ratio = f"{number / alone:.2f}" if name.endswith("an article") else ""
        print(f"  {name:40}{number:12,}{was or 0:12,}{drift:>9}{ratio:>8}")


def main():
    program = os.path.abspath(sys.argv[1])
    os.makedirs(FOLDER, exist_ok=True)
    alone = baseline()
    own = os.environ.get("CORPUS")
    folder = os.path.abspath(own) if own else corpus("corpus", 1000)
    heavy = corpus("heavy", 1000, 1)
    files = articles(folder)

    def check(pack, *more):
        return [program, "check", "--no-config", "--pack", pack, "--no-ignore", "-q", *more]

    iron, phrases = os.path.join(ROOT, "rules", "iron-cage"), phrase_pack()
    rows = {
        "reading alone": [alone, "read", *files],
        "cmark alone": [alone, "cmark", *files],
        "Iron Cage": check(iron, "-j1", folder),
        "Iron Cage, two jobs": check(iron, "-j2", folder),
        "5,000 phrases": check(phrases, "-j1", folder),
    }
    if os.environ.get("STYLES"):
        config = styles_config(os.path.abspath(os.environ["STYLES"]))
        rows["the styles"] = [program, "check", "--config", config, "--no-ignore", "-q", "-j1", folder]
    print(f"{len(files)} articles, {sum(map(os.path.getsize, files))} bytes")
    show("the corpus", measure(rows, RUNS), "cmark alone")
    rows = {"cmark alone": [alone, "cmark", *articles(heavy)], "Iron Cage": check(iron, "-j1", heavy)}
    show("much is wrong in each article", measure(rows, RUNS), "cmark alone")
    rows = {"a program that does nothing": [alone, "read"], "Iron Cage": check(iron, files[0]),
            "5,000 phrases": check(phrases, files[0])}
    show("one article, from start to exit", measure(rows, 8 * RUNS), None)
    if MANY and not own:
        many = corpus("many", MANY)
        rows = {"cmark alone": [alone, "cmark", *articles(many)], "Iron Cage": check(iron, "-j1", many),
                "Iron Cage, two jobs": check(iron, "-j2", many),
                "Iron Cage, an audit": [program, "audit", *check(iron, "-j1", many)[2:]]}
        show(f"{MANY} articles", measure(rows, 3), "cmark alone")
    if shutil.which("valgrind"):
        commands = {"cmark alone": [alone, "cmark"], "Iron Cage": check(iron, "-j1"),
                    "5,000 phrases": check(phrases, "-j1"),
                    "cmark alone, heavy": [alone, "cmark"], "Iron Cage, heavy": check(iron, "-j1")}
        counts = count(commands, files, articles(heavy))
        if "--record" in sys.argv:
            record(counts, program)
        show_counts(counts)


main()
