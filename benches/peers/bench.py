#!/usr/bin/env python3
"""Interleaved runs of the peers. See README.md.

  bench.py run   --out FILE [--env idle,onecore] [--peers a,b] [--cases echo,user,page]
                 [--load 1x1,1x64,1x512,8x64] [--rt multi,current] [--rounds 3] [--secs 1.5] [--warmup 0.4]
  bench.py table  --in FILE [--base raw]                      every figure, one table per cell
  bench.py matrix --in FILE [--show rps|cpu|lat] [--env idle]      compact
  bench.py gates  --in FILE                                   the gates of ../../docs/performance.md

For every cell (env, rt, case, load) the rounds visit every peer once: A B C A B C ...
"""
import argparse, json, os, signal, statistics as st, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.environ.get("PEERS_BIN", os.path.join(HERE, "target/release"))

JAVA = os.path.join(HERE, "java/peer-java")
# A JVM compiles while it warms up: 8 s are its least, 20 s settle it on two busy cores.
JVM = {"rt": ["multi"], "warmup": 20}

def java(mode, limits=JVM):
    return (JAVA, ["--mode", mode], ["--mode", mode], limits)

# name: (binary, server args, client args, limits); a limit "warmup" raises --warmup for that peer
PEERS = {
    "raw":        ("peer-raw", ["--mode", "inline"], ["--mode", "direct"], {}),
    "raw-tasks":  ("peer-raw", ["--mode", "inline"], ["--mode", "tasks"], {}),
    "raw-spawn":  ("peer-raw", ["--mode", "spawn"], ["--mode", "tasks"], {}),
    "raw-block":  ("peer-raw", ["--mode", "blocking"], ["--mode", "blocking"], {"rt": ["multi"]}),
    "raw-spin":   ("peer-raw", ["--mode", "spin"], ["--mode", "spin"], {"rt": ["multi"], "load": ["1x1"], "env": ["idle"]}),
    "raw-inproc": ("peer-raw", ["--mode", "inline"], ["--mode", "inproc"], {"rt": ["multi"], "load": ["1x1", "1x64"], "env": ["idle"]}),
    "hessian2":   ("peer-dubbo", ["--mode", "hessian2"], ["--mode", "hessian2"], {}),
    "msgpack":    ("peer-dubbo", ["--mode", "msgpack"], ["--mode", "msgpack"], {}),
    "bincode":    ("peer-dubbo", ["--mode", "bincode"], ["--mode", "bincode"], {}),
    "tarpc":      ("peer-tarpc", ["--mode", "bincode"], ["--mode", "bincode"], {}),
    "volo-mux":   ("peer-volo", ["--mode", "mux"], ["--mode", "mux"], {}),
    "volo-pool":  ("peer-volo", ["--mode", "pool"], ["--mode", "pool"], {}),
    "tonic":      ("peer-tonic", [], [], {}),
    "java":          java("pool"),
    "java-direct":   java("direct", {"warmup": 20}),
    "java-default":  java(""),
    "java-block":    java("pool-block"),
    "java-tri":      java("tri-pool", {"load": ["1x1", "1x64"], **JVM}),
    "java27":        java("v27-pool"),
    "java27-direct": java("v27-direct", {"warmup": 20}),
    "java27-default": java("v27"),
}
# What runs without --peers: all but those that need another tool chain (java).
DEFAULT = ["raw", "raw-tasks", "raw-spawn", "hessian2", "msgpack", "bincode", "tarpc", "volo-mux", "tonic"]
# A further package beside the peers: PEERS_EXTRA='name=binary[:server args[:client args]]'
for spec in filter(None, os.environ.get("PEERS_EXTRA", "").split(";")):
    name, rest = spec.split("=", 1)
    parts = (rest.split(":") + ["", ""])[:3]
    PEERS[name] = (parts[0], parts[1].split(), parts[2].split(), {})
    DEFAULT.append(name)

port = [21000 + os.getpid() % 9000]

def next_port():
    port[0] += 1
    if port[0] > 31900:
        port[0] = 21000
    return port[0]

def busy():
    f = [float(x) for x in open("/proc/stat").readline().split()[1:]]
    return f[0] + f[2] + f[5] + f[6], sum(f[:8])

