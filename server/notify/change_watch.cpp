#include "server/notify/change_watch.hpp"

#include "shared/model/format.hpp"

namespace waymark::server {
namespace {

/// So long feeds and screens may take to come back to a server that was started again.
constexpr Duration coming_back = std::chrono::seconds{30};

std::string word_of(State state) {
    return std::string{Format{"en"}.words().states[static_cast<std::size_t>(state)]};
}

/// "72 %, goal ≥ 80 %"
std::string figures_of(const Kpi& kpi, const Reading& reading, const Format& format) {
    std::string text;
    if (reading.value) {
        const ValueText value = format.value(kpi, *reading.value);
        text = value.number + (value.unit.empty() ? "" : " " + value.unit);
    }
    if (const std::string target = format.target(kpi); !target.empty())
        text += (text.empty() ? "" : ", ") + std::string{"goal "} + target;
    return text;
}

}  // namespace

std::optional<bool> ChangeWatch::turned(Life& life, bool gone, Duration delay, Time now) const {
    if (!gone) {
        life.gone_since.reset();
        if (!life.told_down) return std::nullopt;
        life.told_down = false;
        return false;
    }
    if (!life.gone_since) life.gone_since = now;
    if (life.told_down || now < down_from_ || now - *life.gone_since < delay) return std::nullopt;
    life.told_down = true;
    return true;
}

void ChangeWatch::set_delays(Duration feed, Duration screen) {
    feed_delay_ = feed;
    screen_delay_ = screen;
}

std::vector<Notice> ChangeWatch::look(const Board& board, const std::set<ScreenId>& present,
                                      Time now) {
    std::vector<Notice> notices;
    if (std::exchange(restarted_, false)) down_from_ = now + coming_back;
    look_at_kpis(board, now, notices);
    look_at_nodes(board, now, notices);
    look_at_feeds(board, now, notices);
    look_at_screens(board, present, now, notices);
    return notices;
}

/// The judgement before, when there is something to tell. What can't be judged for a while changes
/// nothing, and the first judgement is told unless it is good.
std::optional<State> ChangeWatch::changed(const Key& key, State now_shown) {
    const auto known = judged_.find(key);
    if (known == judged_.end()) {
        judged_[key] = is_judged(now_shown) ? std::optional{now_shown} : std::nullopt;
        return std::nullopt;
    }
    if (!is_judged(now_shown) || known->second == now_shown) return std::nullopt;
    const std::optional<State> before = known->second;
    known->second = now_shown;
    if (!before && now_shown == State::on_target) return std::nullopt;
    return before.value_or(State::no_data);
}

void ChangeWatch::look_at_kpis(const Board& board, Time now, std::vector<Notice>& notices) {
    const Format format{board.desk.locale};
    for (const Kpi& kpi : board.desk.kpis) {
        const Reading* const reading = find_reading(board.readings, kpi.id);
        if (reading == nullptr) continue;
        const auto before = changed({"kpi", kpi.id.text}, reading->state);
        if (!before) continue;
        Notice notice{NoticeKind::status, "status", "kpi", kpi.id.text, kpi.title, now};
        notice.state = name_of(reading->state);
        notice.before = name_of(*before);
        notice.value = reading->value;
        notice.text =
            kpi.title + ": " + word_of(reading->state) + " (was " + word_of(*before) + ")";
        if (const auto figures = figures_of(kpi, *reading, format); !figures.empty())
            notice.text += ", " + figures;
        identify(notice, now);
        notices.push_back(std::move(notice));
    }
}

void ChangeWatch::look_at_nodes(const Board& board, Time now, std::vector<Notice>& notices) {
    const auto look_at = [&](NodeReading::Kind kind, const std::string& subject,
                             const std::string& id, const std::string& title) {
        const NodeReading* const node = find_node(board.readings, kind, id);
        if (node == nullptr) return;
        const auto before = changed({subject, id}, node->state);
        if (!before) return;
        Notice notice{NoticeKind::status, "status", subject, id, title, now};
        notice.state = name_of(node->state);
        notice.before = name_of(*before);
        notice.text = title + ": " + word_of(node->state) + " (was " + word_of(*before) + ")";
        identify(notice, now);
        notices.push_back(std::move(notice));
    };
    for (const Unit& unit : board.desk.units) {
        for (const Objective& objective : unit.mission.objectives)
            look_at(NodeReading::Kind::objective, "objective", objective.id.text, objective.title);
        look_at(NodeReading::Kind::vision, "vision", unit.id.text,
                unit.vision.headline.empty() ? unit.name : unit.vision.headline);
    }
}

void ChangeWatch::look_at_feeds(const Board& board, Time now, std::vector<Notice>& notices) {
    for (const Feed& feed : board.desk.feeds) {
        const FeedReading* const reading = find_feed(board.readings, feed.id);
        if (reading == nullptr) continue;
        const bool silent = reading->freshness == Freshness::stale;
        const bool known = feeds_.contains(feed.id);
        Life& life = feeds_[feed.id];
        if (!known && silent) life = {true, now};
        const auto down = turned(life, silent, feed_delay_, now);
        if (!down) continue;
        Notice notice{NoticeKind::feed, *down ? "feed.down" : "feed.back",
                      "feed",           feed.id.text,
                      feed.title,       now};
        notice.text = feed.title + (*down ? ": no data any more" : ": data again");
        if (*down && reading->heard)
            notice.text += ", last heard " +
                           Format{board.desk.locale}.moment(*reading->heard, now, board.desk.clock);
        identify(notice, reading->heard.value_or(now));
        notices.push_back(std::move(notice));
    }
}

void ChangeWatch::look_at_screens(const Board& board, const std::set<ScreenId>& present, Time now,
                                  std::vector<Notice>& notices) {
    for (const Screen& screen : board.desk.screens) {
        const bool there = present.contains(screen.id);
        if (!there && !screens_.contains(screen.id)) continue;
        Life& life = screens_[screen.id];
        const auto down = turned(life, !there, screen_delay_, now);
        if (!down) continue;
        Notice notice{NoticeKind::screen, *down ? "screen.down" : "screen.back",
                      "screen",           screen.id.text,
                      screen.place,       now};
        notice.text =
            "Screen " + screen.place + (*down ? ": not connected any more" : ": connected again");
        identify(notice, life.gone_since.value_or(now));
        notices.push_back(std::move(notice));
    }
}

}  // namespace waymark::server
