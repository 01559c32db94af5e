#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace waymark::test {

/// A folder of the test's own, gone with it.
class Scratch {
public:
    Scratch() {
        std::string form = (std::filesystem::temp_directory_path() / "waymark-XXXXXX").string();
        if (!::mkdtemp(form.data())) throw std::runtime_error("no scratch folder");
        path_ = form;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace waymark::test