def wait_quiet(limit):
    """Until other processes use less than 8 % of the machine for 0.15 s."""
    end = time.time() + limit
    while True:
        b0, t0 = busy(); time.sleep(0.15); b1, t1 = busy()
        if (b1 - b0) / max(t1 - t0, 1) < 0.08 or time.time() > end:
            return
        time.sleep(0.3)

def run_one(name, env, rt, case, conns, k, secs, warmup):
    binary, sargs, cargs, _ = PEERS[name]
    path = binary if "/" in binary else os.path.join(BIN, binary)
    pre = ["taskset", "-c", "0"] if env == "onecore" else []
    p = str(next_port())
    srv = subprocess.Popen(pre + [path, "server", "--port", p, "--rt", rt, "--max-secs", str(int(secs + warmup + 40))] + sargs,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        line = srv.stdout.readline()
        if not line.startswith("READY"):
            return {"failed": "server: " + line.strip()}
        cmd = pre + [path, "client", "--port", p, "--case", case, "--conns", str(conns), "--inflight", str(k),
                     "--secs", str(secs), "--warmup", str(warmup), "--rt", rt, "--server-pid", str(srv.pid), "--label", name] + cargs
        r = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=secs + warmup + 45)
        try:
            d = json.loads(r.stdout.strip().splitlines()[-1])
        except Exception:
            d = {"failed": "client rc %d: %s" % (r.returncode, (r.stderr or r.stdout)[-300:])}
        d["cmd"] = " ".join(cmd)
        return d
    finally:
        if srv.poll() is None:
            srv.send_signal(signal.SIGTERM)
        try:
            srv.wait(5)
        except subprocess.TimeoutExpired:
            srv.kill(); srv.wait()
        srv.stdout.close()

def do_run(a):
    out = open(a.out, "a")
    loads = [tuple(int(x) for x in l.split("x")) for l in a.load.split(",")]
    peers = a.peers.split(",") if a.peers else DEFAULT
    t_start, failed = time.time(), []
    for env in a.env.split(","):
        for case in a.cases.split(","):
            for conns, k in loads:
                for rt in a.rt.split(","):
                    if env == "onecore" and rt != "current":
                        continue
                    lname = "%dx%d" % (conns, k)
                    here = [p for p in peers
                            if rt in PEERS[p][3].get("rt", [rt]) + (["current"] if env == "onecore" and p == "raw-block" else [])
                            and lname in PEERS[p][3].get("load", [lname]) and env in PEERS[p][3].get("env", [env])]
                    if not here:
                        continue
                    for rnd in range(a.rounds):
                        for p in here:
                            d = quietest_of(4, p, env, rt, case, conns, k, a)
                            d.update(name=p, env=env, round=rnd + a.first_round, case=case, load=lname, rt=rt, at=round(time.time(), 1))
                            out.write(json.dumps(d) + "\n")
                            out.flush()
                            failed += [p + ": " + d["failed"]] if "failed" in d else []
                    print("%6.0fs %-7s %-4s %-6s %-7s done" % (time.time() - t_start, env, case, lname, rt), flush=True)
    if failed:
        sys.exit("failed: " + "; ".join(failed))

def quietest_of(attempts, p, env, rt, case, conns, k, a):
    """The first run that little else disturbed, or the least disturbed of all."""
    best, least = None, None
    for attempt in range(attempts):
        wait_quiet(a.quiet_wait)
        d = run_one(p, env, rt, case, conns, k, a.secs, max(a.warmup, PEERS[p][3].get("warmup", 0)))
        disturbed = max(d.get("other_cpu_pct", 99), d.get("steal_pct", 99))
        if best is None or disturbed < least:
            best, least = d, disturbed
        if "failed" not in d and disturbed <= a.max_other:
            break
    return best

def load_rows(paths):
    rows = []
    for p in paths.split(","):
        rows += [json.loads(l) for l in open(p)]
    return rows

def med(v):
    return st.median(v) if v else float("nan")

