#include <cstdlib>
#include <iostream>

#include "wallboard/app.hpp"
#include "wallboard/signals.hpp"

int main(int argc, char** argv) {
    using namespace waymark;
    using namespace waymark::wallboard;
    Signals::block();
    const auto settings = read_settings(
        argc, argv, [](const char* name) { return std::getenv(name); }, std::cout, std::cerr);
    if (!settings) return settings.error();
    const SystemClock clock;
    return App{*settings, clock, make_log("wallboard", settings->log_level)}.run();
}
