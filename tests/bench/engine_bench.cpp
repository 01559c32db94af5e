// How fast the KPI engine is, without sockets and disk.
// usage: build/release/bin/engine_bench [events|text|tick|queues|records|year|values] [CALLS or
// DAYS]
//   events  records through a ledger with the whole catalogue
//   text    the same from NDJSON
//   tick    readings of 500 KPIs x 50 queues as time passes
//   records the page of records behind each KPI, after a day of 200 agents
//   year    memory, checkpoint and restart of a desk with 200 agents
//   values  all values after a stream of records, to compare two builds
// Processor time is taken, not the time on the clock; cycles are those of the time stamp counter.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "server/feed/intake.hpp"
#include "server/kpi/kpi_records.hpp"
#include "server/kpi/scorecard.hpp"
#include "shared/base/clock.hpp"
#include "tests/bench/engine_load.hpp"
#include "tests/bench/percentile.hpp"

namespace waymark::bench {
namespace {

using server::BodyForm;
using server::Bounds;
using server::Checkpoint;
using server::Intake;
using server::Ledger;
using server::Scorecard;

const Time begin = *from_rfc3339("2026-03-30T06:00:00Z");

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Megabytes of memory this process holds now.
double resident() {
    std::ifstream file{"/proc/self/statm"};
    double all = 0, held = 0;
    file >> all >> held;
    return held * 4096 / 1e6;
}

/// Cycles of the time stamp counter a second.
double cycles_a_second() {
    const auto since = std::chrono::steady_clock::now();
    const std::uint64_t from = __builtin_ia32_rdtsc();
    while (std::chrono::steady_clock::now() - since < std::chrono::milliseconds{50}) {
    }
    return static_cast<double>(__builtin_ia32_rdtsc() - from) / 0.05;
}

void print_rate(const char* what, std::size_t events, double seconds, double mark) {
    const auto count = static_cast<double>(events);
    std::printf("%-34s %9.0f events/s, %5.0f ns, %6.0f cycles an event (mark %.0f/s)\n", what,
                count / seconds, seconds / count * 1e9, seconds / count * cycles_a_second(), mark);
}

/// A stretch at which each agent has a call in about six minutes, as long as so many calls take.
Load busy(int calls) {
    return {.calls = calls, .length = std::chrono::milliseconds{1800LL * calls}};
}

/// Processor seconds that accepting the records at their times takes; time passes by the second.
/// They are copied a few at a time, which is not counted: a decoder has just written them, too.
double accept(Ledger& ledger, const std::vector<FeedRecord>& records) {
    constexpr std::size_t few = 200;
    double seconds = 0;
    std::vector<FeedRecord> decoded;
    for (std::size_t at = 0; at < records.size(); at += few) {
        const auto from = records.begin() + static_cast<std::ptrdiff_t>(at);
        decoded.assign(from,
                       from + static_cast<std::ptrdiff_t>(std::min(few, records.size() - at)));
        const double before = processor_seconds();
        for (const FeedRecord& told : decoded) {
            ledger.advance(std::chrono::floor<std::chrono::seconds>(told.record.time));
            ledger.accept(told.feed, told.record);
        }
        seconds += processor_seconds() - before;
    }
    return seconds;
}

void measure_events(int calls) {
    const auto records = records_of(busy(calls), begin, 0);
    for (const bool by_queue : {false, true}) {
        const DeskFolder folder = catalogue_desk(by_queue);
        double best = 1e9;
        for (int run = 0; run < 3; ++run) {
            Ledger ledger{folder};
            best = std::min(best, accept(ledger, records));
        }
        print_rate(by_queue ? "decoded events, all KPIs by queue" : "decoded events, all KPIs",
                   records.size(), best, 1e6);
    }
}

void measure_text(int calls) {
    const auto records = records_of(busy(calls), begin, 0);
    // Bodies of a hundred lines, as a feed that is behind sends them.
    std::vector<std::string> bodies;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (i % 100 == 0) bodies.emplace_back();
        bodies.back() += line_of(records[i].record);
    }
    const Intake intake{"salt", {.most_ahead = std::nullopt}};
    const DeskFolder folder = catalogue_desk(false);
    double read = 1e9, all = 1e9;
    for (int run = 0; run < 3; ++run) {
        double before = processor_seconds();
        for (const std::string& body : bodies)
            if (intake.read(body, BodyForm::ndjson, begin)->records.empty()) std::abort();
        read = std::min(read, processor_seconds() - before);
        Ledger ledger{folder};
        before = processor_seconds();
        for (const std::string& body : bodies) {
            const auto batch = intake.read(body, BodyForm::ndjson, begin);
            for (const Record& record : batch->records) {
                ledger.advance(std::chrono::floor<std::chrono::seconds>(record.time));
                ledger.accept({"phone"}, record);
            }
        }
        all = std::min(all, processor_seconds() - before);
    }
    print_rate("NDJSON text to records", records.size(), read, 250e3);
    print_rate("NDJSON text through all KPIs", records.size(), all, 250e3);
}

/// Milliseconds of processor time.
double timed(const std::function<void()>& work) {
    const double before = processor_seconds();
    work();
    return (processor_seconds() - before) * 1000;
}

/// The values of all KPIs, whole and by queue.
void read_all(const Scorecard& scorecard, const DeskFolder& folder) {
    double sum = 0;
    for (const Kpi& kpi : folder.outline.kpis) {
        const server::Meter& meter = scorecard.ledger().meter(kpi.id);
        const Bounds window = scorecard.ledger().window(kpi, scorecard.now());
        sum += meter.over(window, {}).value.value_or(0);
        for (const server::SliceKey slice : meter.slices())
            sum += meter.over(window, slice).value.value_or(0);
    }
    if (sum < 0) std::abort();
}

void measure_tick(int calls) {
    Load load = busy(calls);
    load.queues = 50;
    const DeskFolder folder = wide_desk(500);
    Scorecard scorecard{folder};
    const auto records = records_of(load, begin, 0);
    for (const FeedRecord& told : records) {
        scorecard.advance(std::chrono::floor<std::chrono::minutes>(told.record.time));
        scorecard.accept(told.feed, told.record);
    }
    Time now = std::chrono::ceil<std::chrono::minutes>(records.back().record.time);
    std::vector<double> passing[2], reading[2], slices[2];
    for (int second = 0; second < 240; ++second) {
        now += std::chrono::seconds{1};
        const bool turn = second % 60 == 59;
        passing[turn].push_back(timed([&] { scorecard.advance(now); }));
        reading[turn].push_back(timed([&] { scorecard.readings(); }));
        slices[turn].push_back(timed([&] { read_all(scorecard, folder); }));
    }
    for (const bool turn : {false, true})
        std::printf(
            "tick with 500 KPIs x 50 queues, %s: %.2f ms for time to pass, %.2f ms for the "
            "readings (mark 5 ms for both), %.2f ms for all values by queue\n",
            turn ? "when a minute turns" : "at a second", percentile(passing[turn], .5),
            percentile(reading[turn], .5), percentile(slices[turn], .5));
}

/// What a queue table of eight KPIs and 200 queues adds to a second.
void measure_queues(int calls) {
    Load load = busy(calls);
    load.queues = 200;
    DeskFolder folder = wide_desk(20);
    for (const bool shown : {false, true}) {
        if (shown) folder.outline.scenes.push_back({.id = {"queues"}, .kind = SceneKind::queues});
        for (std::size_t i = 0; shown && i < 8; ++i)
            folder.outline.scenes.back().kpis.push_back(folder.outline.kpis[i].id);
        Scorecard scorecard{folder};
        Time now = begin;
        for (const FeedRecord& told : records_of(load, begin, 0)) {
            now = std::chrono::floor<std::chrono::minutes>(told.record.time);
            scorecard.advance(now);
            scorecard.accept(told.feed, told.record);
        }
        std::vector<double> passing, reading;
        std::size_t cells = 0;
        for (int second = 0; second < 120; ++second) {
            now += std::chrono::seconds{1};
            passing.push_back(timed([&] { scorecard.advance(now); }));
            reading.push_back(timed([&] { cells = scorecard.readings().queues.size(); }));
        }
        std::printf(
            "a second of a desk with 20 KPIs and %zu cells in its queue table: %.2f ms for time to "
            "pass, %.2f ms for the readings\n",
            cells, percentile(passing, .5), percentile(reading, .5));
    }
}

/// What somebody who asks what is behind a KPI costs everybody else.
void measure_records(int calls) {
    const DeskFolder folder = catalogue_desk(true);
    Scorecard scorecard{folder};
    const Load load{.calls = calls, .tickets = calls / 10, .length = std::chrono::hours{10}};
    for (const FeedRecord& told : records_of(load, begin, 0)) {
        scorecard.advance(std::chrono::floor<std::chrono::minutes>(told.record.time));
        scorecard.accept(told.feed, told.record);
    }
    const double held = resident();
    std::vector<double> pages;
    std::size_t octets = 0;
    for (const Kpi& kpi : folder.outline.kpis)
        pages.push_back(timed([&] {
            octets = std::max(octets, server::records_of_kpi(scorecard, kpi.id, {200, {}})->size());
        }));
    std::printf(
        "records behind each of %zu KPIs after %d calls: %.2f ms in the median, %.2f ms at most, "
        "%zu octets at most; %.1f MB more held\n",
        pages.size(), calls, percentile(pages, .5), percentile(pages, 1), octets,
        resident() - held);
}

void print_day(Scorecard& scorecard, const DeskFolder& folder, int days) {
    const double held = resident();
    double before = processor_seconds();
    const Checkpoint changed = scorecard.checkpoint();
    const double took = processor_seconds() - before;
    std::size_t octets = changed.memory.size();
    for (const auto& row : changed.series)
        octets += row.series.size() + row.text.size() + row.version.size() + row.kpi.text.size();
    for (const auto& row : changed.subjects)
        octets += row.id.size() + row.text.size();
    std::printf(
        "day %3d: %.0f MB held, %zu contacts, %zu tickets; checkpoint of the day %.1f MB, "
        "%zu + %zu rows, %.2f s",
        days, held, scorecard.ledger().subjects(server::SubjectKind::contact),
        scorecard.ledger().subjects(server::SubjectKind::ticket), static_cast<double>(octets) / 1e6,
        changed.series.size(), changed.subjects.size(), took);
    if (days == 1) {
        before = processor_seconds();
        Scorecard again{folder};
        again.restore(changed);
        std::printf("; restart %.2f s (mark 2 s)", processor_seconds() - before);
    }
    std::printf("\n");
    std::fflush(stdout);
}

void measure_year(int days) {
    const DeskFolder folder = catalogue_desk(true);
    Scorecard scorecard{folder};
    const double empty = resident();
    std::printf("before: %.0f MB held\n", empty);
    for (int day = 0; day < days; ++day) {
        const Load load{.calls = 16'000, .tickets = 1'500, .length = std::chrono::hours{10}};
        for (const FeedRecord& told : records_of(load, begin + std::chrono::days{day}, day)) {
            scorecard.advance(std::chrono::floor<std::chrono::minutes>(told.record.time));
            scorecard.accept(told.feed, told.record);
        }
        print_day(scorecard, folder, day + 1);
    }
}

void print_values(int calls) {
    Load load = busy(calls);
    load.tickets = calls / 10;
    const DeskFolder folder = catalogue_desk(true);
    Scorecard scorecard{folder};
    Time last;
    for (const FeedRecord& told : records_of(load, begin, 0)) {
        scorecard.advance(std::chrono::floor<std::chrono::minutes>(told.record.time));
        scorecard.accept(told.feed, told.record);
        last = told.record.time;
    }
    for (const Duration ago :
         {Duration{0}, Duration{std::chrono::minutes{17}}, Duration{std::chrono::hours{30}}})
        for (const server::KpiValue& value : scorecard.values_at(last - ago)) {
            std::printf("%s %s %lld %.9g %lld %.9g %.9g", value.kpi.text.c_str(),
                        value.labels.empty() ? "" : value.labels.front().second.c_str(),
                        static_cast<long long>(ago.count()), value.measured.value.value_or(-1),
                        static_cast<long long>(value.measured.n),
                        value.measured.numerator.value_or(-1), value.measured.variance);
            for (const server::PartCount& part : value.parts)
                std::printf(" %lld", static_cast<long long>(part.n));
            std::printf("\n");
        }
    for (const std::string& line : scorecard.findings())
        std::printf("%s\n", line.c_str());
}

}  // namespace
}  // namespace waymark::bench

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int count = argc > 2 ? std::atoi(argv[2]) : 0;
    const auto wanted = [&](const char* name) { return what.empty() || what == name; };
    const auto number = [&](int usual) { return count > 0 ? count : usual; };
    using namespace waymark::bench;
    // As many calls as two hundred agents have in a day.
    if (wanted("events")) measure_events(number(16'000));
    if (wanted("text")) measure_text(number(16'000));
    if (wanted("tick")) measure_tick(number(20'000));
    if (wanted("queues")) measure_queues(number(20'000));
    if (wanted("records")) measure_records(number(16'000));
    if (wanted("year")) measure_year(number(3));
    if (what == "values") print_values(number(5'000));
}