def do_table(a):
    rows = load_rows(a.inp)
    cells = {}
    for r in rows:
        cells.setdefault((r["env"], r["rt"], r["case"], r["load"]), {}).setdefault(r["name"], []).append(r)
    order = {n: i for i, n in enumerate(list(PEERS))}
    for (env, rt, case, load), by in cells.items():
        base = {r["round"]: r for r in by.get(a.base, []) if "failed" not in r}
        print("\n### %s, %s, %s runtime, env %s\n" % (case, load, rt, env))
        print("| peer | req/s | ratio to %s | p50 us | p99 us | p99.9 us | client CPU us/req (user+sys) | server CPU us/req (user+sys) | peak RSS MiB c/s | rounds | spread |" % a.base)
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        for n in sorted(by, key=lambda n: order.get(n, 99)):
            ok = [r for r in by[n] if "failed" not in r and r["reqs"] > 0]
            if not ok:
                print("| %s | failed: %s |" % (n, by[n][0].get("failed", "no requests")[:80])); continue
            rps = [r["rps"] for r in ok]
            ratio = [r["rps"] / base[r["round"]]["rps"] for r in ok if r["round"] in base]
            m = lambda f: med([r[f] for r in ok])
            err = sum(r["errors"] for r in ok)
            print("| %s%s | %s | %.3f | %.1f | %.1f | %.1f | %.2f (%.2f+%.2f) | %.2f (%.2f+%.2f) | %.1f / %.1f | %d | %.0f%% |" % (
                n, " (%d errors)" % err if err else "", format(int(med(rps)), ","), med(ratio), m("p50_us"), m("p99_us"), m("p999_us"),
                m("client_user_us") + m("client_sys_us"), m("client_user_us"), m("client_sys_us"),
                m("server_user_us") + m("server_sys_us"), m("server_user_us"), m("server_sys_us"),
                m("client_peak_rss_kb") / 1024, m("server_peak_rss_kb") / 1024, len(ok), (max(rps) - min(rps)) / med(rps) * 100))

def do_matrix(a):
    """Compact: one table per (env, rt, case); cells are req/s (ratio to --base / ratio to raw-spawn)."""
    rows = [r for r in load_rows(a.inp) if "failed" not in r and r["reqs"] > 0]
    order = {n: i for i, n in enumerate(list(PEERS))}
    groups = {}
    for r in rows:
        groups.setdefault((r["env"], r["rt"], r["case"]), {}).setdefault(r["load"], {}).setdefault(r["name"], {})[r["round"]] = r
    for (env, rt, case), loads in groups.items():
        if a.env and env not in a.env.split(","):
            continue
        cols = [l for l in ("1x1", "1x64", "1x512", "8x64") if l in loads]
        names = sorted({n for l in loads.values() for n in l}, key=lambda n: order.get(n, 99))
        print("\n**%s, env %s, %s runtime** - %s\n" % (case, env, rt, {"rps": "req/s (ratio to raw / to raw-spawn)", "cpu": "CPU us per request, client + server", "lat": "p50 / p99 / p99.9 us"}[a.show]))
        print("| peer | " + " | ".join(cols) + " |\n|---|" + "---:|" * len(cols))
        for n in names:
            out = []
            for l in cols:
                by = loads[l]
                if n not in by:
                    out.append(""); continue
                v = by[n]
                if a.show == "rps":
                    rat = lambda b: med([v[k]["rps"] / by[b][k]["rps"] for k in v if k in by.get(b, {})])
                    f = lambda x: "%.3f" % x if x < 10 else "%.0f" % x
                    out.append("%s (%s / %s)" % (format(int(med([r["rps"] for r in v.values()])), ","), f(rat(a.base)), f(rat("raw-spawn"))))
                elif a.show == "cpu":
                    c = med([r["client_user_us"] + r["client_sys_us"] for r in v.values()]); q = med([r["server_user_us"] + r["server_sys_us"] for r in v.values()])
                    out.append("%.2f + %.2f" % (c, q))
                else:
                    out.append("%.0f / %.0f / %.0f" % tuple(med([r[x] for r in v.values()]) for x in ("p50_us", "p99_us", "p999_us")))
            print("| %s | %s |" % (n, " | ".join(out)))

