#include "server/store/memory_store.hpp"

#include <algorithm>
#include <iterator>

namespace waymark::server {
namespace {

void keep_text(auto& kept, auto key, std::string text) {
    if (text.empty())
        kept.erase(key);
    else
        kept[std::move(key)] = std::move(text);
}

}  // namespace

Restored MemoryStore::restore() {
    Restored restored{.epoch = "memory-" + std::to_string(++starts_), .salt = "salt of this desk"};
    for (const auto& [name, text] : notes_)
        restored.notes.push_back({name, text});
    const std::uint64_t done = checkpoint_ ? checkpoint_->sequence : 0;
    restored.checkpoint = checkpoint_;
    if (checkpoint_) {
        for (const auto& [key, text] : series_) {
            const auto& [kpi, version, series, tier, minute] = key;
            restored.checkpoint->series.push_back({kpi, version, series, tier, minute, text});
        }
        for (const auto& [key, text] : subjects_)
            restored.checkpoint->subjects.push_back({key.first, key.second, text});
    }
    std::ranges::copy_if(entries_, std::back_inserter(restored.entries),
                         [done](const Entry& entry) { return entry.sequence > done; });
    return restored;
}

std::optional<std::uint64_t> MemoryStore::keep(const FeedId& feed, Record record, Time now) {
    if (!record.id.empty() && !known_.emplace(feed.text, record.id).second) return std::nullopt;
    entries_.push_back({++last_, now, feed, std::move(record)});
    return last_;
}

void MemoryStore::append(const FeedId& feed, std::vector<Record> records, Time now,
                         std::function<void(Result<Appended>)> done) {
    if (failure_) return done(tl::unexpected(*failure_));
    Appended appended;
    for (Record& record : records)
        appended.push_back(keep(feed, std::move(record), now));
    done(std::move(appended));
}

void MemoryStore::append_tick(Time now, std::function<void(std::uint64_t)> done) {
    entries_.push_back({++last_, now, {}, std::nullopt});
    done(last_);
}

void MemoryStore::put_notes(std::vector<Note> notes, std::function<void(Result<void>)> done) {
    if (failure_) return done(tl::unexpected(*failure_));
    for (Note& note : notes)
        keep_text(notes_, std::move(note.name), std::move(note.text));
    done({});
}

void MemoryStore::save(Checkpoint checkpoint) {
    for (SeriesRow& row : checkpoint.series)
        keep_text(series_, std::tuple{row.kpi, row.version, row.series, row.tier, row.minute},
                  std::move(row.text));
    for (SubjectRow& row : checkpoint.subjects)
        keep_text(subjects_, std::pair{row.kind, row.id}, std::move(row.text));
    checkpoint.series.clear();
    checkpoint.subjects.clear();
    std::erase_if(entries_, [&](const Entry& entry) {
        return !entry.record && entry.sequence <= checkpoint.sequence;
    });
    checkpoint_ = std::move(checkpoint);
}

void MemoryStore::read(Time from, std::uint64_t after, std::size_t most,
                       std::function<void(Result<std::vector<Entry>>)> done) {
    std::vector<Entry> found;
    for (const Entry& entry : entries_)
        if (found.size() < most && entry.record && entry.now >= from && entry.sequence > after)
            found.push_back(entry);
    done(std::move(found));
}

}  // namespace waymark::server
