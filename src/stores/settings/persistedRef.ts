import { useStorage, type RemovableRef, type UseStorageOptions } from '@vueuse/core'
import { computed, type WritableComputedRef } from 'vue'
import { parseObject } from '../../core/internal.ts'
import { getLocalStorage } from '../storage/siteData.ts'
import { isText } from '../storage/rows/scalars.ts'

/**
 * Keeps a value in localStorage, shared with the other tabs. If the browser refuses, the value is kept in memory, by
 * this tab alone. The fallback is not written.
 */
export function persistedValue<T>(
  name: string,
  fallback: T,
  options: Pick<UseStorageOptions<T>, 'flush' | 'serializer' | 'shallow'> = {},
): RemovableRef<T> {
  return useStorage<T>(`vue-chat-stream:${name}`, fallback, getLocalStorage(), {
    ...options,
    writeDefaults: false,
    // The value stays in memory.
    onError: () => {},
  })
}

/** A text in localStorage that is checked when it is read: a wrong one counts as none. */
export function persistedRef<T extends string | null>(
  name: string,
  fallback: T,
  isValid: (value: string) => boolean,
): RemovableRef<T> {
  return persistedValue<T>(name, fallback, {
    serializer: {
      // The check is what makes it a T.
      read: (value) => (isValid(value) ? (value as T) : fallback),
      write: (value) => String(value),
    },
  })
}

/** A person's choice, which wins over a default that may change: who chooses that chooses nothing. */
export function persistedChoice<T extends string>(
  name: string,
  fallback: () => T,
  isValid: (value: string) => boolean,
): WritableComputedRef<T> {
  const chosen = persistedRef<T | null>(name, null, isValid)
  return computed({
    get: () => chosen.value ?? fallback(),
    set: (value) => (chosen.value = value === fallback() ? null : value),
  })
}

/** Texts by their names, in localStorage, as JSON: what is no text counts as none. */
export function persistedTexts(name: string): RemovableRef<Readonly<Record<string, string>>> {
  return persistedValue<Readonly<Record<string, string>>>(
    name,
    {},
    { shallow: true, serializer: { read: readTexts, write: JSON.stringify } },
  )
}

/** Returns the texts in an object that is written as JSON. */
export function readTexts(json: string): Readonly<Record<string, string>> {
  const entries = Object.entries(parseObject(json) ?? {})
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => isText(entry[1])))
}

/** The texts with another one by that name; an empty one counts as none. */
export function withText(
  texts: Readonly<Record<string, string>>,
  name: string,
  text: string,
): Readonly<Record<string, string>> {
  const others = Object.entries(texts).filter(([other]) => other !== name)
  return Object.fromEntries(text === '' ? others : [...others, [name, text]])
}
