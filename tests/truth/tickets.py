"""Ticket streams: what truth_daily.json says of events.jsonl, and of the same events late, out of
order and repeated."""
import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk import content, find, kpi, load, replay, write_desk
from figures import Comparison

US = 1_000_000
HOUR = 3600
TYPES = {"created": "ticket.created", "assigned": "ticket.assigned",
         "response": "ticket.responded", "priority_changed": "ticket.prioritised",
         "pending": "ticket.pending", "resumed": "ticket.resumed",
         "resolved": "ticket.resolved", "reopened": "ticket.reopened",
         "closed": "ticket.closed", "deleted": "ticket.deleted", "csat": "survey.answered"}
NAMES = {"group": "queue", "assignee": "agent", "requester": "customer"}


def is_tickets(folder):
    return find(folder, "truth_daily.json") is not None


def record(event):
    """The contract's record of a line of the stream. First responses are to be derived, so what the
    stream says of that is not told."""
    told = {NAMES.get(key, key): value for key, value in event.items()
            if value is not None and key != "first"}
    told["type"] = TYPES[event["type"]]
    if event["type"] == "csat":
        told |= {"kind": "csat", "scale": 5}
    return told


def lines(values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


class Stream:
    """A data folder with tickets."""

    def __init__(self, folder):
        self.truth = load(folder, "truth_daily.json")
        self.calendar = load(folder, "calendar.json")
        self.sla = load(folder, "sla.json")
        initial = load(folder, "initial_open.json")
        known = [{NAMES.get(key, key): value for key, value in ticket.items() if key != "id"}
                 | {"type": "ticket.state", "id": f"initial-{ticket['id']}", "time": initial["at"],
                    "ticket": ticket["id"]} for ticket in initial["tickets"]]
        events = [json.loads(line) for line in content(folder, "events.jsonl").splitlines()]
        perturbed = [json.loads(line)
                     for line in content(folder, "events_perturbed.jsonl").splitlines()]
        self.plain = lines(known + [record(event) for event in events])
        self.perturbed = lines(known + [
            {"received": line["received"], "record": record(line["event"])} for line in perturbed])
        self.zone = ZoneInfo(self.calendar["timezone"])
        self.days = [day["day"] for day in self.truth["days"]]

    def truths(self):
        return [self.truth, self.truth]

    def local(self, day, hour):
        """That hour of a day, as microseconds since the epoch."""
        date = datetime.fromisoformat(day) + timedelta(days=hour // 24)
        return int(date.replace(hour=hour % 24, tzinfo=self.zone).timestamp()) * US

    def end_of(self, day):
        """The last millisecond of a day."""
        return self.local(day, 24) - 1000

    def whole(self):
        """Minutes from the first day to the last."""
        return (self.local(self.days[-1], 24) - self.local(self.days[0], 0)) // (60 * US)

    def desk(self):
        """What desk.json says of hours and promises."""
        return {
            "hours": {"business": {
                "zone": self.calendar["timezone"],
                "week": {day: [f"{begin}-{end}" for begin, end in spans]
                         for day, spans in self.calendar["week"].items()},
                "holidays": self.calendar["holidays"]}},
            "work_hours": "business",
            "sla": {priority: {
                "response": f"{promise['response_min']}min",
                "resolution": f"{promise['resolve_min']}min",
                **({} if promise["calendar"] == "24x7" else {"hours": promise["calendar"]})}
                for priority, promise in self.sla.items()}}


def event_kpis(name, window):
    """KPIs of what happened in a window."""
    def one(figure, measure, **options):
        return kpi(f"{name}-{figure}", window, measure, **options)

    return [
        one("created", "tickets", event="created", by=["channel"]),
        one("deleted", "tickets", event="deleted"),
        one("resolve-events", "tickets", event="resolved"),
        one("reopen-events", "tickets", event="reopened"),
        one("mttr-business", "time_to_resolve", time="work"),
        one("mttr-net", "time_to_resolve", time="work_net"),
        one("mttr-calendar", "time_to_resolve", time="clock"),
        one("mttr-median", "time_to_resolve", time="work", show="median"),
        one("response", "response_sla", basis="responded"),
        one("resolve", "resolution_sla", basis="resolved"),
        one("response-due", "response_sla", basis="due", priority="initial",
            where={"origin": "stream"}),
        one("fcr", "first_contact_resolution", definition="derived", days="ever"),
        one("reopen-rate", "reopen_rate", of="events"),
        one("reopen-cohort", "reopen_rate", of="cohort", days="ever"),
        one("csat-mean", "csat", show="mean", scale=5),
        one("csat-satisfied", "csat", show="satisfied"),
    ]


def backlog_kpis():
    return [
        kpi("open-and-pending", "now", "backlog", by=["priority"]),
        kpi("pending", "now", "backlog", pending="only"),
        kpi("unassigned", "now", "backlog", unassigned="only"),
        kpi("awaiting-first-response", "now", "backlog", awaiting_first_response="only"),
        kpi("oldest-ticket", "now", "oldest_ticket"),
        kpi("oldest-ticket-business", "now", "oldest_ticket", age_in="business"),
        kpi("response-breached", "now", "sla_breached", of="response"),
    ]


def run(server, folder, scratch):
    """Replays the stream as it happened and as it came in; what was told, for `compare`."""
    stream = Stream(folder)
    kpis = (event_kpis("day", "today") + event_kpis("all", f"rolling {stream.whole()}min")
            + backlog_kpis())
    desk = write_desk(scratch / "desk", kpis, stream.calendar["timezone"], stream.desk())
    at = {time for day in stream.days for time in (stream.end_of(day), stream.local(day, 18))}
    print("events in order")
    plain = replay(server, desk, "records", stream.plain, at)
    print("events late, out of order and repeated")
    perturbed = replay(server, desk, "records", stream.perturbed, at)
    return stream, (plain, perturbed)


def hours(seconds):
    return None if seconds is None else seconds / HOUR


def compare_day(comparison, number, told, at, source):
    root = ("days", number)
    day = comparison.truth[root + ("day",)]

    def figure(path, row, got):
        comparison.figure(root + path, row, got, f"{source}, {day}, {'.'.join(path)}")

    def rate(path, names, row, name):
        """n, how many of them, and their share."""
        line = told.line(f"day-{name}", at)
        for key, got in zip(names, (line["n"], line.get("numerator", 0), line["value"])):
            figure(path + (key,), row, got)

    for key in ("created", "resolve_events", "reopen_events", "deleted"):
        figure((key,), "counts", told.count(f"day-{key}".replace("_", "-"), at))
    for channel in ("phone", "email", "portal", "chat"):
        figure(("by_channel", channel), "created by channel",
               told.count("day-created", at, channel))
    business = told.line("day-mttr-business", at)
    figure(("first_resolved",), "time to resolve", business["n"])
    figure(("mttr", "n"), "time to resolve", business["n"])
    for key, name in (("business_h", "business"), ("business_net_of_pending_h", "net"),
                      ("calendar_h", "calendar"), ("median_business_h", "median")):
        figure(("mttr", key), "time to resolve", hours(told.value(f"day-mttr-{name}", at)))
    rate(("sla",), ("response_n", "response_met", "response_rate"), "response SLA", "response")
    rate(("sla",), ("resolve_n", "resolve_met", "resolve_rate"), "resolution SLA", "resolve")
    rate(("sla", "response_due_today"), ("n", "met", "rate"), "response SLA, due", "response-due")
    rate(("fcr",), ("n", "fcr", "rate"), "first contact resolution", "fcr")
    figure(("reopen", "events"), "reopen rate", told.count("day-reopen-events", at))
    figure(("reopen", "rate_of_resolve_events"), "reopen rate", told.value("day-reopen-rate", at))
    figure(("reopen", "cohort_rate"), "reopen rate", told.value("day-reopen-cohort", at))
    figure(("csat", "n"), "CSAT", told.line("day-csat-satisfied", at)["n"])
    figure(("csat", "mean"), "CSAT", told.value("day-csat-mean", at))
    figure(("csat", "satisfied_rate"), "CSAT", told.value("day-csat-satisfied", at))


def compare_backlog(comparison, number, name, told, at, source):
    root = ("days", number, name)
    day = comparison.truth["days", number, "day"]

    def figure(path, got, **how):
        comparison.figure(root + path, name.replace("_", " "), got,
                          f"{source}, {day}, {name}.{'.'.join(path)}", **how)

    figure(("open_and_pending",), told.count("open-and-pending", at))
    for path in [path for path in comparison.truth if path[:4] == root + ("by_priority",)]:
        figure(("by_priority", path[4]), told.count("open-and-pending", at, path[4]))
    figure(("pending",), told.count("pending", at))
    figure(("unassigned",), told.count("unassigned", at))
    figure(("awaiting_first_response",), told.count("awaiting-first-response", at))
    figure(("response_breached_unanswered",), told.count("response-breached", at))
    oldest = told.line("oldest-ticket", at)
    subject = oldest.get("subject")
    figure(("oldest_ticket",), subject, expected=lambda id_: None if id_ is None else str(id_))
    figure(("oldest_age_h",), hours(oldest["value"]) if subject else None)
    figure(("oldest_age_business_h",),
           hours(told.value("oldest-ticket-business", at)) if subject else None)


def compare_total(comparison, told, at, source):
    def value(name):
        return told.value(f"all-{name}", at)

    figures = {
        "created": told.count("all-created", at),
        "first_resolved": told.line("all-mttr-business", at)["n"],
        "mttr_business_h": hours(value("mttr-business")), "mttr_net_h": hours(value("mttr-net")),
        "response_rate": value("response"), "resolve_rate": value("resolve"),
        "fcr_rate": value("fcr"), "reopen_rate": value("reopen-rate"),
        "csat_mean": value("csat-mean"), "csat_satisfied": value("csat-satisfied"),
        "csat_n": told.line("all-csat-satisfied", at)["n"],
    }
    for key, got in figures.items():
        comparison.figure(("total", key), "all days together", got, f"{source}, all days, {key}")


def compare(stream, told, truths, tampered):
    comparisons = []
    for which, source in enumerate(("in order", "perturbed")):
        path = tampered[1] if tampered and tampered[0] == which else None
        comparison = Comparison(truths[which], path)
        for number, day in enumerate(stream.days):
            at = stream.end_of(day)
            compare_day(comparison, number, told[which], at, source)
            compare_backlog(comparison, number, "backlog_end", told[which], at, source)
            compare_backlog(comparison, number, "backlog_at_1800", told[which],
                            stream.local(day, 18), source)
        compare_total(comparison, told[which], stream.end_of(stream.days[-1]), source)
        comparison.leave_out("closed: the truth keeps only a ticket's last close (data/README.md)",
                             lambda path: path[-1] == "closed")
        comparison.leave_out("what describes the data or the day", lambda path: path[-1] in (
            "definitions", "note", "day", "length_h", "open_business_min"))
        comparisons.append(comparison)
    same, other = (one.text.splitlines() for one in told)
    comparisons[1].check("perturbed: as many lines as in order", len(same), len(other), "lines")
    for number, (line, twin) in enumerate(zip(same, other)):
        comparisons[1].check("perturbed: the same line as in order", line, twin,
                             f"line {number + 1}")
    return comparisons
