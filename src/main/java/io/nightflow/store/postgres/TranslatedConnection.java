package io.nightflow.store.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A connection to PostgreSQL that takes the statements of {@code store}, see {@link Dialect}. Yes and no are 1 and 0 in its tables. */
final class TranslatedConnection {
    private final Map<String, List<String>> keys;
    private final Map<String, Dialect> known = new ConcurrentHashMap<>();

    /** With the primary key of each table. */
    TranslatedConnection(Map<String, List<String>> keys) {
        this.keys = keys;
    }

    Connection around(Connection connection) {
        return (Connection) proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments.length == 1) {
                Dialect dialect = known.computeIfAbsent((String) arguments[0], sql -> Dialect.of(sql, keys));
                return around(connection.prepareStatement(dialect.sql()), dialect);
            }
            return invoke(method, connection, arguments);
        });
    }

    private static PreparedStatement around(PreparedStatement statement, Dialect dialect) {
        List<Integer> places = dialect.places();
        return (PreparedStatement) proxy(PreparedStatement.class, (self, method, arguments) -> {
            boolean sets = method.getName().startsWith("set")
                    && arguments != null
                    && arguments.length == 2
                    && arguments[0] instanceof Integer;
            if (!sets) {
                return invoke(method, statement, arguments);
            }
            int value = (Integer) arguments[0];
            for (int place = 1; place <= places.size(); place++) {
                if (places.get(place - 1) == value) {
                    set(statement, method, place, arguments[1]);
                }
            }
            return null;
        });
    }

    private static void set(PreparedStatement statement, Method method, int place, Object argument) throws Throwable {
        switch (method.getName()) {
            case "setInt" -> statement.setLong(place, (Integer) argument);
            case "setBoolean" -> statement.setLong(place, (Boolean) argument ? 1 : 0);
            case "setNull" ->
                statement.setNull(place, (Integer) argument == Types.REAL ? Types.DOUBLE : (Integer) argument);
            case "setObject" -> {
                if (argument instanceof Integer number) {
                    statement.setLong(place, number);
                } else {
                    statement.setObject(place, argument);
                }
            }
            default -> invoke(method, statement, new Object[] {place, argument});
        }
    }

    private static Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
