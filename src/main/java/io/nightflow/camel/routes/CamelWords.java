package io.nightflow.camel.routes;

import io.nightflow.settings.SpellingHint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;

/**
 * What Camel says of a route file in words for those who write one, and by which piece of the file it can be found.
 *
 * @param rule what must be, and what to write.
 * @param needle a key or a part of a value that is at fault; empty where Camel names none.
 */
record CamelWords(String rule, String needle) {
    private static final String EXT = " Put its jar and what it needs into ext/";

    /** Class names and nested causes, which help nobody who has no stack trace. */
    private static final Pattern JAVA = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+[A-Z]\\w*(?:Exception|Error)?:? ?");

    private static final Map<String, String> TRY = Map.of("catch", "doCatch", "finally", "doFinally");

    private static final List<Class<?>> ENUMERATIONS = List.of(LoggingLevel.class, ExchangePattern.class);

    private record Known(Pattern said, Function<MatchResult, CamelWords> words) {
        static Known of(String said, Function<MatchResult, CamelWords> words) {
            return new Known(Pattern.compile(said, Pattern.DOTALL), words);
        }
    }

    private static final List<Known> ALL = List.of(
            Known.of(
                    "No language could be found for: ([\\w-]+)",
                    said -> new CamelWords("there is no language " + said.group(1) + " here." + EXT, said.group(1))),
            Known.of(
                    "Data format '([\\w-]+)' could not be created",
                    said -> new CamelWords(
                            "there is no data format " + said.group(1) + " here." + EXT,
                            said.group(1).equals("jackson") ? "json" : said.group(1))),
            Known.of(
                    "Enum class class ([\\w.$]+) does not have any constant with value: (\\S+)",
                    said -> new CamelWords(
                            "must be one of " + constants(said.group(1)) + " (got " + said.group(2) + ")",
                            said.group(2))),
            Known.of(
                    "expected symbol functionEnd but was eol",
                    said -> new CamelWords("an expression ${ is not closed: write } at its end", "${")),
            Known.of(
                    "Unknown function: ([^\\s\\]]+)",
                    said -> new CamelWords(
                            "there is no function " + said.group(1)
                                    + " in simple: write ${body}, ${header.name} or another of Camel's",
                            said.group(1))),
            Known.of(
                    "Unsupported field: (\\w+)",
                    said -> new CamelWords(
                            said.group(1) + " has no place here. "
                                    + (TRY.containsKey(said.group(1))
                                            ? "Did you mean " + TRY.get(said.group(1)) + "?"
                                            : "Look at its indentation and its spelling"),
                            said.group(1))),
            Known.of(
                    "Unknown node id: ([\\w-]+)",
                    said -> new CamelWords(
                            "there is no step " + said.group(1)
                                    + SpellingHint.question(said.group(1), CamelSteps.names()),
                            said.group(1))),
            Known.of(
                    "expected array\\s+in",
                    said -> new CamelWords("must be a list: put a dash before each element", "")),
            Known.of(
                    "Unsupported type: SEQUENCE",
                    said -> new CamelWords("must not be a list here: what follows belongs behind the colon", "")),
            Known.of(
                    "Unsupported definition: null",
                    said -> new CamelWords(
                            "an expression is missing: write constant:, simple: or another with its text", "")),
            Known.of(
                    "[Uu]ri is mandatory|uri must be specified and not empty",
                    said -> new CamelWords(
                            "a uri is missing or empty: write uri: with an endpoint such as direct:name", "")),
            Known.of(
                    "has no output processors|has no children on",
                    said -> new CamelWords("has no steps: write steps: with one at least below it", "")),
            Known.of(
                    "(header|property|variable)Name must be specified",
                    said -> new CamelWords(
                            "a step needs name: the name of a " + said.group(1),
                            "set" + said.group(1).substring(0, 1).toUpperCase(Locale.ROOT)
                                    + said.group(1).substring(1))),
            Known.of(
                    "AggregationStrategy must be set",
                    said -> new CamelWords("aggregate needs aggregationStrategy: the name of a bean", "aggregate")),
            Known.of(
                    "Cannot find AggregationStrategy in Registry with name: (\\S+)",
                    said -> new CamelWords("there is no bean " + said.group(1), said.group(1))),
            Known.of(
                    "Cannot find ([\\w-]+) on the classpath",
                    said -> new CamelWords(
                            "there is no " + said.group(1) + " here." + EXT,
                            said.group(1).replace("camel-", ""))),
            Known.of(
                    "For input string: \"([^\"]*)\"",
                    said -> new CamelWords(
                            "must be a number, or a time such as 500ms, 10s or 5m where it is one (got " + said.group(1)
                                    + ")",
                            said.group(1).strip())),
            Known.of(
                    "Unknown parameters=\\[\\{(\\w+)=",
                    said -> new CamelWords("there is no option " + said.group(1), said.group(1))),
            Known.of(
                    "expected symbol singleQuote but was eol",
                    said -> new CamelWords("a text in single quotes is not closed: write ' at its end", "'")),
            Known.of(
                    "Node should have only have 1 key, was: 2 keys: \\[(\\w+),(\\w+)\\]",
                    said -> new CamelWords(
                            said.group(2) + " stands beside " + said.group(1) + ": indent it below " + said.group(1),
                            said.group(2))),
            Known.of(
                    "Unexpected token (\\S+)",
                    said -> new CamelWords(
                            "simple does not understand " + said.group(1)
                                    + " here: write an operator such as ==, !=, >, >=, <, <= or contains between two"
                                    + " values, with blanks around it",
                            "")),
            Known.of(
                    "No endpoint could be found for: ([\\w+.-]+)",
                    said -> new CamelWords(
                            "there is no component " + said.group(1) + " here." + EXT, said.group(1) + ":")),
            Known.of(
                    "(?:ClassNotFoundException: |NoClassDefFoundError: |^)((?:\\w+[./])+[A-Z]\\w*)$",
                    said -> new CamelWords("there is no class " + said.group(1) + " here." + EXT, said.group(1))),
            Known.of(
                    "No bean could be found in the registry for: (\\S+)",
                    said -> new CamelWords("there is no bean " + said.group(1), said.group(1))));

    /** Of a failure, whose cause says most. */
    static CamelWords of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            String message = cause instanceof ClassNotFoundException
                    ? "ClassNotFoundException: " + cause.getMessage()
                    : String.valueOf(cause.getMessage());
            for (Known known : ALL) {
                Matcher matcher = known.said().matcher(message.strip());
                if (matcher.find()) {
                    return known.words().apply(matcher.toMatchResult());
                }
            }
        }
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new CamelWords(
                JAVA.matcher(words.strip().replaceAll("\\s+", " ")).replaceAll(""), "");
    }

    private static String constants(String enumeration) {
        return ENUMERATIONS.stream()
                .filter(known -> known.getName().equals(enumeration))
                .findFirst()
                .map(known -> Arrays.stream(known.getEnumConstants())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")))
                .orElse("the words that Camel knows");
    }
}
