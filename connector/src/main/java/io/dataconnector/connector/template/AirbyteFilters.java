package io.dataconnector.connector.template;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the CDK
 * (<a href="https://docs.airbyte.com/platform/connector-development/config-based/understanding-the-yaml-file/reference">YAML
 * reference, Interpolation filters</a>).
 */
final class AirbyteFilters {
    private static final Map<String, Routine> ALL = Map.of(
            "hash",
            new Routine(Signature.of(0, "hash_type", "salt"), (scope, value, arguments) -> hash(value, arguments)),
            "hmac",
            new Routine(Signature.of(1, "key", "hash_type"), (scope, value, arguments) -> hmac(value, arguments)),
            "base64encode",
            new Routine(Signature.of(0), (scope, value, arguments) -> encode(requireString(value, "encode"))),
            "base64binascii_decode",
            new Routine(Signature.of(0), (scope, value, arguments) -> encodeAscii(requireString(value, "encode"))),
            "base64decode",
            new Routine(Signature.of(0), (scope, value, arguments) -> decode(requireString(value, "encode"))),
            "string",
            new Routine(
                    Signature.of(0),
                    (scope, value, arguments) ->
                            value instanceof String ? value : "\"\"\"" + JsonText.of(value, false) + "\"\"\""),
            "regex_search",
            new Routine(
                    Signature.of(1, "regex"),
                    (scope, value, arguments) ->
                            PythonRegex.compile(arguments.text(0)).search(BoundArguments.requireText(value))),
            "regex_replace",
            new Routine(
                    Signature.of(2, "regex", "replacement"),
                    (scope, value, arguments) -> PythonRegex.compile(arguments.text(0))
                            .replace(BoundArguments.requireText(value), arguments.text(1))));
    private static final Map<String, String> DIGESTS = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha224", "SHA-224",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512",
            "sha3_224", "SHA3-224",
            "sha3_256", "SHA3-256",
            "sha3_384", "SHA3-384",
            "sha3_512", "SHA3-512");

    private AirbyteFilters() {}

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    /** The text of a string; anything else lacks the method that the CDK calls. */
    private static String requireString(Object value, String method) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw new PythonException(
                PythonException.Kind.ATTRIBUTE, "a value of type '" + Types.name(value) + "' has no '" + method + "'");
    }

    private static Object hash(Object value, BoundArguments arguments) {
        String algorithm = DIGESTS.get(BoundArguments.requireText(arguments.or(0, "md5")));
        if (algorithm == null) {
            throw PythonException.value("there is no such hash; known are "
                    + DIGESTS.keySet().stream().sorted().toList());
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(bytes(PythonText.str(value)));
            Object salt = arguments.or(1, None.NONE);
            if (Types.isTrue(salt)) {
                digest.update(bytes(PythonText.str(salt)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no " + algorithm, e);
        }
    }

    private static Object hmac(Object value, BoundArguments arguments) {
        if (!arguments.or(1, "sha256").equals("sha256")) {
            throw PythonException.value("hmac knows sha256 only");
        }
        byte[] key = bytes(PythonText.str(arguments.get(0)));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(PythonText.str(value))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no HmacSHA256", e);
        }
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static String encodeAscii(String text) {
        if (text.chars().anyMatch(character -> character > 127)) {
            throw PythonException.value("base64binascii_decode takes ASCII only");
        }
        return encode(text);
    }

    /** As Python decodes base64: characters outside of the alphabet are passed over. */
    private static String decode(String text) {
        String letters = text.replaceAll("[^A-Za-z0-9+/=]", "");
        try {
            byte[] decoded =
                    letters.isEmpty() ? new byte[0] : Base64.getDecoder().decode(requirePadding(letters));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw PythonException.value("the text is no base64");
        } catch (CharacterCodingException e) {
            throw PythonException.value("the decoded bytes are no UTF-8");
        }
    }

    private static String requirePadding(String letters) {
        if (letters.length() % 4 != 0) {
            throw new IllegalArgumentException("incorrect padding");
        }
        return letters;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
