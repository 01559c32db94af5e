#include "server/notify/unsent.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::server {

using nlohmann::json;

std::string note_name(const std::string& target, const std::string& message_id) {
    return std::string{unsent_notes} + target + '/' + message_id;
}

Note note_of(const std::string& target, const Unsent& message) {
    return {note_name(target, message.id), write_json({{"body", message.body},
                                                       {"made", to_epoch_us(message.made)},
                                                       {"number", message.number},
                                                       {"tries", message.tries}})};
}

std::optional<std::pair<std::string, Unsent>> unsent_from(const Note& note) {
    if (!note.name.starts_with(unsent_notes)) return std::nullopt;
    const std::string rest = note.name.substr(unsent_notes.size());
    const std::size_t slash = rest.find('/');
    const auto value = read_json(note.text, {});
    if (slash == std::string::npos || !value) return std::nullopt;
    try {
        return std::pair{rest.substr(0, slash), Unsent{rest.substr(slash + 1), value->at("body"),
                                                       from_epoch_us(value->at("made")),
                                                       value->at("number"), value->at("tries")}};
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace waymark::server
