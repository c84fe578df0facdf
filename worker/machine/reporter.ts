import { paths } from './paths.ts'

/**
 * How a machine tells of its steps: they are queued on disk, and a service of its own sends them in order until each
 * is acknowledged, for at most two days. So a control plane that is down delays no step and loses no `complete`.
 * Python, since each machine that has cloud-init has it, before any package is installed; the token stays in a file.
 */
export const reportScript = `"""Queues and sends the reports of the setup: report.py queue STEP STATE ATTEMPT ELAPSED_MS [LOG] [VERSION] | send"""

import glob
import json
import os
import sys
import time
import urllib.error
import urllib.request

STATE = "${paths.state}"
QUEUE = STATE + "/reports"
KEEP_TRYING_SECONDS = 2 * 24 * 3600
LONGEST_PAUSE_SECONDS = 30
# The report itself is wrong: sending it again would change nothing.
UNWANTED = (400, 413, 422)


def settings():
    with open("${paths.setup}/report.json", encoding="utf-8") as file:
        return json.load(file)


def tail_of(path, secrets):
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()[-20000:]
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return "".join(c if " " <= c <= "~" or c == "\\n" else "?" for c in text).strip()[-2000:]


def queue(step, state, attempt, elapsed, log="", version=""):
    report = {"step": step, "state": state, "attempt": int(attempt), "elapsedMs": max(0, int(elapsed))}
    if log and os.path.exists(log):
        report["detail"] = tail_of(log, settings()["secrets"])
    if version:
        report["openclawVersion"] = version[:100]
    os.makedirs(QUEUE, exist_ok=True)
    path = "%s/%020d" % (QUEUE, time.time_ns())
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(report, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(path + ".new", path + ".json")


def post(path):
    target = settings()
    with open(path, "rb") as file:
        body = file.read()
    headers = {
        "authorization": "Bearer " + target["token"],
        "content-type": "application/json",
        "user-agent": "openclaw-setup",
    }
    request = urllib.request.Request(target["url"], data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except Exception as error:
        print("no answer:", error, flush=True)
        return 0


def send():
    failing_since = None
    pause = 1
    while True:
        waiting = sorted(glob.glob(QUEUE + "/*.json"))
        if not waiting:
            if os.path.exists(STATE + "/finished"):
                return
            time.sleep(0.3)
            continue
        code = post(waiting[0])
        if 200 <= code < 300 or code in UNWANTED:
            os.remove(waiting[0])
            failing_since = None
            pause = 1
            continue
        print("report not taken:", code, flush=True)
        failing_since = failing_since or time.monotonic()
        if time.monotonic() - failing_since > KEEP_TRYING_SECONDS:
            return
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


os.umask(0o077)
if sys.argv[1] == "queue":
    queue(*sys.argv[2:])
else:
    send()
`
