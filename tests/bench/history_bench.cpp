// How long it takes to read 500 KPIs of 50 queues over the last 60 minutes, each from a series of
// its own with buckets for every minute, or for one in ten: within a minute, at the turn of one,
// and after a late event to each. Times are the processor's, so that a busy machine does not matter
// much. usage: build/release/bin/history_bench [SERIES, default 25000]
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "server/kpi/state/history.hpp"
#include "tests/bench/percentile.hpp"

namespace waymark::server {
namespace {

constexpr std::int64_t start = 29'000'000;  // minutes since the epoch
constexpr std::int64_t minutes_before = 90;
constexpr std::int64_t minutes_measured = 20;
constexpr std::int64_t window = 60;

class Bench {
public:
    Bench(const KpiState& empty, std::size_t series, unsigned every)
        : every_(every), days_([](std::int64_t minute) { return minute - minute % 1440; }) {
        histories_.reserve(series);
        for (std::size_t i = 0; i < series; ++i)
            histories_.emplace_back(empty, days_);
        for (std::int64_t minute = start; minute < start + minutes_before; ++minute)
            pass(minute);
    }

    void run(const char* kind) {
        std::vector<double> same, turn, late;
        read(start + minutes_before - 1);
        for (std::int64_t i = 0; i < minutes_measured; ++i) {
            const std::int64_t now = start + minutes_before + i;
            pass(now);
            turn.push_back(read(now));
            same.push_back(read(now));
        }
        const std::int64_t now = start + minutes_before + minutes_measured - 1;
        for (int i = 0; i < 5; ++i) {
            for (History& history : histories_)
                add(history.at(now - 10));
            late.push_back(read(now));
        }
        std::printf("%-9s within a minute %6.2f ms, at its turn %6.2f ms (worst %6.2f), ", kind,
                    bench::percentile(same, .5), bench::percentile(turn, .5),
                    bench::percentile(turn, 1));
        std::printf("after late events %7.2f ms   [%zu]\n", bench::percentile(late, .5), used_);
    }

private:
    void pass(std::int64_t minute) {
        for (History& history : histories_) {
            history.advance(minute);
            if (random_() % every_ == 0) add(history.at(minute));
        }
    }

    void add(KpiState& state) {
        const auto number = static_cast<Fixed>(random_() % 300'000'000);
        if (auto* ratio = std::get_if<RatioState>(&state)) {
            ++ratio->numerator;
            ++ratio->denominator;
            ++ratio->n;
        } else if (auto* mean = std::get_if<MeanState>(&state)) {
            mean->add(number, 1);
        } else if (auto* greatest = std::get_if<MaxState>(&state)) {
            greatest->add(number, 1);
        } else if (auto* sketch = std::get_if<SketchState>(&state)) {
            sketch->add(number, 1);
        }
    }

    double read(std::int64_t now) {
        const std::clock_t begin = std::clock();
        for (const History& history : histories_)
            used_ += history.merged(now - window + 1, now).index();
        return static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC;
    }

    unsigned every_;  ///< minutes, on average, to a bucket
    std::mt19937_64 random_{1};
    DayGrid days_;
    std::vector<History> histories_;
    std::size_t used_ = 0;  ///< printed, so that nothing is left out as unused
};

}  // namespace
}  // namespace waymark::server

int main(int argc, char** argv) {
    using namespace waymark::server;
    const std::size_t series = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 25'000;
    std::printf("%zu series, a state of %zu octets, a series of %zu\n", series, sizeof(KpiState),
                sizeof(History));
    for (const unsigned every : {1U, 10U}) {
        std::printf("a bucket every %u minutes on average\n", every);
        Bench{RatioState{}, series, every}.run("ratio");
        Bench{MeanState{}, series, every}.run("mean");
        Bench{SketchState{}, series, every}.run("sketch");
        Bench{MaxState{}, series, every}.run("maximum");
    }
}
