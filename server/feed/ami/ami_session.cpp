#include "server/feed/ami/ami_session.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr std::string_view restarted = "Asterisk was restarted";
constexpr std::string_view stamped =
    "has no Timestamp, so the time of receipt was taken (timestampevents=yes in manager.conf)";
constexpr std::size_t lines_between = 500;
/// The queue_log says in which second something happened: of this one there may be more to come.
constexpr Duration its_last_second = std::chrono::seconds{1};
/// An Asterisk that says it is earlier does not know the time.
constexpr Time first_time{std::chrono::seconds{1'000'000'000}};

std::optional<Time> time_of(const AmiMessage& message) {
    const auto time = as_time(message.text("Timestamp"));
    return time && *time >= first_time ? time : std::nullopt;
}

/// Epoch seconds with six decimals, as Asterisk writes them.
std::string as_epoch(Time time) {
    const auto micros = to_epoch_us(time);
    return std::to_string(micros / 1'000'000) + "." +
           std::to_string(1'000'000 + micros % 1'000'000).substr(1);
}

bool is_guess(const Record& record) {
    return record.type.starts_with("contact.") && record.find("reason") != nullptr;
}

}  // namespace

AmiSession::AmiSession(Options options, FeedPort& port)
    : port_(port),
      login_(std::move(options.login)),
      decoder_([&] {
          auto decoder = options.decoder;
          decoder.whole_seconds = !options.queue_log.empty();
          return decoder;
      }()),
      start_(start_of_queue_log(port.heard(), port.now())),
      unheard_since_(port.heard()),
      states_since_(start_.states),
      of_reader_(port),
      of_decoder_(port),
      of_log_(port) {
    if (!options.queue_log.empty())
        log_.emplace(options.queue_log,
                     QueueLogDecoder::Options{std::move(options.decoder.wrap_reasons)},
                     start_.read);
}

void AmiSession::opened(Tick now) {
    over_.reset();
    talk_.emplace(login_, now);
    clock_.reset();
    live_ = false;
}

void AmiSession::take(std::string_view octets, Tick now) {
    if (over_ || !talk_) return;
    auto messages = reader_.read(octets);
    if (messages.empty()) talk_->take_nothing(octets.size());
    for (AmiMessage& message : messages) {
        const bool is_event_of_ours = talk_->logged_in();
        const bool knew_time = talk_->knows_time();
        talk_->take(message, now);
        if (talk_->knows_time() && !knew_time) clock_ = time_of(message);
        if (is_event_of_ours) pending_.push_back(std::move(message));
    }
    if (!messages.empty()) heard_at_ = now;
    over_ = talk_->over();
    if (pending_.size() > most_pending)
        over_ = SessionEnd{"more came in than could be taken", false};
    proceed(now);
}

void AmiSession::pass(Tick now) {
    if (talk_) talk_->pass(now);
    if (talk_ && !over_) over_ = talk_->over();
    if (!talk_ || talk_->listening()) read_log(now_there(now) - behind);
    proceed(now);
    tell_skipped();
}

Time AmiSession::now_there(Tick now) const {
    const Duration since = std::chrono::duration_cast<Duration>(now - heard_at_);
    const auto newest = decoder_.newest();
    return newest ? std::max(*newest + since, port_.now()) : port_.now();
}

void AmiSession::proceed(Tick now) {
    if (!talk_ || over_) return;
    if (talk_->take_alive()) port_.alive();
    if (talk_->knows_time() && catch_up(now)) talk_->ask_for_queues(now);
    if (!talk_->listening()) return;
    while (!pending_.empty() && !full()) {
        AmiMessage message = std::move(pending_.front());
        pending_.pop_front();
        decode(std::move(message));
    }
    if (talk_->live() && !live_ && pending_.empty()) go_live(now);
}

bool AmiSession::busy() const {
    return log_goes_on_ || (talk_ && talk_->listening() && !pending_.empty());
}

/// Reads the queue_log up to what Asterisk says is now. True: done.
bool AmiSession::catch_up(Tick now) {
    read_log(clock_.value_or(now_there(now)) - its_last_second);
    if (log_goes_on_) return false;
    filled_ = log_there_ && (!unheard_since_ || log_->holds_all_since(*unheard_since_));
    if (filled_) decoder_.trust();
    return true;
}

void AmiSession::read_log(Time until) {
    log_goes_on_ = false;
    if (!log_) return;
    log_there_ = log_->look();
    decoder_.leave_uncertain(log_there_);
    if (!log_there_) return;
    const auto take = [this](Record record) { keep_of_log(std::move(record)); };
    for (std::size_t lines = 0; lines < lines_at_once && !full(); lines += lines_between)
        if (log_->read(until, lines_between, take)) return;
    log_goes_on_ = true;
}

void AmiSession::keep_of_log(Record record) {
    if (record.type == "agent.state") {
        if (!states_since_ || record.time <= *states_since_) return;
    } else if (!told_.take(record, ToldOnce::Source::queue_log)) {
        return;
    }
    decoder_.hear(record);
    if (record.type == "agent.state" || record.time >= start_.events)
        batch_.records.push_back(std::move(record));
}

void AmiSession::decode(AmiMessage message) {
    const bool is_event = message.kind == AmiMessage::Kind::event;
    if (!is_event && !time_of(message)) return;
    if (is_event) notice_restart(message);
    // Items of a list never have a time.
    if (is_event && message.text("Timestamp").empty() && message.text("ActionID").empty() &&
        AmiDecoder::is_used(message.name)) {
        message.fields.emplace_back("Timestamp", as_epoch(port_.now()));
        port_.count(stamped, 1);
    }
    keep(decoder_.decode(message));
}

void AmiSession::keep(std::vector<Record> records) {
    for (Record& record : records)
        if (told_.take(record, is_guess(record) ? ToldOnce::Source::guess : ToldOnce::Source::ami))
            batch_.records.push_back(std::move(record));
}

/// What Asterisk counts begins anew with it.
void AmiSession::notice_restart(const AmiMessage& message) {
    bool restart = false;
    if (message.name == "FullyBooted") {
        const auto up = as_seconds(message.text("Uptime"), 1);
        const auto now = clock_ ? clock_ : time_of(message);
        restart = up && now && unheard_since_ && *now - from_seconds(*up) > *unheard_since_;
    } else if (message.name == "QueueParams" && ended_by_queue_.size() < AmiSnapshot::most_queues) {
        const double ended = as_seconds(message.text("Completed"), 1).value_or(0) +
                             as_seconds(message.text("Abandoned"), 1).value_or(0);
        double& before = ended_by_queue_[std::string{message.text("Queue")}];
        restart = ended < before;
        before = ended;
    }
    if (!restart) return;
    decoder_.note_restart();
    port_.count(restarted, 1);
}

void AmiSession::go_live(Tick now) {
    live_ = true;
    if (unheard_since_ && !filled_) {
        const Time until = clock_.value_or(now_there(now));
        if (until > *unheard_since_) port_.gap(*unheard_since_, until);
    }
    unheard_since_.reset();
    states_since_.reset();
    port_.link(LinkState::connected,
               log_ && !log_there_ ? "the queue_log can't be read: " + log_->why() : "");
}

void AmiSession::closed(Tick) {
    reader_.end();
    for (AmiMessage& message : pending_)
        decode(std::move(message));
    pending_.clear();
    keep(decoder_.lose_sight());
    // Of a connection that never knew the queues not all is known either.
    if (live_) states_since_ = decoder_.newest();
    if (live_ || !unheard_since_) unheard_since_ = decoder_.newest();
    live_ = false;
    talk_.reset();
    tell_skipped();
}

void AmiSession::tell_skipped() {
    of_reader_.tell(reader_.skipped());
    of_decoder_.tell(decoder_.skipped());
    if (log_) of_log_.tell(log_->skipped());
}

std::string AmiSession::take_output() {
    return talk_ ? talk_->take_output() : std::string{};
}

FeedBatch AmiSession::take_batch() {
    return std::exchange(batch_, {});
}

}  // namespace waymark::server
