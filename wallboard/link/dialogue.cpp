#include "wallboard/link/dialogue.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/logger.h>

#include "shared/base/base64.hpp"
#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::size_t longest_words = 200;
/// More pictures than these are not sent one after the other.
constexpr std::size_t most_pictures = 4;

std::string seconds_text(Duration length) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(length).count()) + " s";
}

/// Whether people in front of the wall see the same parts of it.
bool is_same_sight(const Shown& one, const Shown& other) {
    return one.scene == other.scene && one.page == other.page && one.pages == other.pages &&
           one.vision == other.vision && one.kpis == other.kpis && one.pinned == other.pinned &&
           one.dark == other.dark;
}

}  // namespace

Dialogue::Dialogue(Hello hello, std::string server, LinkTiming timing, const Clock& clock,
                   Mailbox& mailbox, Log log)
    : hello_(std::move(hello)),
      server_(std::move(server)),
      timing_(timing),
      clock_(clock),
      mailbox_(mailbox),
      log_(std::move(log)),
      position_(hello_.position) {}

std::string Dialogue::begin(SteadyTime now) {
    open_ = true;
    resync_wanted_ = false;
    board_since_ = never;
    board_by_ = now + timing_.first_board;
    message_by_ = now + timing_.silence;
    pictures_.clear();
    // This connection's server has not been told yet what is shown.
    if (!report_) report_ = told_report_;
    reported_ = SteadyTime::min();
    Hello hello = hello_;
    hello.position = position_;
    return encode(ScreenMessage{hello});
}

std::optional<Ending> Dialogue::receive(std::string_view text, SteadyTime now) {
    auto message = decode_server_message(text);
    if (!message)
        return Ending{"the server sent what this wall does not understand: " +
                      plain_words(to_text(message.error()), longest_words)};
    if (const auto* bye = std::get_if<Bye>(&*message)) {
        const std::string why = plain_words(bye->why, longest_words);
        return Ending{"the server said goodbye" + (why.empty() ? "" : ": " + why), !bye->come_back};
    }
    if (auto* command = std::get_if<Command>(&*message)) {
        command->text = plain_words(command->text, longest_command_text);
    } else if (const auto* snapshot = std::get_if<SnapshotMessage>(&*message)) {
        position_ = snapshot->board.position;
        board_since_ = std::min(board_since_, now);
        board_by_ = never;
    } else if (const auto* changed = std::get_if<DeltaMessage>(&*message)) {
        position_ = changed->delta.position;
    }
    if (mailbox_.put({std::move(*message), clock_.now()}, text.size()) == Mailbox::Put::lost) {
        log_->info("the wall fell behind and asks for a whole board");
        position_.reset();
        (void)want_snapshot(now);
    }
    note_sign_of_life(now);
    return std::nullopt;
}

void Dialogue::note_sign_of_life(SteadyTime now) {
    message_by_ = now + timing_.silence;
    // Numbers of an earlier connection are not current before this one's board has come.
    if (board_since_ == never) return;
    heard_ = clock_.now();
    band_at_ = message_by_;
    const bool news = health_.phase != LinkHealth::Phase::live || !health_.problem.empty();
    if (!news) return;
    log_->info("live from {}", server_);
    tell({.phase = LinkHealth::Phase::live, .heard = heard_, .screen = health_.screen});
}

void Dialogue::become(ScreenId screen) {
    hello_.screen = screen;
    LinkHealth health = health_;
    health.screen = std::move(screen);
    tell(std::move(health));
}

void Dialogue::show_pairing(const std::optional<std::string>& code, Duration life) {
    LinkHealth health = health_;
    health.pairing.reset();
    if (code) {
        health.pairing = PairingCode{*code, clock_.now() + life};
        health.phase = LinkHealth::Phase::offline;
        health.problem =
            "to pair this wall: waymark-server screen pair " + plain_words(*code, 20) + " SCREEN";
        health.next_try.reset();
    }
    tell(std::move(health));
}

void Dialogue::end(const Ending& ending, Duration wait) {
    open_ = false;
    board_by_ = message_by_ = never;
    const auto level =
        ending.problem == health_.problem ? spdlog::level::debug : spdlog::level::warn;
    log_->log(level, "{}; next try in {} ms", ending.problem,
              std::chrono::ceil<std::chrono::milliseconds>(wait).count());
    LinkHealth health = health_;
    health.problem = ending.problem;
    health.refused = ending.needs_people;
    health.heard = heard_;
    health.next_try = clock_.now() + wait;
    // A short break is not shown: the band comes when the server was silent for long enough.
    if (ending.needs_people || health.phase == LinkHealth::Phase::connecting) {
        health.phase = LinkHealth::Phase::offline;
        band_at_ = never;
    }
    tell(std::move(health));
}

bool Dialogue::want_snapshot(SteadyTime now) {
    if (!open_ || board_by_ != never) return false;
    resync_wanted_ = true;
    board_by_ = now + timing_.first_board;
    return true;
}

std::string Dialogue::next_words(SteadyTime now) {
    if (std::exchange(resync_wanted_, false)) return encode(ScreenMessage{Resync{}});
    if (report_ && speaks_at() <= now) {
        reported_ = now;
        told_report_ = std::exchange(report_, std::nullopt);
        return encode(ScreenMessage{*told_report_});
    }
    return pictures_.empty() ? std::string{} : encode(ScreenMessage{next_part()});
}

SteadyTime Dialogue::speaks_at() const {
    if (!report_) return never;
    if (reported_ == SteadyTime::min()) return reported_;
    const bool news = !told_report_ || !is_same_sight(report_->shown, told_report_->shown);
    return reported_ + (news ? timing_.report_news_every : timing_.report_every);
}

void Dialogue::picture(std::uint64_t id, Result<std::string> png) {
    if (!open_ || pictures_.size() >= most_pictures) return;
    if (png && png->size() > largest_picture)
        png = failure("", "the picture is larger than 16 MiB");
    pictures_.push_back({id, std::move(png), 0});
}

PicturePart Dialogue::next_part() {
    Outgoing& out = pictures_.front();
    PicturePart part{.id = out.id};
    if (out.png) {
        const std::string_view rest = std::string_view{*out.png}.substr(out.sent);
        part.data = to_base64(rest.substr(0, picture_part_octets));
        out.sent += picture_part_octets;
        part.last = out.sent >= out.png->size();
    } else {
        part.last = true;
        part.problem = to_text(out.png.error());
    }
    if (part.last) pictures_.pop_front();
    return part;
}

SteadyTime Dialogue::deadline() const {
    return std::min({band_at_, board_by_, message_by_});
}

std::optional<std::string> Dialogue::pass(SteadyTime now) {
    if (band_at_ <= now) {
        band_at_ = never;
        LinkHealth health = health_;
        health.phase = LinkHealth::Phase::offline;
        health.heard = heard_;
        tell(std::move(health));
    }
    const bool silent = message_by_ <= now;
    if (!silent && board_by_ > now) return std::nullopt;
    board_by_ = message_by_ = never;
    if (silent) return "the server said nothing for " + seconds_text(timing_.silence);
    return "the server sent no board within " + seconds_text(timing_.first_board);
}

bool Dialogue::held_well(SteadyTime now) const {
    return board_since_ != never && now - board_since_ >= timing_.retry_most;
}

void Dialogue::tell(LinkHealth health) {
    if (health == health_) return;
    health_ = std::move(health);
    mailbox_.put(health_);
}

}  // namespace waymark::wallboard
