package io.nightflow.camel.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.management.mbean.ManagedService;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

class LateManagementTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void shows_what_camel_shows_once_it_is_told_to() throws Exception {
        Main late = main("late");
        Main plain = main("plain");
        late.addMainListener(LateManagement.listener());
        try {
            late.start();
            plain.start();
            assertThat(shown("late")).isEmpty();
            late.getCamelContext().createProducerTemplate().sendBody("direct:in", "a");
            LateManagement.show(late.getCamelContext());
            plain.getCamelContext().createProducerTemplate().sendBody("direct:in", "a");
            assertThat(shown("late")).isEqualTo(shown("plain")).contains("processors steps", "routes first");
            assertThat(exchanges("late")).as("before they were shown, too").isEqualTo(1L);
            add(late);
            add(plain);
            assertThat(shown("late")).isEqualTo(shown("plain")).contains("routes more");
            late.getCamelContext().getRouteController().stopRoute("more");
            assertThat(late.getCamelContext().removeRoute("more")).isTrue();
            assertThat(shown("late")).doesNotContain("routes more");
        } finally {
            late.stop();
            plain.stop();
        }
        assertThat(shown("late")).isEmpty();
    }

    @Test
    void is_not_there_where_jmx_is_off() throws Exception {
        Main main = main("off");
        main.configure().withJmxEnabled(false);
        main.addMainListener(LateManagement.listener());
        try {
            main.start();
            LateManagement.show(main.getCamelContext());
            assertThat(shown("off")).isEmpty();
        } finally {
            main.stop();
        }
    }

    @Test
    void what_jmx_refuses_keeps_nothing_from_running_nor_from_being_shown() throws Exception {
        Main main = main("refused");
        main.addMainListener(LateManagement.listener());
        try {
            main.start();
            main.getCamelContext()
                    .getManagementStrategy()
                    .manageObject(new ManagedService(main.getCamelContext(), new Refused()));
            add(main);
            LateManagement.show(main.getCamelContext());
            assertThat(shown("refused"))
                    .contains("routes first", "routes more")
                    .noneMatch(name -> name.contains("Refused"));
        } finally {
            main.stop();
        }
    }

    /** JMX wants a getter. */
    @ManagedResource(description = "No bean")
    static final class Refused extends ServiceSupport {
        @ManagedAttribute(description = "No getter")
        public String take(String what) {
            return what;
        }
    }

    private static Main main(String name) {
        Main main = new Main();
        main.configure().withName(name).withBasePackageScanEnabled(false).withJmxManagementNamePattern(name);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("first").log("in").id("steps").to("direct:out");
                from("direct:out").routeId("second").log("out").id("stepped");
            }
        });
        return main;
    }

    private static void add(Main main) throws Exception {
        main.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:more").routeId("more").log("more").id("stepped-more");
            }
        });
    }

    private Object exchanges(String context) throws Exception {
        ObjectName route = new ObjectName("org.apache.camel:context=" + context + ",type=routes,name=\"first\"");
        return server.getAttribute(route, "ExchangesTotal");
    }

    /** Type and name, without what counts up. */
    private Set<String> shown(String context) throws Exception {
        return server.queryNames(new ObjectName("org.apache.camel:context=" + context + ",*"), null).stream()
                .map(name -> name.getKeyProperty("type") + " "
                        + name.getKeyProperty("name").replaceAll("\"|\\([^)]*\\)|\\d+|" + context, ""))
                .map(name -> name.replace("LateManagement", "JmxManagementStrategy"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
