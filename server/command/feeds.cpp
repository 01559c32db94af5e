#include "server/command/feeds.hpp"

#include "server/command/feeds_text.hpp"

namespace waymark::server {

int feeds(const ReadingSettings& settings) {
    return print_answer(settings, "/v1/health", "", feeds_text);
}

}  // namespace waymark::server
