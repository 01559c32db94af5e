#include "server/charter/lints_text.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {

std::string line_of(const Lint& lint) {
    std::string line{name_of(lint.severity)};
    line += ": " + std::string{lint.kind} + ' ' + in_quotes(lint.object);
    if (!lint.title.empty()) line += " (" + lint.title + ')';
    return line + ": " + lint.message;
}

std::string lints_json(const std::vector<Lint>& lints, Time at) {
    nlohmann::json list = nlohmann::json::array();
    for (const Lint& lint : lints)
        list.push_back({{"id", lint.id},
                        {"severity", name_of(lint.severity)},
                        {"kind", lint.kind},
                        {"object", lint.object},
                        {"title", lint.title},
                        {"message", lint.message}});
    return write_json({{"at", to_epoch_ms(at)}, {"lints", std::move(list)}});
}

}  // namespace waymark::server
