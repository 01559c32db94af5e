#include "tests/support/ami_peer.hpp"

#include "server/access/sha256.hpp"

namespace waymark::test {

using server::AmiMessage;

namespace {

std::string octets_of(const AmiMessage& message) {
    std::string text;
    for (const auto& [key, value] : message.fields)
        text.append(key).append(": ").append(value).append("\r\n");
    return text + "\r\n";
}

std::string value_of(const AmiMessage& message, std::string_view key) {
    return std::string{message.text(key)};
}

}  // namespace

AmiPeer::AmiPeer(std::string_view session) {
    server::AmiReader reader;
    bool in_list = true;
    for (AmiMessage& message : reader.read(session)) {
        if (message.kind != AmiMessage::Kind::event) continue;
        if (message.name == "QueueParams") queues_[value_of(message, "Queue")];
        if (message.name == "QueueMember")
            members_[{value_of(message, "Queue"), value_of(message, "Name")}] = message;
        if (message.name == "QueueStatusComplete")
            in_list = false;
        else if (!in_list)
            events_.push_back(std::move(message));
    }
    if (!events_.empty()) now_ = *server::as_time(events_.front().text("Timestamp"));
}

std::string AmiPeer::play() {
    const AmiMessage& event = events_.at(played_++);
    now_ = *server::as_time(event.text("Timestamp"));
    note(event);
    return octets_of(event);
}

void AmiPeer::note(const AmiMessage& event) {
    const std::string queue = value_of(event, "Queue");
    const std::string contact = value_of(event, "Uniqueid");
    if (event.name == "QueueMemberRemoved")
        members_.erase({queue, value_of(event, "MemberName")});
    else if (event.name.starts_with("QueueMember"))
        members_[{queue, value_of(event, "MemberName")}] = event;
    else if (event.name == "QueueCallerJoin")
        waiting_[contact] = {queue, value_of(event, "CallerIDNum"), now_};
    else if (event.name == "QueueCallerLeave")
        waiting_.erase(contact);
    else if (event.name == "QueueCallerAbandon")
        ++queues_[queue].second;
    else if (event.name == "AgentComplete")
        ++queues_[queue].first;
}

std::string AmiPeer::greet() {
    said_.clear();
    challenge_.clear();
    logged_in_ = hung_up_ = false;
    return "Asterisk Call Manager/9.0.0\r\n";
}

std::string AmiPeer::hear(std::string_view octets) {
    said_ += octets;
    std::string said_back;
    for (std::size_t end; (end = said_.find("\r\n\r\n")) != std::string::npos;) {
        server::AmiReader reader;
        const auto requests = reader.read(said_.substr(0, end + 4));
        said_.erase(0, end + 4);
        if (answers && !hung_up_ && !requests.empty()) said_back += answer(requests.front());
    }
    return said_back;
}

std::string AmiPeer::answer(const AmiMessage& request) {
    const std::string action = value_of(request, "Action");
    const std::string id = "ActionID: " + value_of(request, "ActionID") + "\r\n";
    const auto refuse = [&](const std::string& why) {
        return "Response: Error\r\n" + id + "Message: " + why + "\r\n\r\n";
    };
    if (action == "Challenge") {
        if (!knows_md5) return refuse("Must specify AuthType");
        challenge_ = "207303126";
        return "Response: Success\r\n" + id + "Challenge: " + challenge_ + "\r\n\r\n";
    }
    if (action == "Login") {
        const bool by_key =
            !challenge_.empty() && request.text("Key") == server::md5(challenge_ + secret).value();
        logged_in_ =
            request.text("Username") == user && (by_key || request.text("Secret") == secret);
        hung_up_ = !logged_in_;
        if (hung_up_) return refuse("Authentication failed");
        return "Response: Success\r\n" + id + "Message: Authentication accepted\r\n\r\n";
    }
    if (!logged_in_) return refuse("Permission denied");
    if (action == "Ping") {
        const auto micros = to_epoch_us(now_);
        return "Response: Success\r\n" + id +
               "Ping: Pong\r\nTimestamp: " + std::to_string(micros / 1'000'000) + "." +
               std::to_string(1'000'000 + micros % 1'000'000).substr(1) + "\r\n\r\n";
    }
    if (action == "QueueStatus") return status(id);
    return refuse("Invalid/unknown command: " + action);
}

std::string AmiPeer::status(const std::string& id) const {
    std::string list = "Response: Success\r\n" + id +
                       "EventList: start\r\nMessage: Queue status will follow\r\n\r\n";
    for (const auto& [queue, ended] : queues_) {
        const std::string of_queue = "Queue: " + queue + "\r\n";
        list += "Event: QueueParams\r\n" + of_queue + "Completed: " + std::to_string(ended.first) +
                "\r\nAbandoned: " + std::to_string(ended.second) + "\r\n" + id + "\r\n";
        for (const auto& [who, member] : members_) {
            if (who.first != queue) continue;
            list += "Event: QueueMember\r\n" + of_queue + "Name: " + who.second + "\r\n";
            for (const char* key : {"Status", "Paused", "PausedReason", "InCall", "LastCall"})
                list += std::string{key} + ": " + value_of(member, key) + "\r\n";
            list += id + "\r\n";
        }
        for (const auto& [contact, waiting] : waiting_)
            if (waiting.queue == queue)
                list +=
                    "Event: QueueEntry\r\n" + of_queue + "Uniqueid: " + contact +
                    "\r\nCallerIDNum: " + waiting.number + "\r\nWait: " +
                    std::to_string(
                        std::chrono::floor<std::chrono::seconds>(now_ - waiting.since).count()) +
                    "\r\n" + id + "\r\n";
    }
    return list + "Event: QueueStatusComplete\r\n" + id + "EventList: Complete\r\n\r\n";
}

}  // namespace waymark::test
