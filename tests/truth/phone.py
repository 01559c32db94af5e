"""Phone shifts: what truth.json says of an AMI session and of the queue_log of the same shift."""
from desk import content, find, kpi, load, replay, write_desk

US = 1_000_000
COUNTS = ("arrived", "answered", "abandon", "timeout", "exitkey", "completed", "transferred")
RATIOS = ("abandon_rate", "abandon_rate_ami")
STATES = {"ready": "ready", "ring": "ringing", "talk": "on_contact", "wrap": "wrap",
          "pause": "away"}
# AMI announces ringing a little late; what that is for a quotient, see `quotient_slack`.
AGENT_SECONDS = 0.2
# The truth subtracts epoch seconds held as doubles, which are 0.24 microseconds apart.
CLOCK = 1e-6
# Gauges of the truth are rounded to the millisecond.
HALF_A_MS = 0.0005


def is_phone(folder):
    return find(folder, "session.ami") is not None and find(folder, "truth.json") is not None


class Shift:
    """A data folder with a phone shift."""

    def __init__(self, folder):
        self.truth = load(folder, "truth.json")
        self.gauges = load(folder, "truth_gauges_per_minute.json")
        self.meta = self.truth["meta"]
        self.ami = content(folder, "session.ami")
        self.log = content(folder, "queue_log")
        self.spans = [((), self.truth["shift"], "shift", self.meta["start"], self.meta["end"])]
        for number, interval in enumerate(self.truth["intervals"]):
            self.spans.append(((number,), interval["kpi"], f"interval {number + 1}",
                               interval["start"], interval["end"]))
        self.labels = [*self.meta["queues"], "*"]

    def truths(self):
        return [self.truth, self.gauges, self.truth]

    @staticmethod
    def window(start, end):
        minutes = (end - start) / 60
        if minutes != int(minutes) or start % 60:
            raise SystemExit(f"{start} to {end} are no whole minutes")
        return int(minutes)

    @staticmethod
    def last_instant(end):
        return round(end * US) - 1


def contact_kpis(minutes, threshold, basis, max_wait):
    """One KPI a figure, over windows of that length, for contacts."""
    window = f"rolling {minutes}min"
    at = {"counted_at": "arrival"} if basis == "arrival" else {}
    lost = ["abandoned", "timed_out"]

    def one(figure, measure, **options):
        return kpi(f"{basis}-{figure}-{minutes}".replace("_", "-"), window, measure, by=["queue"],
                   **options, **at)

    kinds = {"arrived": "offered", "answered": "answered", "abandon": "abandoned",
             "timeout": "timed_out", "exitkey": "left", "completed": "ended",
             "transferred": "transferred"}
    kpis = [one(figure, "contacts", outcome=outcome) for figure, outcome in kinds.items()]
    levels = {"sl_answered_only": "excluded", "sl_abandon_counts_against": "against",
              "sl_abandon_in_T_ignored": "ignore_before_threshold",
              "sl_abandon_in_T_counts_for": "success_before_threshold",
              "sl_short_abandon_5s_ignored": "ignore_short"}
    for figure, variant in levels.items():
        kpis.append(one(figure.lower(), "service_level", within=f"{threshold}s", short="5s",
                        lost=lost, abandoned=variant))
    kpis += [
        one("asa_s", "speed_of_answer"),
        one("mean_time_to_abandon_s", "average_wait", of="abandoned"),
        one("longest_wait_s", "longest_wait_ended"),
        one("longest_answered_wait_s", "longest_wait_ended", of="answered"),
        one("abandon_rate", "abandonment_rate"),
        one("abandon_rate_ami", "abandonment_rate", lost=lost),
        one("talk_s", "handle_time", parts="talk", show="total"),
        one("aht_talk_s", "handle_time", parts="talk"),
    ]
    if basis == "outcome":
        kpis.append(one("rna", "count", unit="count", events=[{"type": "agent.no_answer"}]))
    return kpis


def agent_kpis(minutes, agents):
    """Agents' time over windows of that length: by queue, and of each agent."""
    window = f"rolling {minutes}min"
    kpis = []
    groups = [("agents", {"by": ["queue"]})]
    groups += [(f"agent{number}", {"where": {"agent": name}}) for number, name in enumerate(agents)]
    for group, options in groups:
        for figure, state in STATES.items():
            kpis.append(kpi(f"{group}-{figure}-{minutes}", window, "agent_time", state=state,
                            **options))
        kpis += [
            kpi(f"{group}-staffed-{minutes}", window, "agent_time", **options),
            kpi(f"{group}-occupancy-talk-wrap-{minutes}", window, "occupancy", **options),
            kpi(f"{group}-occupancy-talk-ring-wrap-{minutes}", window, "occupancy",
                busy=["on_contact", "ringing", "wrap"], **options),
            kpi(f"{group}-utilisation-of-staffed-{minutes}", window, "utilisation", **options),
        ]
    kpis.append(kpi(f"aht-talk-plus-wrap-{minutes}", window, "formula", unit="duration",
                    formula=f"({{agents-talk-{minutes}}} + {{agents-wrap-{minutes}}}) / "
                            f"{{outcome-completed-{minutes}}}"))
    return kpis


