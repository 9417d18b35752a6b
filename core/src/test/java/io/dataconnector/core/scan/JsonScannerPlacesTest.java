package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of watched values while the document comes in pieces. */
final class JsonScannerPlacesTest {
    @Test
    void anArrayIsStillKnownWhenTheBytesFromItsFirstElementOnAreMoved() throws JsonSyntaxException {
        JsonPaths paths = new JsonPaths();
        int array = paths.addElements("/data", List.of("/id"))[0];
        JsonScanner scanner = new JsonScanner(paths);
        byte[] document = "{\"data\":[{\"id\":1},{\"id\":2}]}".getBytes(UTF_8);
        int firstElement = 9;

        scanner.begin();
        scanner.feed(document, 0, firstElement + 4, false);
        assertThat(scanner.next()).isEqualTo(JsonScanner.Event.MORE);
        assertThat(scanner.keepFrom()).isEqualTo(firstElement);
        byte[] moved = Arrays.copyOfRange(document, firstElement, document.length);
        scanner.feed(moved, 0, moved.length, true);

        assertThat(scanner.next()).isEqualTo(JsonScanner.Event.ELEMENT);
        assertThat(scanner.isWithin(array)).isTrue();
        assertThat(scanner.next()).isEqualTo(JsonScanner.Event.ELEMENT);
        assertThat(scanner.next()).isEqualTo(JsonScanner.Event.END);
        assertThat(scanner.has(array)).isTrue();
    }
}
