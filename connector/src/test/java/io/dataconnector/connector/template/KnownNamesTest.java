package io.dataconnector.connector.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnownNamesTest {
    @Test
    void areThoseOfTheTables() {
        assertThat(KnownNames.DICT_METHODS).isEqualTo(DictMethods.names());
        assertThat(KnownNames.LIST_METHODS).isEqualTo(ListMethods.names());
        assertThat(KnownNames.STRING_METHODS).isEqualTo(StringMethods.names());
        assertThat(KnownNames.MACROS).isEqualTo(Macros.names());
    }

    @Test
    void tellMethodsFromMembers() {
        assertThat(KnownNames.isMethod("items")).isTrue();
        assertThat(KnownNames.isMethod("count")).isTrue();
        assertThat(KnownNames.isMethod("split")).isTrue();
        assertThat(KnownNames.isMethod("next")).isFalse();
    }
}
