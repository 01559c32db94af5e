#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/access/random.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// A code as people type it, in capitals and without hyphens and blanks.
std::string plain_code(std::string_view typed);

/// Walls that wait for somebody to say which screen they are. A wall asks for a code and shows it;
/// an operator says that code, and the wall, which alone knows the secret, takes its token. Bounded
/// in number, in all and from one address; codes live ten minutes. Server thread only.
class Pairings {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::minutes life{10};
    static constexpr std::size_t most = 200;
    static constexpr std::size_t most_of_an_address = 20;
    /// Wrong codes that are answered within `life`; then none is for a while.
    static constexpr std::size_t most_wrong = 20;

    explicit Pairings(RandomOctets random);

    struct Opened {
        std::string code;    ///< "K7M-4QP"
        std::string secret;  ///< what the wall shows to ask after it
    };
    /// Nothing: there are too many.
    std::optional<Opened> open(const std::string& address, SteadyTime now);

    /// What a wall is told; a token once.
    struct Given {
        ScreenId screen;  ///< empty: nobody has said the code yet
        std::string token;
    };
    /// Nothing: there is no such code, or the secret is not its.
    std::optional<Given> ask(std::string_view code, std::string_view secret, SteadyTime now);

    enum class Paired { done, unknown, too_many };
    /// An operator says which screen the wall with that code is. It gets `token`.
    Paired pair(std::string_view code, const ScreenId& screen, const std::string& token,
                SteadyTime now);

    /// The wall with that code is not paired after all.
    void forget(std::string_view code) { waiting_.erase(plain_code(code)); }

private:
    struct Waiting {
        std::string address;
        std::string secret;
        SteadyTime until;
        ScreenId screen;
        std::string token;
    };

    void forget_old(SteadyTime now);

    RandomOctets random_;
    std::map<std::string, Waiting> waiting_;  ///< by code, without its hyphen
    std::deque<SteadyTime> wrong_;            ///< when wrong codes came
};

}  // namespace waymark::server
