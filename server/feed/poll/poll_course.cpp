#include "server/feed/poll/poll_course.hpp"

#include <nlohmann/json.hpp>

#include "server/feed/poll/placeholder.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr int not_modified = 304;
constexpr std::size_t longest_id = 200;
/// What is open can't be asked for in portions: more pages, so many times.
constexpr int backlog_pages = 10;

/// What identifies an item, as text; empty when that is none.
std::string id_text(const json* value) {
    if (value == nullptr) return {};
    if (value->is_number_integer()) return value->dump();
    return value->is_string() ? value->get<std::string>() : std::string{};
}

Delivery delivery_of(const FetchAnswer& answer, Time now) {
    return {answer.body, answer.header("content-type"), answer.headers, now};
}

}  // namespace

PollCourse::PollCourse(const PollSetup& setup, const std::string& memory, Time now)
    : setup_(setup), backlog_(!setup.backlog.empty()) {
    if (setup.cursor) cursor_.emplace(*setup.cursor, setup.zone, memory, now);
}

void PollCourse::begin() {
    finding_ = ChangeCursor::Finding::nothing;
    seeing_.clear();
    if (backlog_) {
        pages_.emplace(setup_,
                       PollPages::Round{setup_.backlog, "", setup_.paging.most * backlog_pages});
        return;
    }
    if (cursor_) cursor_->begin_round();
    pages_.emplace(
        setup_, PollPages::Round{setup_.query, cursor_ ? cursor_->text() : "", setup_.paging.most});
}

FetchHeaders PollCourse::headers() const {
    FetchHeaders headers = setup_.headers;
    if (url() == known_url_)
        headers.insert(headers.end(), known_marks_.begin(), known_marks_.end());
    return headers;
}

Result<PollStep> PollCourse::take(const FetchAnswer& answer, Time now) {
    PollStep step;
    more_ = false;
    marks_.clear();
    unmodified_ = answer.status == not_modified;
    if (unmodified_) {
        marks_ = known_marks_;
        return step;
    }
    if (!setup_.details) {
        auto batch = setup_.mapping->records_of(delivery_of(answer, now), nullptr);
        if (!batch) return tl::unexpected(batch.error());
        step.batch = std::move(*batch);
        step.batch.holds_now = true;
    }
    const auto looked = look_at(answer, now, step);
    if (!looked) return tl::unexpected(looked.error());
    if (setup_.paging.kind == PollPaging::Kind::none && !setup_.details) {
        if (const auto mark = answer.header("etag"); !mark.empty())
            marks_.emplace_back("If-None-Match", mark);
        else if (const auto date = answer.header("last-modified"); !date.empty())
            marks_.emplace_back("If-Modified-Since", date);
    }
    return step;
}

/// Goes through the items of a page for what is beyond the mapping: cursor, pages and details.
Result<std::size_t> PollCourse::look_at(const FetchAnswer& answer, Time now, PollStep& step) {
    const bool by_items = cursor_ || setup_.details ||
                          setup_.paging.kind == PollPaging::Kind::page ||
                          setup_.paging.kind == PollPaging::Kind::offset;
    if (!by_items && setup_.paging.kind != PollPaging::Kind::next) {
        more_ = pages_->go_on(answer, nullptr, 0);
        return 0;
    }
    const auto body = read_json(answer.body, {});
    if (!body) return tl::unexpected(body.error());
    const json* const items = mapping::Pointer::from(setup_.items)->follow(*body);
    if (by_items && (items == nullptr || !items->is_array()))
        return failure(setup_.items, "is no list of items in the answer");
    std::size_t count = 0;
    if (by_items) {
        count = items->size();
        for (const json& item : *items) {
            if (cursor_ && !backlog_ && !cursor_->see(item, now)) ++step.without_time;
            if (setup_.details) note_detail(item, step);
        }
    }
    if (cursor_ && !backlog_) cursor_->end_page();
    more_ = pages_->go_on(answer, &*body, count);
    return count;
}

void PollCourse::note_detail(const json& item, PollStep& step) {
    const std::string id = id_text(mapping::Pointer::from(setup_.details->id)->follow(item));
    if (id.empty() || id.size() > longest_id) {
        ++step.without_id;
        return;
    }
    if (setup_.cursor) {
        const json* const changed = mapping::Pointer::from(setup_.cursor->value)->follow(item);
        std::string state = id + ' ' + (changed == nullptr ? "" : changed->dump());
        const bool known = seen_.contains(state);
        seeing_.insert(std::move(state));
        if (known) return;
    }
    step.details.push_back(with_placeholder(setup_.details->url, "{id}", percent_encoded(id)));
}

Result<FeedBatch> PollCourse::detail(const FetchAnswer& answer, Time now) const {
    auto batch = setup_.mapping->records_of(delivery_of(answer, now), nullptr);
    if (batch) batch->holds_now = true;
    return batch;
}

Result<PollCourse::Next> PollCourse::kept() {
    known_url_ = marks_.empty() ? "" : url();
    known_marks_ = marks_;
    if (!more_) return tl::unexpected(more_.error());
    if (*more_) return Next::page;
    seen_ = std::move(seeing_);
    seeing_.clear();
    if (std::exchange(backlog_, false)) return Next::round;
    if (!cursor_ || unmodified_) return Next::wait;
    finding_ = cursor_->end_round(!pages_->cut_short());
    const bool go_on = pages_->cut_short() && cursor_->moved();
    return go_on || finding_ == ChangeCursor::Finding::ask_again ? Next::round : Next::wait;
}

}  // namespace waymark::server
