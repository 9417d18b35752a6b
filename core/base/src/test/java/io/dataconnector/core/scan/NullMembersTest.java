package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NullMembersTest {
    private static String remove(String json) {
        byte[] bytes = ("x" + json + "y").getBytes(UTF_8);
        int end = NullMembers.remove(bytes, 1, bytes.length - 1);
        assertThat((char) bytes[0]).isEqualTo('x');
        assertThat((char) bytes[bytes.length - 1]).isEqualTo('y');
        return new String(bytes, 1, end - 1, UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":null}                              | {}
            {"a":null,"b":null}                     | {}
            {"a":null,"b":1}                        | {"b":1}
            {"a":1,"b":null}                        | {"a":1}
            {"a":1,"b":null,"c":2}                  | {"a":1,"c":2}
            { "a" : null , "b" : "null" }           | { "b" : "null" }
            {"a":"null","null":true,"b":false}      | {"a":"null","null":true,"b":false}
            {"null":null,"a":{"b":null,"c":[null]}} | {"a":{"b":null,"c":[null]}}
            {"a":[null,{"x":null}],"b":null}        | {"a":[null,{"x":null}]}
            {"a\\\\\\"}":null,"b,":"\\\\","c":null} | {"b,":"\\\\"}
            {"ü":null,"b":"ü"}                      | {"b":"ü"}
            {}                                      | {}
            """)
    void membersAreRemovedAtTheTop(String json, String expected) {
        assertThat(remove(json).replace(" ", "")).isEqualTo(expected.replace(" ", ""));
    }
}
