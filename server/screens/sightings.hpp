#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/screens/screen_register.hpp"
#include "server/screens/visibility.hpp"

namespace waymark::server {

/// What was seen of every screen of the desk in the last hour, by its reports. Of several walls
/// with one name, that is seen which all of them show. Server thread only.
class Sightings {
public:
    /// To be called about once a second.
    void look(const ScreenRegister& screens, const Outline& desk, Time now);

    /// Of the desk's screens that told what they show; as of the last look.
    const std::map<ScreenId, Seen>& seen() const { return seen_; }
    /// What is not as the policy wants it; as of the last look.
    const std::vector<std::string>& problems() const { return problems_; }

private:
    std::map<ScreenId, Visibility> screens_;
    std::map<ScreenId, Seen> seen_;
    std::vector<std::string> problems_;
};

}  // namespace waymark::server
