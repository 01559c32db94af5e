#include "wallboard/window/wakefulness.hpp"

#include <X11/Xlib.h>
#include <X11/extensions/dpms.h>
#include <X11/extensions/scrnsaver.h>

namespace waymark::wallboard {
namespace {

/// A connection of its own: what it asks for ends with it, however the program ends.
class XWakefulness : public Wakefulness {
public:
    explicit XWakefulness(Display* display) : display_(display) {
        int event = 0, error = 0;
        if (XScreenSaverQueryExtension(display_, &event, &error))
            XScreenSaverSuspend(display_, True);
        XGetScreenSaver(display_, &timeout_, &interval_, &blanking_, &exposures_);
        XSetScreenSaver(display_, 0, interval_, blanking_, exposures_);
        CARD16 level = 0;
        BOOL on = False;
        if (DPMSQueryExtension(display_, &event, &error) && DPMSCapable(display_) &&
            DPMSInfo(display_, &level, &on) && on) {
            standby_ = true;
            DPMSForceLevel(display_, DPMSModeOn);
            DPMSDisable(display_);
        }
        XSync(display_, False);
    }
    ~XWakefulness() override {
        XSetScreenSaver(display_, timeout_, interval_, blanking_, exposures_);
        if (standby_) DPMSEnable(display_);
        XCloseDisplay(display_);
    }
    XWakefulness(const XWakefulness&) = delete;
    XWakefulness& operator=(const XWakefulness&) = delete;

private:
    Display* display_;
    int timeout_ = 0, interval_ = 0, blanking_ = 0, exposures_ = 0;
    bool standby_ = false;  ///< was allowed before
};

}  // namespace

std::unique_ptr<Wakefulness> Wakefulness::begin() {
    Display* const display = XOpenDisplay(nullptr);
    return display ? std::make_unique<XWakefulness>(display) : nullptr;
}

}  // namespace waymark::wallboard
