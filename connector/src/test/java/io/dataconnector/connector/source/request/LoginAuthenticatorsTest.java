package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.Credentials;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access and session tokens: which requests get them, when, and how they are sent. */
final class LoginAuthenticatorsTest {
    private static final String CONFIG = """
            {"id": "me", "secret": "s&t", "refresh": "r1", "kind": "b",
             "credentials": {"client_id": "own", "client_secret": "hidden", "refresh_token": "old"}}""";
    private static final String OAUTH = """
            type: OAuthAuthenticator
            token_refresh_endpoint: "https://a.example/token"
            client_id: "{{ config.id }}"
            client_secret: "{{ config.secret }}"
            refresh_token: "{{ config.refresh }}"
            """;

    private static HttpCall call(String authenticator, Settings settings) {
        TestManifest manifest = TestManifest.of("requester:\n  type: HttpRequester\n  url: https://a.example/items\n"
                + "  authenticator:\n" + authenticator.indent(4));
        Requester requester = Requester.compile(manifest.component("requester", "HttpRequester"), settings);
        assertThat(manifest.faults()).isEmpty();
        return requester.call(Slice.WHOLE, Optional.empty(), List.of(), Optional.empty());
    }

    private static Credentials credentials(String authenticator) {
        return call(authenticator, TestManifest.settings(CONFIG)).credentials().orElseThrow();
    }

    private static Map<String, String> headers(HttpRequest request) {
        return request.headers().stream()
                .filter(header -> !header.name().equals("Accept"))
                .collect(Collectors.toMap(HttpRequest.Header::name, HttpRequest.Header::value));
    }

