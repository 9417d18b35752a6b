package io.dataconnector.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dataconnector.core.document.InvalidDocumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManifestViewTest {
    private static ManifestView view(String yaml) throws InvalidDocumentException {
        return Manifests.resolve(yaml).view();
    }

    private static void assertRefused(ManifestView view, String faults) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(view::throwIfRefused)
                .withMessage("m.yaml:" + faults.replace("\n", "\n  "));
    }

    @Test
    void membersAreReadByNameAndKind() throws InvalidDocumentException {
        ManifestView view = view("""
                text: a
                flag: false
                integer: 12
                nothing: null
                object: {x: 1}
                values: [1, a]
                texts: [a, b]
                check: {stream_names: [a]}
                streams: [{name: s}, {type: StateDelegatingStream}]
                untyped: {limit: 3}
                any: "{{ 1 }}"
                """);
        Component source = view.source();

        assertThat(source.type()).isEqualTo("DeclarativeSource");
        assertThat(source.path()).isEmpty();
        assertThat(source.text("text")).contains("a");
        assertThat(source.requiredText("text")).isEqualTo("a");
        assertThat(source.flag("flag")).contains(false);
        assertThat(source.integer("integer")).hasValue(12);
        assertThat(source.integer("absent")).isEmpty();
        assertThat(source.text("nothing")).isEmpty();
        assertThat(source.object("object").orElseThrow().path("x").intValue()).isEqualTo(1);
        assertThat(source.values("values")).hasSize(2);
        assertThat(source.values("absent")).isEmpty();
        assertThat(source.texts("texts")).containsExactly("a", "b");
        assertThat(source.component("check", "CheckStream").orElseThrow().texts("stream_names"))
                .containsExactly("a");
        assertThat(source.components("streams", "DeclarativeStream", "StateDelegatingStream"))
                .extracting(Component::path, Component::type)
                .containsExactly(
                        tuple("streams[0] (s)", "DeclarativeStream"), tuple("streams[1]", "StateDelegatingStream"));
        source.components("streams", "DeclarativeStream", "StateDelegatingStream")
                .forEach(s -> s.text("name"));
        assertThat(source.untyped("untyped").orElseThrow().integer("limit")).hasValue(3);
        assertThat(source.requiredValue("any").textValue()).isEqualTo("{{ 1 }}");
    }

    @Test
    void whatIsReadIsAccepted() throws InvalidDocumentException {
        ManifestView view = view("check: {stream_names: [a]}");
        view.source().component("check", "CheckStream").orElseThrow().texts("stream_names");

        assertThatCode(view::throwIfRefused).doesNotThrowAnyException();
    }

    @Test
    void whatNobodyReadsIsRefusedByNameAllAtOnce() throws InvalidDocumentException {
        ManifestView view = view("""
                streems: []
                concurrency_level: {default_concurrency: 1}
                check: {strem_names: [], x: 1}
                """);
        view.source().values("streams");
        view.source().component("check", "CheckStream").orElseThrow().texts("stream_names");

        assertRefused(view, """

                  at streems: a member of DeclarativeSource that is not supported; did you mean streams?
                  at concurrency_level: a member of DeclarativeSource that is not supported
                  at check.strem_names: a member of CheckStream that is not supported; did you mean stream_names?""");
    }

    /** As in the CDK, which forbids them in few components. */
    @Test
    void membersThatDoNotExistArePassedOverWithAWarning() throws InvalidDocumentException {
        ManifestView view = view("""
                check: {stream_names: [], error_handlers: []}
                streams: [{name: a, shown: 1}, {name: b, shown: 2}]
                """);
        assertThat(view.warnings()).isEmpty();
        view.source().component("check", "CheckStream").orElseThrow().texts("stream_names");
        view.source().components("streams", "DeclarativeStream").forEach(stream -> stream.text("name"));

        assertThatCode(view::throwIfRefused).doesNotThrowAnyException();
        assertThat(view.warnings())
                .containsExactly("Manifest m.yaml has members that do not exist in the format and have no effect:"
                        + " CheckStream.error_handlers at check.error_handlers,"
                        + " DeclarativeStream.shown at streams[0].shown and 1 more.");
    }

    @Test
    void membersThatTheCdkForbidsAreRefused() throws InvalidDocumentException {
        assertRefused(view("colour: red"), " at colour: a member of DeclarativeSource that is not supported");
    }

    /** A member that is there is not what another one was meant to be. */
    @Test
    void aNameLikeOneThatIsGivenIsNoMistake() throws InvalidDocumentException {
        ManifestView view = view("streams: [{name: a, names: b}]");
        view.source().components("streams", "DeclarativeStream").forEach(stream -> stream.text("name"));

        assertThatCode(view::throwIfRefused).doesNotThrowAnyException();
        assertThat(view.warnings()).hasSize(1);
    }

    @Test
    void whatIsNotSupportedConcernsItsPartAlone() throws InvalidDocumentException {
        ManifestView view = view("""
                streams:
                  - {name: a, retriever: {type: AsyncRetriever}}
                  - {name: b, retriever: {class_name: x.Y}, file_uploader: {}}
                  - {name: c}
                """);
        List<Component> streams = view.source().components("streams", "DeclarativeStream");
        for (Component stream : streams) {
            view.isolate(stream);
            stream.text("name");
            stream.component("retriever", "SimpleRetriever");
        }

        assertThatCode(view::throwIfRefused).doesNotThrowAnyException();
        assertThat(view.limits(streams.get(0)))
                .containsExactly("at streams[0].retriever: the type \"AsyncRetriever\" is not supported here;"
                        + " supported: SimpleRetriever");
        assertThat(view.limits(streams.get(1)))
                .containsExactly(
                        "at streams[1].retriever: a component of a class of its own, \"x.Y\", is Python code and cannot"
                                + " be run; supported here: SimpleRetriever",
                        "at streams[1].file_uploader: a member of DeclarativeStream that is not supported");
        assertThat(view.limits(streams.get(2))).isEmpty();
    }

    @Test
    void whatHasNoEffectIsPassedOver() throws InvalidDocumentException {
        ManifestView view = view("""
                version: 7.0.0
                description: d
                metadata: {a: 1}
                definitions: {a: 1}
                schemas: {a: 1}
                x-note: n
                check: {$parameters: {name: p}, x-mine: 1, beside: 1}
                """);
        Component check = view.source().component("check", "CheckStream").orElseThrow();
        check.passOver("beside");

        assertThat(check.parameters().path("name").textValue()).isEqualTo("p");
        assertThatCode(view::throwIfRefused).doesNotThrowAnyException();
    }

    @Test
    void typesThatAreNotSupportedAreRefusedByName() throws InvalidDocumentException {
        ManifestView view = view("""
                streams:
                  - type: DeclarativeStreem
                  - type: ConditionalStreams
                  - retriever: {class_name: a.B}
                  - retriever: {type: AsyncRetriever}
                  - loader: {a: 1}
                  - 7
                """);
        for (Component stream : view.source().components("streams", "DeclarativeStream")) {
            stream.component("retriever", "SimpleRetriever");
            stream.component("loader", "A", "B");
        }

        assertRefused(view, """

                  at streams[0]: the type "DeclarativeStreem" is not supported here; did you mean DeclarativeStream?
                  at streams[1]: the type "ConditionalStreams" is not supported here; supported: DeclarativeStream
                  at streams[5]: expected a component, found 7
                  at streams[2].retriever: a component of a class of its own, "a.B", is Python code and cannot be run; supported here: SimpleRetriever
                  at streams[3].retriever: the type "AsyncRetriever" is not supported here; supported: SimpleRetriever
                  at streams[4].loader: the component has no type; supported here: A, B""");
    }

    @Test
    void membersOfAnotherKindAreFaultsAndAbsent() throws InvalidDocumentException {
        ManifestView view = view("a: 1\nb: x\nc: 1.5\nd: []\ne: {}\nf: [1]\ng: 1\nh: 1");
        Component source = view.source();

        assertThat(source.text("a")).isEmpty();
        assertThat(source.flag("b")).isEmpty();
        assertThat(source.integer("c")).isEmpty();
        assertThat(source.object("d")).isEmpty();
        assertThat(source.values("e")).isEmpty();
        assertThat(source.texts("f")).isEmpty();
        assertThat(source.component("g", "X")).isEmpty();
        source.fault("h", "is wrong for another reason");
        source.passOver("h");
        assertRefused(view, """

                  at a: expected a string, found 1
                  at b: expected true or false, found "x"
                  at c: expected an integer, found 1.5
                  at d: expected an object, found []
                  at e: expected an array, found {}
                  at f[0]: expected a string, found 1
                  at g: expected a component, found 1
                  at h: is wrong for another reason""");
    }

    @Test
    void requiredMembersThatAreMissingAreFaults() throws InvalidDocumentException {
        ManifestView view = view("version: 7.0.0");

        assertThat(view.source().requiredText("a")).isEmpty();
        assertThat(view.source().requiredValue("b").isMissingNode()).isTrue();
        assertThat(view.source().requiredComponent("check", "CheckStream")).isEmpty();
        assertRefused(view, """

                  at the top: the required member a of DeclarativeSource is missing
                  at the top: the required member b of DeclarativeSource is missing
                  at the top: the required member check of DeclarativeSource is missing""");
    }

    @Test
    void anotherDocumentIsRefused() throws InvalidDocumentException {
        assertRefused(
                view("type: DeclarativeStream"),
                " at the top: the type \"DeclarativeStream\" is not supported here; supported: DeclarativeSource");
    }
}
