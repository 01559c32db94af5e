#pragma once

#include <string>

#include <sys/types.h>

namespace waymark::test {

/// An X server without a screen to look at (Xvfb), until it goes out of scope.
class XServer {
public:
    /// Not `running` where there is no Xvfb.
    explicit XServer(const std::string& size);
    ~XServer();
    XServer(const XServer&) = delete;
    XServer& operator=(const XServer&) = delete;

    bool running() const { return !display_.empty(); }
    /// ":1"
    const std::string& display() const { return display_; }

private:
    pid_t process_ = -1;
    std::string display_;
};

}  // namespace waymark::test
