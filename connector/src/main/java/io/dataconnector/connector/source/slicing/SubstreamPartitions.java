package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.Injection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A partition for each record of the parents, one parent after the other (SubstreamPartitionRouter). Its values are the key
 * of the record, and as {@code parent_slice} the partition of the parent that the record is in.
 */
final class SubstreamPartitions implements PartitionRouter {
    private static final String PARENTS = "parent_stream_configs";

    private final List<ParentConfig> parents;
    private final boolean isLazy;

    SubstreamPartitions(List<ParentConfig> parents) {
        this(parents, false);
    }

    private SubstreamPartitions(List<ParentConfig> parents, boolean isLazy) {
        this.parents = List.copyOf(parents);
        this.isLazy = isLazy;
    }

    /** The same for a stream that takes the first page of a partition from the parent's record, if that has it. */
    SubstreamPartitions lazy() {
        return new SubstreamPartitions(parents, true);
    }

    /** Whether the first page of a partition may be in the parent's record. */
    boolean isLazy() {
        return isLazy && parents.stream().anyMatch(parent -> parent.firstPage().isPresent());
    }

    /**
     * A SubstreamPartitionRouter of a manifest.
     *
     * @param streams compiles a parent
     */
    static SubstreamPartitions compile(Component router, Settings settings, ParentCompiler streams) {
        router.requiredValue(PARENTS);
        List<ParentConfig> parents = new ArrayList<>();
        List<Component> configs = router.components(PARENTS, "ParentStreamConfig");
        for (Component config : configs) {
            ParentConfig.compile(config, settings, streams).ifPresent(parents::add);
        }
        if (router.values(PARENTS).isEmpty()) {
            router.fault(PARENTS, "there must be at least one parent");
        }
        return new SubstreamPartitions(parents);
    }

    @Override
    public Iterator<Partition> partitions(ParentReader reader) {
        return new Iterator<>() {
            private final Iterator<ParentConfig> configs = parents.iterator();
            private Iterator<Partition> ofParent = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!ofParent.hasNext() && configs.hasNext()) {
                    ofParent = ofParent(configs.next(), reader);
                }
                return ofParent.hasNext();
            }

            @Override
            public Partition next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ofParent.next();
            }
        };
    }

    private Iterator<Partition> ofParent(ParentConfig parent, ParentReader reader) {
        boolean keepsPage = isLazy && reader.isFirstRead();
        Iterator<ParentReader.Kept> records =
                reader.read(parent, (record, hasRoom) -> parent.keep(record, keepsPage && hasRoom));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Partition next() {
                return parent.partition(records.next());
            }
        };
    }

    /** Of several parents at the same place, the last one's, as in the CDK. */
    @Override
    public List<Injection> injections(ObjectNode partition) {
        Map<String, Injection> injections = new LinkedHashMap<>();
        parents.forEach(parent -> parent.injection(partition)
                .ifPresent(injection -> injections.put(injection.option().describe(), injection)));
        return List.copyOf(injections.values());
    }

    @Override
    public List<ParentStream> parents() {
        return parents.stream().map(ParentConfig::stream).toList();
    }

    @Override
    public Optional<List<ParentConfig>> incrementalParents() {
        return Optional.of(parents.stream().filter(ParentConfig::isIncremental).toList());
    }

    /** The parent, if there is just one. */
    Optional<ParentConfig> onlyParent() {
        return parents.size() == 1 ? Optional.of(parents.get(0)) : Optional.empty();
    }

    /** Whether a value of a parent is put into requests at a place of its own. */
    boolean hasOptions() {
        return parents.stream().anyMatch(parent -> parent.option().isPresent());
    }
}
