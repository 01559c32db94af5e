#include "server/feed/asterisk/phone_settings.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_reason = 100;

}  // namespace

std::uint16_t read_port(FileObject& object, std::uint16_t standard) {
    const auto port = object.find("port");
    return port ? static_cast<std::uint16_t>(port->whole("port", 1, 65'535)) : standard;
}

std::vector<std::string> read_wrap_reasons(FileObject& object) {
    const auto list = object.find("wrap_reasons");
    if (!list) return {"Wrap-up"};
    std::vector<std::string> reasons;
    for (const FileNode& item : list->items())
        reasons.push_back(item.text(longest_reason));
    return reasons;
}

}  // namespace waymark::server
