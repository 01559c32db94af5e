#pragma once

#include "server/kpi/meter/context.hpp"

namespace waymark::server {

/// A formula over other KPIs, each taken over the formula's own window. It has a value when all of
/// them have, and the smallest n of theirs.
class FormulaMeter : public Meter {
public:
    FormulaMeter(FormulaMeasure measure, MeterContext context);
    ~FormulaMeter() override;

    void advance(Time) override {}
    Measured over(Bounds bounds, SliceKey slice) const override;
    /// What it is made of changes without its hearing of it: its line is drawn anew as theirs are.
    Time take_rewritten() override { return Time::max(); }

private:
    class Parser;
    FormulaMeasure measure_;
    MeterContext context_;
    std::unique_ptr<Parser> parser_;
};

}  // namespace waymark::server