def gauge_kpis():
    kpis = [kpi("waiting", "now", "contacts_waiting", by=["queue"]),
            kpi("longest-wait", "now", "longest_wait", by=["queue"]),
            kpi("talking", "now", "level", unit="count", subject="contact",
                where={"phase": "served"}),
            kpi("logged-in", "now", "agents", state=list(STATES.values()), by=["queue"])]
    return kpis + [kpi(f"agents-{figure}", "now", "agents", state=state, by=["queue"])
                   for figure, state in STATES.items()]


def run(server, folder, scratch):
    """Replays the shift; what was told, for `compare`."""
    shift = Shift(folder)
    meta = shift.meta
    feed = {"max_wait": f"{meta['max_wait_s']}s"}
    zone = "Europe/London"
    agents = list(shift.truth["agents"])
    lengths = {shift.window(start, end) for _, _, _, start, end in shift.spans}
    whole = shift.window(meta["start"], meta["end"])
    contacts, staff = [], []
    for minutes in sorted(lengths):
        for basis in ("outcome", "arrival"):
            contacts += contact_kpis(minutes, meta["sl_threshold_s"], basis, meta["max_wait_s"])
        staff += agent_kpis(minutes, agents if minutes == whole else [])
    ends = {shift.last_instant(end) for _, _, _, _, end in shift.spans}
    minutes = {round(gauge["t"] * US) for gauge in shift.gauges}
    end = shift.last_instant(meta["end"])

    counting = write_desk(scratch / "counting", contacts + staff, zone, feed=feed)
    gauging = write_desk(scratch / "gauging", gauge_kpis(), zone, feed=feed)
    logging = write_desk(scratch / "logging", contacts, zone, feed=feed)
    log_gauging = write_desk(scratch / "log-gauging", gauge_kpis(), zone, feed=feed)
    told = {
        "ami": replay(server, counting, "ami", shift.ami, ends),
        "ami gauges": replay(server, gauging, "ami", shift.ami, minutes | {end}),
        "log": replay(server, logging, "queue_log", shift.log, ends),
        "log gauges": replay(server, log_gauging, "queue_log", shift.log, {end}),
    }
    return shift, told


def quotient_slack(value, agent, over):
    """What AGENT_SECONDS in numerator and denominator mean for their quotient."""
    base = agent["staffed"] - (agent["pause"] if over == "available" else 0)
    return AGENT_SECONDS * (1 + (value or 0)) / base if base else 0.0


def compare_contacts(comparison, shift, told, source, precision):
    for prefix, block, name, start, end in shift.spans:
        minutes, at = shift.window(start, end), shift.last_instant(end)
        for label in shift.labels:
            for basis in ("outcome", "arrival"):
                root = (("shift",) if not prefix else ("intervals", *prefix, "kpi")) + (
                    label, f"by_{basis}")
                figures = block[label][f"by_{basis}"]

                def told_of(figure):
                    return f"{basis}-{figure}-{minutes}".replace("_", "-").lower()

                def where(figure):
                    return f"{source}, {name}, queue {label}, by {basis}, {figure}"

                for figure in COUNTS + (("rna",) if basis == "outcome" else ()):
                    comparison.figure(root + (figure,), f"{source}: counts by {basis}",
                                      told.count(told_of(figure), at, label), where(figure))
                level = told_of("sl_abandon_in_T_ignored")
                parts = {"answered_in_T": f"answered within {shift.meta['sl_threshold_s']} s",
                         "abandoned_in_T": f"lost within {shift.meta['sl_threshold_s']} s",
                         "abandoned_lt_5s": "lost under 5 s"}
                for figure in figures[precision]:
                    row = f"{source}: {row_of(figure)} by {basis}"
                    if figure in parts:
                        got = told.part(level, parts[figure], at, label)
                    elif figure == "talk_s":
                        got = told.count(told_of(figure), at, label)
                    else:
                        got = told.value(told_of(figure), at, label)
                    comparison.figure(root + (precision, figure), row, got, where(figure),
                                      absolute=CLOCK if figure.endswith("_s") else 0)


def row_of(figure):
    if figure.startswith("sl_"):
        return "service levels"
    if figure in ("answered_in_T", "abandoned_in_T", "abandoned_lt_5s"):
        return "parts of service levels"
    if figure in RATIOS:
        return "abandonment rates"
    return "talk time" if "talk" in figure else "waits"


