package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JwtAuthenticatorTest {
    private static final int PKCS8_OF_RSA = 26;

    private static JwtAuthenticator authenticator(String members, String key, String passphrase) {
        String config = JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("id", "me")
                .put("passphrase", passphrase)
                .toString();
        TestManifest manifest = TestManifest.of(
                "jwt:\n  type: JwtAuthenticator\n  secret_key: \"{{ config['key'] }}\"\n" + members.indent(2));
        JwtAuthenticator jwt =
                JwtAuthenticator.compile(manifest.component("jwt", "JwtAuthenticator"), TestManifest.settings(config));
        assertThat(manifest.faults()).isEmpty();
        return jwt;
    }

    private static String token(String members, String key) {
        return authenticator(members, key, "").token(new RecordedLogin());
    }

    /** As PyJWT 2 makes it for the CDK. */
    @Test
    void tokensOfASymmetricKey() {
        assertThat(token("""
                        algorithm: HS256
                        token_duration: 1200
                        header_prefix: Bearer
                        jwt_headers: {kid: "{{ config['id'] }}", typ: JWT}
                        jwt_payload: {iss: "{{ config['id'] }}", aud: "https://a.example"}
                        additional_jwt_headers: {b: x}
                        additional_jwt_payload: {scope: "{{ config['id'] }} all"}
                        """, "a key of some length, at least 32"))
                .isEqualTo(
                        "Bearer eyJhbGciOiJIUzI1NiIsImIiOiJ4Iiwia2lkIjoibWUiLCJ0eXAiOiJKV1QifQ.eyJzY29wZSI6Im1lIGFsbCIs"
                                + "ImlzcyI6Im1lIiwiYXVkIjoiaHR0cHM6Ly9hLmV4YW1wbGUiLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjgwMCwibmJm"
                                + "IjoxNzY3MjI1NjAwfQ.D6vmEzWuYXUiG0V1xV2a6ADQoHriI-Tv9V-aPnfbOR8");
        assertThat(token("algorithm: HS512\nbase64_encode_secret_key: true\ntoken_duration: null", "k"))
                .isEqualTo("eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNTYwMCwibmJm"
                        + "IjoxNzY3MjI1NjAwfQ.PrOeX0odW6xsNVPoGraToUT7ZuYO086rcAxnZ-cjZjxnaPnU7wPM6zB9QhNQgZk5k5oTp2dYH25v5EUV"
                        + "eO05_w");
    }

    @ParameterizedTest
    @CsvSource({"'', 1200", "token_duration: 60, 60", "token_duration: null, 0"})
    void aTokenIsValidForAWhile(String member, long seconds) throws JsonProcessingException {
        String payload = token("algorithm: HS256\n" + member, "k").split("\\.", -1)[1];
        JsonNode claims = Json.read(new String(Base64.getUrlDecoder().decode(payload), UTF_8));

        assertThat(claims.get("exp").longValue() - claims.get("iat").longValue())
                .isEqualTo(seconds);
    }

    static Stream<String> algorithms() {
        return Stream.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        return switch (algorithm.substring(0, 2)) {
            case "RS", "PS" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                yield generator.generateKeyPair();
            }
            case "ES" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                String bits = algorithm.substring(2).replace("512", "521");
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
                yield generator.generateKeyPair();
            }
            default -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        };
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                String hash = "SHA-" + bits;
                signature.setParameter(
                        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
                yield signature;
            }
            default -> Signature.getInstance("Ed25519");
        };
    }

    private static void assertSigned(String token, String algorithm, KeyPair pair) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        assertThat(parts).hasSize(3);
        Signature signature = signature(algorithm);
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static String pem(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + name
                + "-----\n";
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void tokensOfAPrivateKey(String algorithm) throws GeneralSecurityException {
        KeyPair pair = pair(algorithm);

        String token = token(
                "algorithm: " + algorithm, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));

        assertSigned(token, algorithm, pair);
    }

    /** Keys as openssl wrote them before PKCS #8, and with escaped line breaks, as people put them into JSON. */
    @Test
    void olderFormsOfKeys() throws GeneralSecurityException {
        KeyPair rsa = pair("RS256");
        byte[] encoded = rsa.getPrivate().getEncoded();
        String pkcs1 = pem("RSA PRIVATE KEY", Arrays.copyOfRange(encoded, PKCS8_OF_RSA, encoded.length));
        assertSigned(token("algorithm: RS256", pkcs1), "RS256", rsa);
        assertSigned(token("algorithm: RS256", pkcs1.replace("\r\n", "\\n")), "RS256", rsa);

        for (String algorithm : List.of("ES256", "ES384", "ES512")) {
            KeyPair curve = pair(algorithm);
            byte[] pkcs8 = curve.getPrivate().getEncoded();
            int start = 3;
            while (pkcs8[start] != 4 || pkcs8[start + 1] != pkcs8.length - start - 2) {
                start++;
            }
            String sec1 = pem("EC PRIVATE KEY", Arrays.copyOfRange(pkcs8, start + 2, pkcs8.length));
            assertSigned(token("algorithm: " + algorithm, sec1), algorithm, curve);
        }
    }

    /** Wherever it breaks off, and with lengths that lead beyond its end. */
    @Test
    void aKeyThatIsCutOff() throws GeneralSecurityException {
        byte[] pkcs8 = pair("ES256").getPrivate().getEncoded();
        for (String name : List.of("EC PRIVATE KEY", "PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            for (int length = 1; length < pkcs8.length; length++) {
                String key = pem(name, Arrays.copyOf(pkcs8, length));
                assertThatExceptionOfType(ConnectorException.class)
                        .as("%s of %s bytes", name, length)
                        .isThrownBy(() -> token("algorithm: ES256", key))
                        .withMessageStartingWith("Manifest at jwt: secret_key is no key for the algorithm ES256: ");
            }
        }
    }

    @Test
    void keysWithAPassphrase() throws Exception {
        KeyPair pair = pair("RS256");
        String name = "PBEWithHmacSHA256AndAES_256";
        SecretKey secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec("open".toCharArray()));
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                secret,
                new PBEParameterSpec(new byte[8], 1_000, new IvParameterSpec(new byte[16])));
        // The class of the JDK cannot write what it reads.
        byte[] identifier = der(
                0x30,
                HexFormat.of().parseHex("06092a864886f70d01050d"),
                cipher.getParameters().getEncoded());
        byte[] encrypted =
                der(0x30, identifier, der(0x04, cipher.doFinal(pair.getPrivate().getEncoded())));
        String key = pem("ENCRYPTED PRIVATE KEY", encrypted);
        String members = "algorithm: RS256\npassphrase: \"{{ config['passphrase'] }}\"\n";

        assertSigned(authenticator(members, key, "open").token(new RecordedLogin()), "RS256", pair);
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> authenticator(members, key, "closed").token(new RecordedLogin()))
                .withMessageStartingWith("Manifest at jwt: secret_key is no key for the algorithm RS256: ");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream tagged = new ByteArrayOutputStream();
        tagged.writeBytes(new byte[] {(byte) tag, (byte) 0x82, (byte) (content.size() >> 8), (byte) content.size()});
        tagged.writeBytes(content.toByteArray());
        return tagged.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, secret, 'it is no private key in PEM, -----BEGIN PRIVATE KEY-----'",
        "HS256, '', it is empty",
        "RS256, '-----BEGIN DSA PRIVATE KEY-----AAAA-----END', it is a key of another kind",
        "RS256, '-----BEGIN PRIVATE KEY-----A-----END', it is not in Base64",
        "ES256, '-----BEGIN EC PRIVATE KEY-----AAAA-----END', it is not complete",
        "ES256, '-----BEGIN EC PRIVATE KEY-----MA==-----END', it is not complete",
        "ES256, '-----BEGIN EC PRIVATE KEY-----MP8CAQEEIA==-----END', it is not complete",
        "ES256, '-----BEGIN EC PRIVATE KEY-----MAoCAQEEBQAAAAAA-----END', "
                + "'its curve is not supported; P-256, P-384 and P-521 are'",
        "RS256, '-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END', its encryption is not understood"
    })
    void keysThatAreNone(String algorithm, String key, String message) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> token("algorithm: " + algorithm, key))
                .withMessage(
                        "Manifest at jwt: secret_key is no key for the algorithm " + algorithm + ": " + message + ".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            additional_jwt_headers: {alg: none} | additional_jwt_headers must not set alg, which has a member of its own
            additional_jwt_payload: {exp: 1}    | additional_jwt_payload must not set exp, which has a member of its own
            additional_jwt_payload: "{{ 1 }}"   | additional_jwt_payload must give an object
            """)
    void membersThatAreReserved(String member, String message) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> token("algorithm: HS256\n" + member, "k"))
                .withMessage("Manifest at jwt: " + message + ".");
    }

    @Test
    void anAlgorithmThatTheJdkLacks() {
        TestManifest manifest =
                TestManifest.of("jwt: {type: JwtAuthenticator, secret_key: a, algorithm: ES256K, jwt_headers: {a: b}}");
        JwtAuthenticator unused =
                JwtAuthenticator.compile(manifest.component("jwt", "JwtAuthenticator"), TestManifest.settings("{}"));

        assertThat(manifest.faults())
                .contains("at jwt.algorithm: the algorithm ES256K is not supported; supported: ES256,");
    }

    @Test
    void theTokenIsPutWhereTheManifestSays() {
        RequestParts parts = new RequestParts("here");
        authenticator(
                        "algorithm: HS256\nrequest_option: {type: RequestOption, inject_into: header, field_name: X-Token}",
                        "k",
                        "")
                .authenticate(parts, new RecordedLogin());

        assertThat(parts.toRequest("GET", "https://a.example/").headers())
                .anySatisfy(header -> assertThat(header.name()).isEqualTo("X-Token"));
    }
}
