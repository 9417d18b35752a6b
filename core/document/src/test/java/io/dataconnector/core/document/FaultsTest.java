package io.dataconnector.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void noFaultLetsTheDocumentPass() {
        assertThat(faults.isEmpty()).isTrue();
        assertThatCode(() -> faults.throwIfAny("config.json")).doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsListedWithItsPlace() {
        faults.add("", "is an array");
        faults.add(Faults.member("/streams/0", "name"), "is missing");

        assertThat(faults.isEmpty()).isFalse();
        assertThat(faults.messages()).containsExactly("at the top: is an array", "at /streams/0/name: is missing");
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> faults.throwIfAny("config.json"))
                .withMessage("config.json:\n  at the top: is an array\n  at /streams/0/name: is missing");
    }

    @Test
    void namesAreEscapedInPointers() {
        assertThat(Faults.member("/a", "b/c~d")).isEqualTo("/a/b~1c~0d");
    }

    @Test
    void whatWasFoundIsShown() {
        faults.addExpected("/a", "a number", JsonNodeFactory.instance.textNode("one"));
        faults.addExpected("/b", "a number", MissingNode.getInstance());

        assertThat(faults.messages())
                .containsExactly("at /a: expected a number, found \"one\"", "at /b: expected a number, found nothing");
    }

    @Test
    void nothingOfALongValueIsShown() {
        TextNode secret = TextNode.valueOf("s3cr3t".repeat(100));
        ObjectNode object = JsonNodeFactory.instance.objectNode().set("key", secret);

        assertThat(Faults.show(secret)).isEqualTo("a value of 602 characters");
        assertThat(Faults.show(object)).isEqualTo("an object with 1 members");
        assertThat(Faults.show(JsonNodeFactory.instance.arrayNode().add(secret)))
                .isEqualTo("an array of 1 elements");
    }
}
