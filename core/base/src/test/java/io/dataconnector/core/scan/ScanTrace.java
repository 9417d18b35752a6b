package io.dataconnector.core.scan;

import java.util.List;
import java.util.Optional;

/**
 * What a scan says about a document: all that it saw, and the fault that ended it, if one did.
 * Nothing in it depends on how the document was fed, so that traces can be compared.
 */
record ScanTrace(List<Sighting> sightings, Optional<Fault> fault) {
    ScanTrace {
        sightings = List.copyOf(sightings);
    }

    /** One event, with what may be asked at it. */
    sealed interface Sighting permits Value, Element, End {}

    /** A value that stops the scan. */
    record Value(int id, String text) implements Sighting {}

    /** @param inner the text of the inner values, in the order in which they were watched */
    record Element(String text, boolean hasLineBreak, boolean hasNull, List<Optional<String>> inner)
            implements Sighting {
        Element {
            inner = List.copyOf(inner);
        }
    }

    /** @param present whether each of the watched values was there */
    record End(List<Boolean> present) implements Sighting {
        End {
            present = List.copyOf(present);
        }
    }

    /** @param position the index in the document, not in the buffer */
    record Fault(String message, long position) {}

    List<Element> elements() {
        return sightings.stream()
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    List<Value> values() {
        return sightings.stream()
                .filter(Value.class::isInstance)
                .map(Value.class::cast)
                .toList();
    }
}
