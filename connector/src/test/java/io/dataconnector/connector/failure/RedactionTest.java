package io.dataconnector.connector.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String SECRET = "pä ss/w+rd~*\"\\1";

    private final Redaction redaction = new Redaction(List.of(SECRET, "pä", "x"));

    @Test
    void masksASecretInEveryUsualEncoding() {
        assertThat(redaction.apply("key=" + SECRET + "&")).isEqualTo("key=****&");
        String encoded = URLEncoder.encode(SECRET, UTF_8);
        assertThat(redaction.apply("?k=" + encoded)).isEqualTo("?k=****");
        assertThat(redaction.apply("?k=" + encoded.replace("+", "%20"))).isEqualTo("?k=****");
        String strict = encoded.replace("%7E", "~").replace("*", "%2A");
        assertThat(redaction.apply("?k=" + strict)).isEqualTo("?k=****");
        assertThat(redaction.apply("?k=" + strict.replace("+", "%20"))).isEqualTo("?k=****");
        assertThat(redaction.apply("/p%C3%A4%20ss/w+rd~*%22%5C1/x")).isEqualTo("/****/x");
        assertThat(redaction.apply("{\"k\":\"p\u00e4 ss/w+rd~*\\\"\\\\1\"}")).isEqualTo("{\"k\":\"****\"}");
    }

    /** As servers show it: in HTML, and in JSON as Go, PHP and Python write it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&auml;",
                "&#112;&#xE4; ss/w+rd~*&quot;\\1",
                "p%c3%a4+ss%2fw%2brd~*%22%5c1",
                "p\\u00e4 ss\\/w\\u002Brd~*\\\"\\\\1"
            })
    void masksWhatIsEncodedInPart(String text) {
        assertThat(redaction.apply(text)).isEqualTo(text.length() > 10 ? "****" : text);
    }

    /** A text that begins like a secret again and again. */
    @Test
    void masksSecretsOfAnyLength() {
        String secret = "s3/cr+t#".repeat(5_000) + "!";
        Redaction one = new Redaction(List.of(secret));

        assertThat(one.apply("key=" + secret + " and more")).matches("key=\\*+ and more");
        assertThat(one.apply("?k=" + URLEncoder.encode(secret, UTF_8) + " x")).matches("\\?k=\\*+ x");
    }

    @Test
    void isNotSlow() {
        String backslashes = "\\".repeat(64);
        assertThat(new Redaction(List.of(backslashes + "!")).apply(backslashes.repeat(32)))
                .isEqualTo(backslashes.repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user:"})
    void masksWhatTheBase64OfALongerTextShowsOfIt(String before) {
        for (String after : List.of("", "!", "!!", ":x")) {
            byte[] text = (before + SECRET + after).getBytes(UTF_8);
            assertThat(redaction.apply("Basic " + Base64.getEncoder().encodeToString(text)))
                    .as(before + "..." + after)
                    .contains("****")
                    .hasSizeLessThan(24);
            assertThat(redaction.apply(Base64.getUrlEncoder().encodeToString(text)))
                    .contains("****");
        }
    }

    @Test
    void masksWhatAUrlWithoutItsFragmentShows() {
        assertThat(new Redaction(List.of("be fore#after")).apply("/be%20fore/x be fore#after"))
                .isEqualTo("/****/x ****");
    }

    @Test
    void leavesEverythingElse() {
        assertThat(redaction.apply("an ordinary text with x and p")).isEqualTo("an ordinary text with x and p");
        assertThat(Redaction.NONE.apply(SECRET)).isEqualTo(SECRET);
    }

    /** Servers hand secrets out while everything else goes on. */
    @Test
    void secretsAreLearnt() {
        Redaction learning = new Redaction(List.of("first"));
        learning.add("second");
        learning.add("second");

        assertThat(learning.apply("first second third")).isEqualTo("**** **** third");
        assertThatIllegalStateException().isThrownBy(() -> Redaction.NONE.add("x"));
    }

    /** A token for each request must not fill the memory. */
    @Test
    void whatWasLearntLongAgoIsForgottenUnlessItIsUsed() {
        Redaction learning = new Redaction(List.of("configured"));
        learning.add("configured");
        learning.add("forgotten");
        learning.add("still used");
        for (int i = 1; i < 64; i++) {
            learning.add("still used");
            learning.add("<token " + i + ">");
        }

        assertThat(learning.apply("configured, forgotten, still used, <token 1>, <token 63>"))
                .isEqualTo("****, forgotten, ****, ****, ****");
    }

    @Test
    void whatWasLearntIsMaskedInItsUsualEncodings() {
        Redaction learning = new Redaction(List.of());
        learning.add("a+b/c-d.e=");

        assertThat(learning.apply("a+b/c-d.e= a%2Bb%2fc-d.e%3D a+b\\/c\\u002Dd.e= a&#43;b/c-d.e&#x3D; a+b/c-dxe="))
                .isEqualTo("**** **** **** **** a+b/c-dxe=");
        assertThat(learning.apply(Base64.getEncoder().encodeToString("x:a+b/c-d.e=".getBytes(UTF_8))))
                .contains("****");
    }

    /** It neither takes long nor much of the stack. */
    @Test
    void aLongTokenIsLearnt() {
        Redaction learning = new Redaction(List.of());
        String token = "abcdefgh".repeat(8_000);
        learning.add(token + "1");

        assertThat(learning.apply(token + "1 " + token + "2")).isEqualTo("**** " + token + "2");
    }

    @Test
    void secretsThatOverlapAreMaskedAsOne() {
        Redaction learning = new Redaction(List.of("abc", "inside", "end of"));
        learning.add("before inside after");
        learning.add("of the other");
        learning.add("ab");

        assertThat(learning.apply("before inside after, the end of the other.")).isEqualTo("****, the ****.");
        assertThat(learning.apply("abcabc ab")).isEqualTo("******** ab");
    }
}
