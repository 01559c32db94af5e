#include "server/store/store.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace waymark::server {
namespace {

auto key_of(const SeriesRow& row) {
    return std::tie(row.kpi, row.version, row.series, row.tier, row.minute);
}
auto key_of(const SubjectRow& row) {
    return std::tie(row.kind, row.id);
}

/// The rows of both, one of each key: the last.
template <class Row>
void append(std::vector<Row>& older, std::vector<Row> newer) {
    std::ranges::move(newer, std::back_inserter(older));
    std::ranges::stable_sort(older,
                             [](const Row& a, const Row& b) { return key_of(a) < key_of(b); });
    // From the back, so that the first of equal ones, which is kept, is the last.
    const auto kept = std::unique(older.rbegin(), older.rend(), [](const Row& a, const Row& b) {
        return key_of(a) == key_of(b);
    });
    older.erase(older.begin(), kept.base());
}

}  // namespace

void merge(Checkpoint& older, Checkpoint newer) {
    older.sequence = newer.sequence;
    older.memory = std::move(newer.memory);
    append(older.series, std::move(newer.series));
    append(older.subjects, std::move(newer.subjects));
}

}  // namespace waymark::server
