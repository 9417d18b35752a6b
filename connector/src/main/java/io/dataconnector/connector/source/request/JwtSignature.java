package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of JSON Web Tokens (RFC 7518, section 3; RFC 8037). */
final class JwtSignature {
    /** What the JDK can do of what the CDK knows; it has no curve for ES256K. */
    static final Set<String> ALGORITHMS = Set.of(
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
            "EdDSA");

    private static final int FAMILY = 2;

    private JwtSignature() {}

    /**
     * Signs a text.
     *
     * @param algorithm one of {@link #ALGORITHMS}
     * @param key the text of a symmetric key, or a private key in PEM
     * @param passphrase of the private key; empty if it has none
     * @throws GeneralSecurityException if the key cannot be used, without showing it
     */
    static byte[] sign(String content, String algorithm, String key, String passphrase)
            throws GeneralSecurityException {
        String bits = algorithm.substring(FAMILY);
        byte[] bytes = content.getBytes(UTF_8);
        return switch (algorithm.substring(0, FAMILY)) {
            case "HS" -> hmac(bytes, key, "HmacSHA" + bits);
            case "RS" ->
                sign(bytes, PemKey.read(key, passphrase, "RSA"), Signature.getInstance("SHA" + bits + "withRSA"));
            case "PS" -> sign(bytes, PemKey.read(key, passphrase, "RSA"), pss(bits));
            case "ES" ->
                sign(
                        bytes,
                        PemKey.read(key, passphrase, "EC"),
                        Signature.getInstance("SHA" + bits + "withECDSAinP1363Format"));
            default -> sign(bytes, PemKey.read(key, passphrase, "Ed25519"), Signature.getInstance("Ed25519"));
        };
    }

    private static byte[] hmac(byte[] content, String key, String name) throws GeneralSecurityException {
        if (key.isEmpty()) {
            throw new GeneralSecurityException("it is empty");
        }
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), name));
        return mac.doFinal(content);
    }

    private static Signature pss(String bits) throws GeneralSecurityException {
        String hash = "SHA-" + bits;
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / Byte.SIZE, 1));
        return signature;
    }

    private static byte[] sign(byte[] content, PrivateKey key, Signature signature) throws GeneralSecurityException {
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }
}