CPU = ("client_user_us", "client_sys_us", "server_user_us", "server_sys_us")
# what, (env, runtime, case, load), figure, (who, of whom, at least or at most, how many times) as the gate and as the aim
GATES = [
    ("one core, echo, bincode, 64 in flight", ("onecore", "current", "echo", "1x64"), "rps", ("bincode", "raw-spawn", ">=", 0.60), ("bincode", "raw-tasks", ">=", 0.70)),
    ("one core, echo, hessian2, 64 in flight", ("onecore", "current", "echo", "1x64"), "rps", ("hessian2", "bincode", ">=", 0.80), ("hessian2", "bincode", ">=", 0.90)),
    ("one core, echo, 1 in flight, median latency", ("onecore", "current", "echo", "1x1"), "p50_us", ("bincode", "raw-tasks", "<=", 1.15), ("bincode", "raw-tasks", "<=", 1.05)),
    ("two cores, echo, bincode, 64 in flight", ("idle", "multi", "echo", "1x64"), "rps", ("bincode", "tarpc", ">=", 4), ("bincode", "raw-tasks", ">=", 0.70)),
    ("two cores, echo, bincode, 512 in flight", ("idle", "multi", "echo", "1x512"), "rps", ("bincode", "tarpc", ">=", 4), ("bincode", "raw-tasks", ">=", 0.70)),
    ("two cores, User, hessian2, 64 in flight", ("idle", "multi", "user", "1x64"), "rps", ("hessian2", "java", ">=", 5), ("hessian2", "raw-tasks", ">=", 0.60)),
    ("two cores, echo, 64 in flight, CPU per call, both sides", ("idle", "multi", "echo", "1x64"), "cpu", ("bincode", "raw-tasks", "<=", 2), ("bincode", "raw-tasks", "<=", 1.4)),
]

def do_gates(a):
    """Each gate: the median over the rounds of the ratio within a round."""
    by = {}
    for r in load_rows(a.inp):
        if "failed" not in r and r["reqs"] > 0:
            r["cpu"] = sum(r[field] for field in CPU)
            by.setdefault((r["env"], r["rt"], r["case"], r["load"], r["name"]), {})[r["round"]] = r
    def shown(cell, figure, bound):
        who, of, relation, times = bound
        one, other = by.get(cell + (who,), {}), by.get(cell + (of,), {})
        ratios = [one[k][figure] / other[k][figure] for k in one if k in other]
        if not ratios:
            return "not measured (%s %g x %s)" % (relation, times, of)
        ratio = med(ratios)
        holds = ratio >= times if relation == ">=" else ratio <= times
        return "%.2f x %s (%s %g: %s)" % (ratio, of, relation, times, "yes" if holds else "NO")
    print("| what | gate | aim |\n|---|---|---|")
    for what, cell, figure, gate, aim in GATES:
        print("| %s | %s | %s |" % (what, shown(cell, figure, gate), shown(cell, figure, aim)))

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="what", required=True)
    r = sub.add_parser("run")
    r.add_argument("--out", required=True)
    r.add_argument("--env", default="idle")
    r.add_argument("--peers", default="")
    r.add_argument("--cases", default="echo,user,page")
    r.add_argument("--load", default="1x1,1x64,1x512,8x64")
    r.add_argument("--rt", default="multi,current")
    r.add_argument("--rounds", type=int, default=3)
    r.add_argument("--first-round", type=int, default=0)
    r.add_argument("--secs", type=float, default=1.5)
    r.add_argument("--warmup", type=float, default=0.4)
    r.add_argument("--max-other", type=float, default=4.0, help="repeat a run when other processes or steal used more than this share of the machine")
    r.add_argument("--quiet-wait", type=float, default=25.0, help="wait at most so many seconds for a quiet machine before each run")
    t = sub.add_parser("table")
    t.add_argument("--in", dest="inp", required=True)
    t.add_argument("--base", default="raw")
    m = sub.add_parser("matrix")
    m.add_argument("--in", dest="inp", required=True)
    m.add_argument("--base", default="raw")
    m.add_argument("--env", default="")
    m.add_argument("--show", choices=["rps", "cpu", "lat"], default="rps")
    g = sub.add_parser("gates")
    g.add_argument("--in", dest="inp", required=True)
    a = ap.parse_args()
    {"run": do_run, "table": do_table, "matrix": do_matrix, "gates": do_gates}[a.what](a)

main()