def compare_agents(comparison, shift, told):
    def group(path, agents, name, at, label, where):
        for figure in agents:
            id_ = f"{name}-{figure}-".replace("_", "-") + str(where[1])
            if figure in STATES or figure == "staffed":
                comparison.figure(path + (figure,), "ami: agent seconds",
                                  told.count(id_, at, label), f"{where[0]}, {figure}",
                                  absolute=AGENT_SECONDS, relative=0)
            else:
                over = "staffed" if figure == "utilisation_of_staffed" else "available"
                comparison.figure(path + (figure,), "ami: occupancy and utilisation",
                                  told.value(id_, at, label), f"{where[0]}, {figure}",
                                  absolute=quotient_slack(agents[figure], agents, over),
                                  relative=0)

    for prefix, block, name, start, end in shift.spans:
        minutes, at = shift.window(start, end), shift.last_instant(end)
        for label in shift.labels:
            root = (("shift",) if not prefix else ("intervals", *prefix, "kpi")) + (label,)
            group(root + ("agents",), block[label]["agents"], "agents", at, label,
                  (f"ami, {name}, queue {label}", minutes))
            if label == "*":
                completed = block[label]["by_outcome"]["completed"]
                comparison.figure(
                    root + ("aht_talk_plus_wrap_s_total_only",), "ami: talk + wrap per contact",
                    told.value(f"aht-talk-plus-wrap-{minutes}", at),
                    f"ami, {name}, aht_talk_plus_wrap",
                    absolute=AGENT_SECONDS / completed if completed else 0)
    whole, at = shift.window(shift.meta["start"], shift.meta["end"]), shift.last_instant(
        shift.meta["end"])
    for number, (agent, figures) in enumerate(shift.truth["agents"].items()):
        group(("agents", agent), figures, f"agent{number}", at, "*", (f"ami, shift, {agent}", whole))


def compare_open(comparison, shift, told, source):
    at = shift.last_instant(shift.meta["end"])
    for figure, id_ in (("waiting", "waiting"), ("talking", "talking")):
        comparison.figure(("open_at_end", figure), f"{source}: open at the end",
                          told.count(id_, at), f"{source}, end of the shift, {figure}")


def compare_gauges(comparison, shift, told):
    for number, gauge in enumerate(shift.gauges):
        at = round(gauge["t"] * US)
        for label, figures in gauge["queues"].items():
            for figure in figures:
                path = (number, "queues", label, figure)
                where = f"ami, {gauge['offset_s']} s into the shift, queue {label}, {figure}"
                if figure == "longest_wait_s":
                    comparison.figure(path, "ami: longest wait per minute",
                                      told.count("longest-wait", at, label), where,
                                      absolute=HALF_A_MS, relative=0)
                elif figure == "waiting":
                    comparison.figure(path, "ami: waiting per minute",
                                      told.count("waiting", at, label), where)
                else:
                    id_ = "logged-in" if figure == "logged_in" else f"agents-{figure}"
                    comparison.figure(path, "ami: agents per state per minute",
                                      told.count(id_, at, label), where)
    comparison.leave_out("the gauges' own times", lambda path: path[1] in ("t", "offset_s"))


def compare_sources(comparison, shift, ami, log):
    """The session and the log tell the same where both can know."""
    for _, _, name, start, end in shift.spans:
        minutes, at = shift.window(start, end), shift.last_instant(end)
        for label in shift.labels:
            for basis in ("outcome", "arrival"):
                for figure in COUNTS + (("rna",) if basis == "outcome" else ()):
                    id_ = f"{basis}-{figure}-{minutes}"
                    comparison.check("ami and queue_log agree: counts", ami.count(id_, at, label),
                                     log.count(id_, at, label),
                                     f"{name}, queue {label}, by {basis}, {figure}")


def compare(shift, told, truths, tampered):
    from figures import Comparison

    def of(which):
        path = tampered[1] if tampered and tampered[0] == which else None
        return Comparison(truths[which], path)

    def about_the_data(comparison):
        comparison.leave_out("what describes the data", lambda path: path[0] in (
            "meta", "definitions") or path[-1] in ("start", "end"))
        comparison.leave_out("rna by arrival: not asked for (data/README.md)",
                             lambda path: path[-2:] == ("by_arrival", "rna"))
        comparison.leave_out("talk + wrap per contact: the truth has the total only",
                             lambda path: path[-1] == "aht_talk_plus_wrap_s_total_only")

    ami, gauges, log = of(0), of(1), of(2)
    compare_contacts(ami, shift, told["ami"], "ami", "exact")
    compare_agents(ami, shift, told["ami"])
    compare_open(ami, shift, told["ami gauges"], "ami")
    about_the_data(ami)
    ami.leave_out("from AMI: whole-second figures, compared with the queue_log",
                  lambda path: "reported" in path)
    compare_gauges(gauges, shift, told["ami gauges"])
    compare_contacts(log, shift, told["log"], "queue_log", "reported")
    compare_open(log, shift, told["log gauges"], "queue_log")
    compare_sources(log, shift, told["ami"], told["log"])
    about_the_data(log)
    log.leave_out("from the queue_log: exact figures, as it has whole seconds only",
                  lambda path: "exact" in path)
    log.leave_out("from the queue_log: agents' time, as it has whole seconds only, does not say "
                  "when a phone begins to ring, nor who is on duty from the start",
                  lambda path: "agents" in path)
    return [ami, gauges, log]
