#include <exception>
#include <iostream>

#include "server/demo/app.hpp"

int main(int argc, char** argv) {
    using namespace waymark;
    demo::Settings settings;
    if (const auto status = demo::read_settings(argc, argv, settings)) return *status;
    try {
        return demo::run(settings, SystemClock{}, make_log("demo", settings.log_level));
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
