#pragma once

#include <optional>
#include <string>

namespace waymark::wallboard {

/// Whether a graphics context was lost, by the driver's word where it gives one (a graphics card
/// that was reset or switched off) and by what it can't do any more. GUI thread only.
class ResetStatus {
public:
    /// For the context that is current.
    ResetStatus();
    /// Why the context can't be used any more; nothing: it can. Asked after a frame.
    std::optional<std::string> lost() const;

private:
    using Ask = unsigned (*)();
    Ask ask_ = nullptr;
};

}  // namespace waymark::wallboard
