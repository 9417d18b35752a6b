package io.dataconnector.connector.source.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key in PEM (RFC 7468): PKCS #8, also encrypted, or the older forms of RSA (PKCS #1) and of elliptic curves (SEC
 * 1), which are put into PKCS #8.
 */
final class PemKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s\\\\n]+)-----END", Pattern.DOTALL);
    private static final String RSA = "300d06092a864886f70d0101010500";
    /** The curve by its size in bytes, as the private value has it. */
    private static final Map<Integer, String> CURVES = Map.of(
            32, "301306072a8648ce3d020106082a8648ce3d030107",
            48, "301006072a8648ce3d020106052b81040022",
            66, "301006072a8648ce3d020106052b81040023");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int LONG_FORM = 0x80;

    private PemKey() {}

    /**
     * The key of a text.
     *
     * @param passphrase of an encrypted key; empty if it is not encrypted
     * @param algorithm RSA, EC or Ed25519
     * @throws GeneralSecurityException if it is no such key, without showing it
     */
    static PrivateKey read(String text, String passphrase, String algorithm) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(text);
        if (!matcher.find()) {
            throw new GeneralSecurityException("it is no private key in PEM, -----BEGIN PRIVATE KEY-----");
        }
        byte[] der = decode(matcher.group(2));
        PKCS8EncodedKeySpec spec = switch (matcher.group(1)) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(der);
            case "RSA PRIVATE KEY" -> pkcs8(RSA, der);
            case "EC PRIVATE KEY" -> pkcs8(curve(der), der);
            case "ENCRYPTED PRIVATE KEY" -> decrypt(der, passphrase);
            default -> throw new GeneralSecurityException("it is a key of another kind");
        };
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    }

    private static byte[] decode(String base64) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(base64.replace("\\n", "").replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is not in Base64");
        }
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] der, String passphrase) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // The name of PBES2 is in the parameters.
            String name = info.getAlgParameters() == null
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                    info.getAlgParameters());
            return new PKCS8EncodedKeySpec(cipher.doFinal(info.getEncryptedData()));
        } catch (IOException e) {
            throw new GeneralSecurityException("its encryption is not understood");
        }
    }

    /** The curve of a SEC 1 key: SEQUENCE, INTEGER 1, and the private value. */
    private static String curve(byte[] der) throws GeneralSecurityException {
        int start = der.length > 1 && der[1] < 0 ? 2 + (der[1] & 0x7f) : 2;
        if (der.length <= start + 4) {
            throw new GeneralSecurityException("it is not complete");
        }
        int size = der[start + 4];
        String curve = CURVES.get(size);
        if (curve == null) {
            throw new GeneralSecurityException("its curve is not supported; P-256, P-384 and P-521 are");
        }
        return curve;
    }

    private static PKCS8EncodedKeySpec pkcs8(String algorithm, byte[] key) {
        byte[] version = {2, 1, 0};
        byte[] content = concat(version, concat(HexFormat.of().parseHex(algorithm), tagged(OCTETS, key)));
        return new PKCS8EncodedKeySpec(tagged(SEQUENCE, content));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        bytes.writeBytes(second);
        return bytes.toByteArray();
    }

    /** DER: tag, length, content. */
    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (content.length < LONG_FORM) {
            bytes.write(content.length);
        } else {
            int octets = content.length > 0xff ? 2 : 1;
            bytes.write(LONG_FORM | octets);
            if (octets == 2) {
                bytes.write(content.length >> Byte.SIZE);
            }
            bytes.write(content.length & 0xff);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }
}