    private static String faults(String authenticator) {
        TestManifest manifest = TestManifest.of("requester:\n  type: HttpRequester\n  url: https://a.example/items\n"
                + "  authenticator:\n" + authenticator.indent(4));
        Requester unused =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings(CONFIG));
        return manifest.faults();
    }

    @Test
    void anAccessTokenIsFetchedOnceAndSentUntilItExpires() {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"t1\",\"expires_in\":\"60\"}");
        HttpCall call = call(OAUTH, TestManifest.settings(CONFIG));

        assertThat(headers(call.request())).isEmpty();
        Credentials credentials = call.credentials().orElseThrow();
        assertThat(headers(credentials.sign(login))).containsExactly(Map.entry("Authorization", "Bearer t1"));
        assertThat(headers(credentials.sign(login))).containsExactly(Map.entry("Authorization", "Bearer t1"));

        assertThat(login.requests).hasSize(1);
        assertThat(login.requests.get(0)).hasToString("POST https://a.example/token");
        assertThat(login.form(0))
                .isEqualTo("grant_type=refresh_token&client_id=me&client_secret=s%26t&refresh_token=r1");
        assertThat(login.hidden).containsExactly("t1");
        assertThat(login.kept).isEmpty();
        assertThat(login.redeemed).isZero();
    }

    /** Some servers say so that a token never expires, or that it has. */
    @ParameterizedTest
    @CsvSource({"9223372036854775807, 1", "1e30, 1", "-9223372036854775808, 2"})
    void aTokenMayBeValidForEver(String seconds, int requests) {
        String answer = "{\"access_token\":\"t1\",\"expires_in\":\"" + seconds + "\"}";
        RecordedLogin login = new RecordedLogin(answer, answer);
        Credentials credentials = credentials(OAUTH);

        credentials.sign(login);
        credentials.sign(login);

        assertThat(login.requests).hasSize(requests);
    }

    @Test
    void aTokenThatHasExpiredIsFetchedAgain() {
        RecordedLogin login = new RecordedLogin(
                "{\"access_token\":\"t1\",\"expires_in\":-1}",
                "{\"access_token\":\"t2\"}",
                "{\"access_token\":\"t3\"}");
        Credentials credentials = credentials(OAUTH);

        credentials.sign(login);
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t2");
        // Without a word about it, it is good for an hour.
        HttpRequest refused = credentials.sign(login);
        assertThat(login.requests).hasSize(2);

        assertThat(credentials.renew(refused, login)).isTrue();
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t3");
    }

    /** Both were sent with the token that one of them has renewed since. */
    @Test
    void whatTwoRequestsWereRefusedWithIsRenewedOnce() {
        RecordedLogin login = new RecordedLogin(
                "{\"access_token\":\"t1\"}", "{\"access_token\":\"t2\"}", "{\"access_token\":\"t3\"}");
        Credentials credentials = credentials(OAUTH);
        HttpRequest one = credentials.sign(login);
        HttpRequest other = credentials.sign(login);

        assertThat(credentials.renew(one, login)).isTrue();
        assertThat(credentials.renew(other, login)).isTrue();
        assertThat(login.requests).hasSize(2);
        HttpRequest again = credentials.sign(login);
        assertThat(headers(again)).containsEntry("Authorization", "Bearer t2");

        assertThat(credentials.renew(again, login)).isTrue();
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t3");
    }

    /** It is in no message: neither in the request for people, nor where a server repeats it. */
    @Test
    void aSignedTokenIsKnownOnceTheRequestIsSent() {
        RecordedLogin login = new RecordedLogin();
        HttpCall call = call("""
                type: JwtAuthenticator
                algorithm: HS256
                secret_key: "{{ config.secret }}"
                request_option: {type: RequestOption, inject_into: request_parameter, field_name: jwt}
                """, TestManifest.settings(CONFIG));

        assertThat(call.request()).hasToString("GET https://a.example/items");
        HttpRequest sent = call.credentials().orElseThrow().sign(login);
        assertThat(sent.url()).startsWith("https://a.example/items?jwt=eyJhbGci");
        assertThat(login.hidden).containsExactly(sent.url().substring(sent.url().indexOf('=') + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            grant_type: client_credentials | grant_type=client_credentials&client_id=me&client_secret=s%26t&refresh_token=r1
            client_id_name: app_id         | grant_type=refresh_token&app_id=me&client_secret=s%26t&refresh_token=r1
            scopes: [a, b c]               | grant_type=refresh_token&client_id=me&client_secret=s%26t&refresh_token=r1&scopes=a&scopes=b+c
            refresh_token_name: token      | grant_type=refresh_token&client_id=me&client_secret=s%26t&token=r1
            refresh_request_body: {scope: "{{ config.id }}", client_id: x} | grant_type=refresh_token&client_id=me&client_secret=s%26t&refresh_token=r1&scope=me
            refresh_request_headers: {Authorization: "Basic {{ config.id }}"} | grant_type=refresh_token&refresh_token=r1
            refresh_request_headers: {X-A: 1} | grant_type=refresh_token&client_id=me&client_secret=s%26t&refresh_token=r1
            """)
    void theRequestForAnAccessToken(String member, String form) {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"t1\"}");

        credentials(OAUTH + member).sign(login);

        assertThat(login.form(0)).isEqualTo(form);
    }

    @Test
    void theRequestMayHaveItsFieldsInTheUrl() {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"t1\"}");

        credentials(OAUTH + "send_refresh_request_as_query_params: true").sign(login);

        assertThat(login.requests.get(0))
                .hasToString("POST https://a.example/token?grant_type=refresh_token&client_id=me&client_secret=s%26t"
                        + "&refresh_token=r1");
        assertThat(login.requests.get(0).body()).isEmpty();
    }

    @Test
    void theTokenMayBeNestedAndHaveAnotherName() {
        RecordedLogin login = new RecordedLogin(
                "{\"data\":[{\"token\":\"t1\",\"until\":\"2025-12-31\"}]}",
                "{\"data\":{\"token\":\"t2\",\"until\":\"2026-01-01T00:00:01+00:00\"}}");
        Credentials credentials = credentials(
                OAUTH + "access_token_name: token\nexpires_in_name: until\ntoken_expiry_date_format: \"%Y-%m-%d\"\n");

        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t1");
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t2");
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t2");
        assertThat(login.requests).hasSize(2);
    }

    @Test
    void aTokenOfTheConfigurationIsSentUntilItsDate() {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"new\"}");
        String value = OAUTH + "access_token_value: \"{{ config.id }}\"\n";

        assertThat(headers(credentials(value + "token_expiry_date: \"2026-01-02T00:00:00Z\"\n")
                        .sign(login)))
                .containsEntry("Authorization", "Bearer me");
        assertThat(headers(credentials(value + "token_expiry_date: \"1767225599\"\n")
                        .sign(login)))
                .containsEntry("Authorization", "Bearer new");

        String only = """
                type: OAuthAuthenticator
                client_id: a
                client_secret: b
                refresh_token: c
                access_token_value: "{{ config.id }}"
                """;
        Credentials fixed = credentials(only);
        assertThat(headers(fixed.sign(new RecordedLogin()))).containsEntry("Authorization", "Bearer me");
        assertThat(fixed.renew(fixed.sign(new RecordedLogin()), new RecordedLogin()))
                .isFalse();
    }

    /** A read that is recorded takes the same instant for now until its end. */
    @Test
    void aTokenExpiresByAClockOfItsOwn() {
        Settings usual = TestManifest.settings(CONFIG);
        Settings recorded = new Settings(
                usual.config(), Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC), usual.loginClock());
        String expired =
                OAUTH + "access_token_value: \"{{ config.id }}\"\n" + "token_expiry_date: \"2025-12-31T23:59:59Z\"\n";
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"new\"}");

        assertThat(headers(call(expired, recorded).credentials().orElseThrow().sign(login)))
                .containsEntry("Authorization", "Bearer new");
    }

    /** Two streams have one refresh token, which is valid once. */
    @Test
    void aRefreshTokenThatRotatesIsKept() {
        RecordedLogin login = new RecordedLogin(
                "{\"access_token\":\"t1\",\"expires_in\":3600,\"refresh_token\":\"new\"}",
                "{\"access_token\":\"t2\",\"expires_in\":3600}");
        Settings settings = TestManifest.settings(CONFIG);
        String rotating = """
                type: OAuthAuthenticator
                token_refresh_endpoint: "https://a.example/token"
                refresh_token_updater: {}
                """;
        Credentials one = call(rotating, settings).credentials().orElseThrow();
        Credentials other = call(rotating, settings).credentials().orElseThrow();

        assertThat(headers(one.sign(login))).containsEntry("Authorization", "Bearer t1");
        assertThat(headers(other.sign(login))).containsEntry("Authorization", "Bearer t1");

        assertThat(login.form(0))
                .isEqualTo("grant_type=refresh_token&client_id=own&client_secret=hidden&refresh_token=old");
        assertThat(login.kept)
                .singleElement()
                .asString()
                .contains(
                        "\"credentials\":{\"client_id\":\"own\",\"client_secret\":\"hidden\",\"refresh_token\":\"new\","
                                + "\"access_token\":\"t1\",\"token_expiry_date\":\"2026-01-01T01:00:00+00:00\"}");
        assertThat(login.hidden).containsExactly("old", "t1", "new");

        // An answer without one leaves the refresh token as it is.
        one.renew(one.sign(login), login);
        assertThat(login.form(1)).endsWith("refresh_token=new");
        assertThat(login.kept).hasSize(2).last().asString().contains("\"refresh_token\":\"new\"");
        assertThat(headers(other.sign(login))).containsEntry("Authorization", "Bearer t2");
        assertThat(login.redeemed).isEqualTo(2);
    }

    @Test
    void aProfileIsAssertedByAToken() {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"t1\"}");

        credentials("""
                type: OAuthAuthenticator
                token_refresh_endpoint: "https://a.example/token"
                use_profile_assertion: true
                profile_assertion:
                  type: JwtAuthenticator
                  algorithm: HS256
                  secret_key: "{{ config.secret }}"
                """).sign(login);

        assertThat(login.form(0))
                .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGci");
        assertThat(login.hidden)
                .containsExactly(login.form(0).substring(login.form(0).lastIndexOf('=') + 1), "t1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"token_type":"x"}                         | the answer of token_refresh_endpoint has no access token, which would be called access_token.
            not JSON                                   | the answer of token_refresh_endpoint is not JSON.
            {"access_token":"t","expires_in":"soon"}   | the answer of token_refresh_endpoint says that the token expires at no number of seconds.
            """)
    void answersWithoutAToken(String answer, String message) {
        Credentials credentials = credentials(OAUTH);

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> credentials.sign(new RecordedLogin(answer)))
                .withMessage("Manifest at requester.authenticator: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            client_id: a                           | at requester.authenticator.client_id: both client_id and client_secret are required
            client_id: a                           | at requester.authenticator.refresh_token: is required by the grant_type refresh_token
            client_id: a                           | at requester.authenticator.token_refresh_endpoint: is required where there is no access_token_value
            use_profile_assertion: true            | at requester.authenticator.profile_assertion: is required by use_profile_assertion
            """)
    void authenticatorsThatLackSomething(String member, String fault) {
        assertThat(faults("type: OAuthAuthenticator\n" + member)).contains(fault);
    }

    @Test
    void whatAServerSaysOfARefreshTokenIsTheAffairOfTheUser() {
        TestManifest manifest = TestManifest.of("""
                oauth:
                  type: OAuthAuthenticator
                  refresh_token_error_status_codes: [401]
                  refresh_token_error_key: error
                  refresh_token_error_values: [invalid_grant]
                """);
        TokenErrors errors = TokenErrors.compile(
                manifest.component("oauth", "OAuthAuthenticator"), ResponsePolicy.byStatus(Backoffs.none()));
        ResponseHead refused = new ResponseHead(401, Map.of());

        Verdict verdict = errors.judge(refused, "{\"error\":\"invalid_grant\"}".getBytes(UTF_8));
        assertThat(verdict.message())
                .hasValueSatisfying(text -> assertThat(text).contains("Authenticate again"));
        assertThat(verdict.failureType()).contains(FailureType.CONFIG_ERROR);
        assertThat(errors.judge(refused, "no".getBytes(UTF_8)).message()).isEmpty();
        assertThat(errors.judge(new ResponseHead(400, Map.of())).failureType()).contains(FailureType.CONFIG_ERROR);
        assertThat(errors.judge(new ResponseHead(503, Map.of())).action()).isEqualTo(Verdict.Action.RETRY);
    }

    private static final String SESSION = """
            type: SessionTokenAuthenticator
            login_requester:
              type: HttpRequester
              url: https://a.example/login
              http_method: POST
              request_body_json: {user: "{{ config.id }}"}
            session_token_path: [data, "0", token]
            """;

    @Test
    void aSessionTokenIsFetchedByARequesterOfItsOwn() {
        RecordedLogin login = new RecordedLogin("{\"data\":[{\"token\":\"t1\"}]}");
        Credentials credentials =
                credentials(SESSION + "expiration_duration: PT1H\nrequest_authentication: {type: Bearer}");

        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t1");
        assertThat(headers(credentials.sign(login))).containsEntry("Authorization", "Bearer t1");

        assertThat(login.requests).singleElement().hasToString("POST https://a.example/login");
        assertThat(login.form(0)).isEqualTo("{\"user\": \"me\"}");
        assertThat(login.hidden).containsExactly("t1");
        assertThat(credentials.renew(credentials.sign(login), login)).isFalse();
    }

    @Test
    void withoutADurationASessionIsForOneRequest() {
        RecordedLogin login = new RecordedLogin("{\"data\":[{\"token\":\"t1\"}]}", "{\"data\":[{\"token\":\"t2\"}]}");
        Credentials credentials = credentials(SESSION + """
                request_authentication:
                  type: ApiKey
                  api_token: "Token {{ session_token }}"
                  inject_into: {type: RequestOption, inject_into: header, field_name: X-Session}
                """);

        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "Token t1");
        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "Token t2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"data":[]} | the answer of login_requester has no session token at data.0.token.
            <html>      | the answer of login_requester is not JSON.
            """)
    void answersWithoutASession(String answer, String message) {
        Credentials credentials = credentials(SESSION + "request_authentication: {type: Bearer}");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> credentials.sign(new RecordedLogin(answer)))
                .withMessage("Manifest at requester.authenticator: " + message);
    }

    @Test
    void aDurationThatIsNone() {
        assertThat(faults(SESSION + "expiration_duration: hour\nrequest_authentication: {type: Bearer}"))
                .contains("expiration_duration: must be an ISO 8601 duration, such as PT1H");
    }

    private static final String LEGACY = """
            type: LegacySessionTokenAuthenticator
            header: X-Session
            login_url: /session
            validate_session_url: /user/current
            session_token_response_key: id
            session_token: "{{ config['token'] }}"
            username: "{{ config['user'] }}"
            password: "{{ config['password'] }}"
            """;

    private static Credentials legacy(String config) {
        return call(LEGACY, TestManifest.settings(config)).credentials().orElseThrow();
    }

    @Test
    void aSessionOfTheConfigurationIsValidatedOnce() {
        RecordedLogin login = new RecordedLogin("{\"name\": \"me\"}");
        Credentials credentials = legacy("{\"token\": \"12e3\"}");

        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "12e3");
        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "12e3");

        assertThat(login.requests).singleElement().hasToString("GET https://a.example/items/user/current");
        assertThat(headers(login.requests.get(0))).containsEntry("X-Session", "12e3");
        assertThat(login.hidden).containsExactly("12e3");
    }

    @Test
    void aSessionThatIsNotValidIsReplacedByALogin() {
        RecordedLogin login = new RecordedLogin("HTTP 401", "{\"id\": 17}");
        Credentials credentials = legacy("{\"token\": \"old\", \"user\": \"me\", \"password\": \"pass\"}");

        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "17");
        assertThat(headers(credentials.sign(login))).containsEntry("X-Session", "17");

        assertThat(login.requests).hasSize(2).last().hasToString("POST https://a.example/items/session");
        assertThat(login.form(1)).isEqualTo("{\"username\": \"me\", \"password\": \"pass\"}");
        assertThat(login.hidden).containsExactly("old", "17");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"token":"old"}                | HTTP 401    | the session token is not valid, and there is no username and password
            {"token":"old"}                | HTTP 403    | HTTP 403
            {"user":"me"}                  | {"id":"t1"} | the session token is not valid, and there is no username and password
            {"user":"me","password":"p"}   | {"id":[]}   | the answer to the login has no session token, which would be called id.
            {"user":"me","password":"p"}   | [1]         | the answer to the login has no session token, which would be called id.
            {"user":"me","password":"p"}   | <html>      | the answer to the login is not JSON.
            """)
    void loginsThatGiveNoSession(String config, String answer, String message) {
        Credentials credentials = legacy(config);

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> credentials.sign(new RecordedLogin(answer)))
                .withMessageContaining(message);
    }

    @Test
    void theOneThatIsSelectedLogsIn() {
        RecordedLogin login = new RecordedLogin("{\"access_token\":\"t1\"}");
        String selective = "type: SelectiveAuthenticator\nauthenticator_selection_path: [kind]\nauthenticators:\n"
                + "  a: {type: NoAuth}\n  b:\n" + OAUTH.indent(4);

        assertThat(headers(credentials(selective).sign(login))).containsEntry("Authorization", "Bearer t1");
        assertThat(call(
                                selective,
                                TestManifest.settings("{\"kind\":\"a\",\"id\":\"\",\"secret\":\"\",\"refresh\":\"\"}"))
                        .credentials())
                .isEmpty();
    }
}
