package io.dataconnector.connector.template;

import java.util.Iterator;

/**
 * A Python generator: can be iterated once, has neither length nor items.
 *
 * @param typeName how Python names its type, such as {@code generator}
 */
record Generator(String typeName, Iterator<Object> iterator) implements Iterator<Object> {
    static Generator of(Iterator<Object> iterator) {
        return new Generator("generator", iterator);
    }

    @Override
    public boolean hasNext() {
        return iterator.hasNext();
    }

    @Override
    public Object next() {
        return iterator.next();
    }
}
