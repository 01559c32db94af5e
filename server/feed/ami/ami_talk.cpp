#include "server/feed/ami/ami_talk.hpp"

#include <algorithm>
#include <charconv>

#include "server/access/sha256.hpp"

namespace waymark::server {
namespace {

/// A peer that sends so much without one message is no manager interface.
constexpr std::size_t most_unread = 256 << 10;
constexpr std::string_view our_id = "waymark";

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

std::string said(const AmiMessage& message) {
    const auto words = as_name(message.text("Message").substr(0, 80));
    return words ? ": \"" + *words + "\"" : "";
}

}  // namespace

AmiTalk::AmiTalk(AmiLogin login, Tick now) : login_(std::move(login)) {
    await(Step::greeting, now);
}

void AmiTalk::await(Step step, Tick now) {
    step_ = step;
    answer_by_ = now + answer_within;
}

void AmiTalk::end(std::string why, bool slow) {
    if (!over_) over_ = SessionEnd{std::move(why), slow};
}

void AmiTalk::say(std::string_view action, std::string_view more) {
    output_ += "Action: ";
    output_ += action;
    output_ += "\r\nActionID: ";
    output_ += our_id;
    output_ += "\r\n";
    output_ += more;
    output_ += "\r\n";
}

void AmiTalk::take(const AmiMessage& message, Tick now) {
    unread_ = 0;
    if (over_) return;
    if (step_ == Step::greeting)
        greeted(message, now);
    else if (message.kind == AmiMessage::Kind::response && message.name == "Goodbye")
        end("Asterisk says goodbye", false);
    else if (message.kind == AmiMessage::Kind::response)
        answered(message, now);
    else if (step_ == Step::queues && message.name == "QueueStatusComplete")
        step_ = Step::live;
    else if (step_ == Step::queues)
        answer_by_ = now + answer_within;
}

void AmiTalk::take_nothing(std::size_t octets) {
    unread_ += octets;
    if (unread_ > most_unread || (step_ == Step::greeting && unread_ > AmiReader::most_line_octets))
        end("what is there does not speak as an Asterisk Manager Interface does", true);
}

void AmiTalk::greeted(const AmiMessage& message, Tick now) {
    if (message.kind != AmiMessage::Kind::banner)
        return end("what is there does not greet as an Asterisk Manager Interface does", true);
    version_ = as_name(message.name).value_or("");
    int generation = 0;
    std::from_chars(version_.data(), version_.data() + version_.size(), generation);
    if (generation < 2)
        return end("Asterisk before 12 (interface " + version_ + ") is not understood", true);
    say("Challenge", "AuthType: MD5\r\n");
    await(Step::challenge, now);
}

void AmiTalk::log_in(std::string_view challenge, Tick now) {
    if (!is_one_line(login_.user) || !is_one_line(login_.secret))
        return end("the user or the secret has more than one line", true);
    const auto key = challenge.empty() ? std::nullopt : md5(std::string{challenge} + login_.secret);
    if (!key && !login_.plain)
        return end(
            "Asterisk can't be logged in to by MD5 challenge; over TLS, or with "
            "\"plain_login\": true, the secret itself is sent",
            true);
    say("Login", "Username: " + login_.user + "\r\n" +
                     (key ? "AuthType: MD5\r\nKey: " + *key : "Secret: " + login_.secret) + "\r\n");
    await(Step::login, now);
}

void AmiTalk::answered(const AmiMessage& message, Tick now) {
    const bool refused = message.name == "Error";
    if (step_ == Step::challenge) {
        log_in(refused ? "" : message.text("Challenge"), now);
    } else if (step_ == Step::login) {
        if (refused) return end("Asterisk refuses the login" + said(message), true);
        say("Ping", "");
        await(Step::time, now);
    } else if (!message.text("Ping").empty()) {
        alive_ = true;
        ping_open_ = false;
        if (step_ != Step::time) return;
        step_ = Step::ready;
        ping_at_ = now + ping_every;
    } else if (refused && step_ == Step::time) {
        end("Asterisk does not answer a ping" + said(message), true);
    } else if (refused && step_ == Step::queues) {
        end("Asterisk does not tell of its queues; the user needs read = agent" + said(message),
            true);
    }
}

void AmiTalk::ask_for_queues(Tick now) {
    say("QueueStatus", "");
    await(Step::queues, now);
}

void AmiTalk::pass(Tick now) {
    if (over_) return;
    if (step_ != Step::ready && step_ != Step::live && now >= answer_by_)
        return end(
            step_ == Step::greeting ? "what is there does not greet" : "Asterisk does not answer",
            false);
    if (step_ < Step::ready || now < ping_at_) return;
    if (ping_open_) return end("Asterisk does not answer a ping", false);
    say("Ping", "");
    ping_open_ = true;
    ping_at_ = now + ping_every;
}

std::string AmiTalk::take_output() {
    return std::exchange(output_, {});
}

bool AmiTalk::take_alive() {
    return std::exchange(alive_, false);
}

}  // namespace waymark::server
