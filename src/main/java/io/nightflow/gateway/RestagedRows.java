package io.nightflow.gateway;

import io.nightflow.deliver.ResultRow;
import io.nightflow.link.Message;
import io.nightflow.reading.Alert;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Stages;
import io.nightflow.store.FleetCommands;

/** What was judged and raised before, as rows for the fleet. */
final class RestagedRows implements FleetCommands.RowOf {
    @Override
    public String row(Reading reading, Stages flow, Stages pressure) {
        return ResultRow.restaged(reading, flow, pressure);
    }

    @Override
    public String row(Alert alert) {
        return new Message.Alert.Content(alert).row();
    }
}
