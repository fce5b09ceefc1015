package io.nightflow.operate;

import java.util.Arrays;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A station as a managed bean with descriptions. What is asked of it is logged with who asked. */
public final class FigureBean implements DynamicMBean {
    private static final Logger LOG = LoggerFactory.getLogger(FigureBean.class);

    private final FigureGroup station;

    /** Of one station. */
    public FigureBean(FigureGroup station) {
        this.station = station;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        return station.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AttributeNotFoundException(station.kind() + " has no " + name))
                .read();
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can only be read");
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            try {
                list.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException e) {
                LOG.debug("asked for an attribute that is not there", e); // as JMX wants it: left out
            }
        }
        return list;
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String name, Object[] parameters, String[] signature) {
        Operation operation = station.operations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(station.kind() + " has no operation " + name));
        List<String> texts = Arrays.stream(parameters == null ? new Object[0] : parameters)
                .map(each -> each == null ? "" : each.toString())
                .toList();
        if (texts.size() != operation.parameters().size()) {
            throw new IllegalArgumentException(name + " asks for " + String.join(", ", operation.parameters())
                    + " (got " + texts.size() + " texts)");
        }
        String said = operation.run().apply(texts);
        LOG.info(
                "{} {}: {} by {}: {}",
                station.kind(),
                station.name(),
                name,
                Thread.currentThread().getName(),
                said);
        return said;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = station.figures().stream()
                .map(figure -> new MBeanAttributeInfo(
                        figure.name(),
                        figure.read().getClass().getName(),
                        figure.description() + (figure.unit().isEmpty() ? "" : " (" + figure.unit() + ")"),
                        true,
                        false,
                        false))
                .toArray(MBeanAttributeInfo[]::new);
        MBeanOperationInfo[] operations = station.operations().stream()
                .map(operation -> new MBeanOperationInfo(
                        operation.name(),
                        operation.description(),
                        operation.parameters().stream()
                                .map(each -> new MBeanParameterInfo(each, "java.lang.String", each))
                                .toArray(MBeanParameterInfo[]::new),
                        "java.lang.String",
                        MBeanOperationInfo.ACTION))
                .toArray(MBeanOperationInfo[]::new);
        return new MBeanInfo(
                FigureBean.class.getName(),
                "Nightflow " + station.kind() + " " + station.name(),
                attributes,
                null,
                operations,
                null);
    }
}
