#include "server/metrics.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

namespace waymark::server {
namespace {

/// Collects families of one metric each.
class MetricsPage {
public:
    void counter(const std::string& name, const std::string& help, double value) {
        prometheus::ClientMetric metric;
        metric.counter.value = value;
        families_.push_back({name, help, prometheus::MetricType::Counter, {metric}});
    }
    void gauge(const std::string& name, const std::string& help, double value) {
        prometheus::ClientMetric metric;
        metric.gauge.value = value;
        families_.push_back({name, help, prometheus::MetricType::Gauge, {metric}});
    }
    /// One value for each screen.
    void gauges(const std::string& name, const std::string& help,
                const std::map<std::string, double>& screens) {
        prometheus::MetricFamily family{name, help, prometheus::MetricType::Gauge, {}};
        for (const auto& [screen, value] : screens) {
            prometheus::ClientMetric metric;
            metric.label.push_back({"screen", screen});
            metric.gauge.value = value;
            family.metric.push_back(std::move(metric));
        }
        if (!screens.empty()) families_.push_back(std::move(family));
    }
    std::string text() const { return prometheus::TextSerializer{}.Serialize(families_); }

private:
    std::vector<prometheus::MetricFamily> families_;
};

double as_number(std::uint64_t count) {
    return static_cast<double>(count);
}

double resident_octets() {
    std::ifstream stream{"/proc/self/statm"};
    double whole = 0, resident = 0;
    stream >> whole >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double open_descriptors() {
    std::error_code error;
    double count = 0;
    for (std::filesystem::directory_iterator it{"/proc/self/fd", error}, end; !error && it != end;
         it.increment(error))
        ++count;
    return count;
}

void add_process(MetricsPage& page) {
    page.gauge("process_resident_memory_bytes", "Memory in use.", resident_octets());
    page.counter("process_cpu_seconds_total", "CPU time used.", cpu_seconds());
    page.gauge("process_open_fds", "Open descriptors.", open_descriptors());
}

/// What was seen of the desk's screens.
void add_screens(MetricsPage& page, const std::map<ScreenId, Seen>& seen) {
    std::map<std::string, double> share, absence, blind;
    for (const auto& [screen, one] : seen) {
        share[screen.text] = one.vision_share().value_or(0);
        absence[screen.text] = in_seconds(one.longest_absence);
        blind[screen.text] = 0;
        for (const auto& [kpi, length] : one.blind)
            blind[screen.text] = std::max(blind[screen.text], in_seconds(length));
    }
    page.gauges("waymark_screen_vision_visible_ratio",
                "Share of the last hour in which the vision was to be read.", share);
    page.gauges("waymark_screen_vision_absence_seconds",
                "Longest time in the last hour without the vision.", absence);
    page.gauges("waymark_screen_critical_blind_seconds",
                "Longest time in the last hour without one of the critical KPIs.", blind);
}

}  // namespace

std::string metrics_text(const Figures& figures) {
    const auto& [desk, store, net, notifications, screens, pending, seen] = figures;
    MetricsPage page;
    page.counter("waymark_records_accepted_total", "Records stored.", as_number(desk.accepted));
    page.counter("waymark_records_repeated_total", "Records that were known already.",
                 as_number(desk.repeated));
    page.counter("waymark_records_rejected_total", "Records refused.", as_number(desk.rejected));
    page.counter("waymark_records_from_the_future_total",
                 "Records stored with their time of receipt.", as_number(desk.from_the_future));
    page.counter("waymark_records_of_unknown_type_total", "Records of a type not known.",
                 as_number(desk.unknown_types));
    page.counter("waymark_deltas_total", "Changes published.", as_number(desk.deltas));
    page.counter("waymark_snapshots_total", "Snapshots encoded.", as_number(desk.snapshots));
    page.gauge("waymark_screens", "Screens connected.", as_number(screens));
    page.gauge("waymark_feeds_connected", "Feeds connected by WebSocket.", as_number(net.feeds));
    page.counter("waymark_outbox_overflows_total",
                 "Backlogs of slow screens that were replaced by a snapshot.",
                 as_number(net.outbox_overflows));
    page.counter("waymark_slow_screens_total", "Screens let go because they did not read.",
                 as_number(net.slow_screens));
    page.counter("waymark_silent_peers_total", "Peers let go because nothing was heard.",
                 as_number(net.silent_peers));
    page.gauge("waymark_connections", "Connections open.", as_number(net.open));
    page.counter("waymark_connections_total", "Connections accepted.", as_number(net.connections));
    page.counter("waymark_connections_turned_away_total", "Connections beyond the limit.",
                 as_number(net.turned_away));
    page.counter("waymark_requests_total", "HTTP requests read.", as_number(net.requests));
    page.counter("waymark_requests_refused_total", "HTTP requests answered with 4xx or 5xx.",
                 as_number(net.refused_requests));
    page.counter("waymark_store_commits_total", "Transactions written.", as_number(store.commits));
    page.counter("waymark_store_failed_commits_total", "Transactions the disk did not take.",
                 as_number(store.failed_commits));
    page.counter("waymark_store_commit_seconds_total", "Time spent writing transactions.",
                 store.commit_seconds);
    page.gauge("waymark_store_pending_bytes", "Records accepted but not yet on disk.",
               as_number(pending));
    page.counter("waymark_notifications_delivered_total", "Notifications that were taken.",
                 as_number(notifications.delivered));
    page.counter("waymark_notifications_given_up_total",
                 "Notifications that were refused, or not taken within an hour.",
                 as_number(notifications.given_up));
    page.counter("waymark_notifications_dropped_total",
                 "Notifications dropped because too many waited.",
                 as_number(notifications.dropped));
    page.gauge("waymark_notifications_waiting", "Notifications not yet taken.",
               as_number(notifications.waiting));
    add_screens(page, seen);
    add_process(page);
    return page.text();
}

}  // namespace waymark::server
