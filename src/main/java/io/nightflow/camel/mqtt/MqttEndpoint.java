package io.nightflow.camel.mqtt;

import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** A topic of a broker. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "mqtt",
        title = "MQTT 5",
        syntax = "mqtt:topic",
        headersClass = MqttConstants.class,
        category = {Category.IOT, Category.MESSAGING})
public final class MqttEndpoint extends DefaultEndpoint {
    private static final int QOS_MAX = 2;

    @UriPath(
            description =
                    "The topic; to publish, {name} in it stands for that property of the exchange, or that name of the"
                            + " body; to subscribe, + and # as MQTT has them")
    @Metadata(required = true)
    private final String topic;

    @UriParam(description = "tcp://host:1883, or tls://host:8883")
    @Metadata(required = true)
    private String broker = "";

    @UriParam(
            description = "By which the broker knows the session, through restarts: each endpoint needs one of its own")
    @Metadata(required = true)
    private String clientId = "";

    @UriParam(defaultValue = "1", description = "0 at most once, 1 at least once, 2 the broker's exactly once")
    private int qos = 1;

    @UriParam(label = "producer", description = "Whether the broker keeps the last one for whoever subscribes later")
    private boolean retained;

    @UriParam(label = "security", secret = true, description = "User")
    private String username = "";

    @UriParam(label = "security", secret = true, description = "Password")
    private String password = "";

    @UriParam(
            label = "security",
            description = "Certificate of the authority of the broker (PEM); without it the machine's")
    private String caFile = "";

    @UriParam(label = "security", description = "Our own certificate (PEM), where the broker asks for one")
    private String certificateFile = "";

    @UriParam(label = "security", description = "Its key (PEM, PKCS#8 without a password)")
    private String keyFile = "";

    @UriParam(
            description =
                    "Where the broker says that we are gone, if we go without a word; online is said there when we come")
    private String willTopic = "";

    @UriParam(description = "What it says there", defaultValue = "offline")
    private String willPayload = "offline";

    @UriParam(
            defaultValue = "604800000",
            description = "How long the broker keeps what comes while we are away, such as 7d")
    private Duration sessionExpiry = Duration.ofDays(7);

    @UriParam(label = "producer", defaultValue = "15000", description = "How long the broker may take to acknowledge")
    private Duration timeout = Duration.ofSeconds(15);

    MqttEndpoint(String uri, MqttComponent component, String topic) {
        super(uri, component);
        this.topic = topic;
    }

    @Override
    public Producer createProducer() {
        return new MqttProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MqttConsumer consumer = new MqttConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Refuses what cannot be, when the route is made. */
    void validate() {
        if (qos < 0 || qos > QOS_MAX) {
            throw new IllegalArgumentException("qos: must be 0, 1 or 2 (got " + qos + ")");
        }
        MqttPeer unusedChecked = peer();
    }

    /** The broker, and who the route is to it. */
    MqttPeer peer() {
        return new MqttPeer(
                broker,
                clientId,
                username,
                password,
                caFile,
                certificateFile,
                keyFile,
                willTopic.isEmpty() ? MqttPeer.Will.NONE : new MqttPeer.Will(willTopic, willPayload),
                sessionExpiry,
                timeout);
    }

    /** Says that the route is here, where its will would say that it is gone. */
    void sayHere(MqttSession session) {
        if (!willTopic.isEmpty()) {
            var unusedSaid = session.send(willTopic, "online".getBytes(StandardCharsets.UTF_8), 1, true);
        }
    }

    /** The topic. */
    public String getTopic() {
        return topic;
    }

    /** The broker. */
    public String getBroker() {
        return broker;
    }

    /** The broker, tcp://host:1883 or tls://host:8883. */
    public void setBroker(String broker) {
        this.broker = broker;
    }

    /** The client's name. */
    public String getClientId() {
        return clientId;
    }

    /** By which the broker knows the session. */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** Quality of service. */
    public int getQos() {
        return qos;
    }

    /** Quality of service, 0 to 2. */
    public void setQos(int qos) {
        this.qos = qos;
    }

    /** Whether the broker keeps the last one. */
    public boolean isRetained() {
        return retained;
    }

    /** Whether the broker keeps the last one for whoever subscribes later. */
    public void setRetained(boolean retained) {
        this.retained = retained;
    }

    /** User. */
    public String getUsername() {
        return username;
    }

    /** User; empty for none. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** Password. */
    public String getPassword() {
        return password;
    }

    /** Password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Certificate of the authority. */
    public String getCaFile() {
        return caFile;
    }

    /** Certificate of the authority, PEM. */
    public void setCaFile(String caFile) {
        this.caFile = caFile;
    }

    /** Our certificate. */
    public String getCertificateFile() {
        return certificateFile;
    }

    /** Our own certificate, PEM. */
    public void setCertificateFile(String certificateFile) {
        this.certificateFile = certificateFile;
    }

    /** Its key. */
    public String getKeyFile() {
        return keyFile;
    }

    /** Its key, PEM, PKCS#8. */
    public void setKeyFile(String keyFile) {
        this.keyFile = keyFile;
    }

    /** Topic of the will. */
    public String getWillTopic() {
        return willTopic;
    }

    /** Where the broker says that we are gone; empty for nowhere. */
    public void setWillTopic(String willTopic) {
        this.willTopic = willTopic;
    }

    /** The will. */
    public String getWillPayload() {
        return willPayload;
    }

    /** What the broker says when we are gone. */
    public void setWillPayload(String willPayload) {
        this.willPayload = willPayload;
    }

    /** How long a session lasts. */
    public Duration getSessionExpiry() {
        return sessionExpiry;
    }

    /** How long the broker keeps what comes while we are away. */
    public void setSessionExpiry(Duration sessionExpiry) {
        this.sessionExpiry = sessionExpiry;
    }

    /** How long an acknowledgement may take. */
    public Duration getTimeout() {
        return timeout;
    }

    /** How long the broker may take to acknowledge. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }
}
