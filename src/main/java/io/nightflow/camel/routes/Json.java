package io.nightflow.camel.routes;

import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.util.json.JsonObject;

/** JSON for integrators' routes: whatever a text holds, it stays a text. */
public final class Json {
    /** A map as an object. */
    public String object(@Body Map<String, Object> body) {
        return new JsonObject(body).toJson();
    }
}
