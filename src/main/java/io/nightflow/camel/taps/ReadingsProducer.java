package io.nightflow.camel.taps;

import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.GivenReadings;
import io.nightflow.tap.TapJson;
import io.nightflow.tap.Tapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Puts readings into the house: a JSON object or an array of them, a map or a list of maps, with {@code sensor}, {@code flow},
 * {@code pressure} and {@code time}. They go through the same checks as a line of a meter; the body becomes how many are on
 * the disk and how many were refused. One that cannot be understood refuses all.
 */
final class ReadingsProducer extends DefaultProducer {
    private final NightflowEndpoint endpoint;

    ReadingsProducer(NightflowEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        CollectReadings collect = endpoint.getComponent()
                .getCollect()
                .orElseThrow(() -> new IllegalStateException("nightflow: there is no gateway to put it into"));
        List<String> lines = GivenReadings.lines(objects(exchange));
        CollectReadings.Collected collected = collect.take(lines, CollectReadings.Arrival.NOW);
        exchange.getMessage().setHeader(NightflowConstants.STORED, collected.stored());
        exchange.getMessage().setHeader(NightflowConstants.REFUSED, collected.refused());
        exchange.getMessage()
                .setBody("{\"stored\":" + collected.stored() + ",\"refused\":" + collected.refused() + "}");
    }

    private static List<Map<String, Object>> objects(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return List.of(named(map));
        }
        if (body instanceof List<?> list) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (Object each : list) {
                all.add(
                        each instanceof Map<?, ?> map
                                ? named(map)
                                : each instanceof Tapped one ? TapJson.map(one) : refuse(each));
            }
            return all;
        }
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? refuseAll() : TapJson.read(text);
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    private static Map<String, Object> refuse(Object each) {
        throw new IllegalArgumentException(
                "nightflow:readings: a list must hold maps such as {sensor: dma, flow: 41.2} (got "
                        + each.getClass().getSimpleName() + ")");
    }

    private static List<Map<String, Object>> refuseAll() {
        throw new IllegalArgumentException(
                "nightflow:readings: the body is empty: write JSON such as {\"sensor\":\"dma\"," + "\"flow\":41.2}");
    }
}
