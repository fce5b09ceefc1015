package io.nightflow.gateway;

import io.nightflow.bus.BusClock;
import io.nightflow.camel.meters.MetersComponent;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.MeterNews;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.meters.SiteMeters;
import io.nightflow.time.GatewayClock;
import java.util.List;
import java.util.stream.Collectors;

/** Makes what asks meters from the settings. */
final class MeterWiring {
    private MeterWiring() {}

    /**
     * The component that asks them.
     *
     * @throws SettingsException a profile is missing or wrong; with all faults.
     */
    static MetersComponent component(
            Settings settings, MeteringPoints points, CollectReadings collect, MeterNews news, GatewayClock clock)
            throws SettingsException {
        List<SiteMeter> all = SiteMeters.read(settings, points);
        MetersComponent component = new MetersComponent();
        component.setSite(bus ->
                all.stream().filter(meter -> meter.place().bus().equals(bus)).toList());
        component.setBuses(
                all.stream().map(meter -> meter.place().bus()).distinct().toList());
        component.setClock(clock.speed() == 1 ? BusClock.MACHINE : new BusClock(clock.speed()));
        component.setSilenceListener((meter, ended, minutes, reason) ->
                news.silent(meter.sensor(), clock.instant().getEpochSecond(), ended, minutes, reason));
        news.asksOnly(
                all.stream().map(SiteMeter::sensor).collect(Collectors.toSet()),
                clock.instant().getEpochSecond());
        collect.tellMeters(news);
        return component;
    }
}
