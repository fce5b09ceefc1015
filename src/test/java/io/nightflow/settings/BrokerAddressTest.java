package io.nightflow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule for settings and routes: what a setting lets through must not fail when it is used. */
class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:1883, true",
        "tls://broker.example:8883, true",
        "tcp://[::1]:65535, true",
        "tcp://h:65536, false",
        "tcp://h:0, false",
        "tcp://h, false",
        "http://h:1883, false",
        "tcp://a b:1883, false"
    })
    void a_broker_has_a_kind_a_host_and_a_port_that_can_be(String text, boolean isValid) {
        assertThat(BrokerAddress.isValid(text)).isEqualTo(isValid);
        assertThat(SettingRule.broker().holds().test(text)).isEqualTo(isValid);
        assertThat(SettingRule.fleetBroker().holds().test(text)).isEqualTo(isValid);
    }
}
