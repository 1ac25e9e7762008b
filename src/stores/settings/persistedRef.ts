import { useStorage, type RemovableRef, type UseStorageOptions } from '@vueuse/core'
import { computed, type WritableComputedRef } from 'vue'
import { parseObject } from '../../core/internal.ts'
import { getLocalStorage } from '../storage/siteData.ts'
import { isText } from '../storage/rows/scalars.ts'

/**
 * Keeps a value in localStorage, shared with the other tabs. If the browser refuses, only this tab keeps the
 * value, in memory. The fallback is not written.
 */
export function persistedValue<T>(
  name: string,
  fallback: T,
  options: Pick<UseStorageOptions<T>, 'flush' | 'serializer' | 'shallow'> = {},
): RemovableRef<T> {
  return useStorage<T>(`vue-chat-stream:${name}`, fallback, getLocalStorage(), {
    ...options,
    writeDefaults: false,
    // Ignored: the value stays in memory.
    onError: () => {},
  })
}

/** Keeps a text in localStorage that is validated when it is read: an invalid one is replaced by the fallback. */
export function persistedRef<T extends string | null>(
  name: string,
  fallback: T,
  isValid: (value: string) => boolean,
): RemovableRef<T> {
  return persistedValue<T>(name, fallback, {
    serializer: {
      // `isValid` has checked that it is a T.
      read: (value) => (isValid(value) ? (value as T) : fallback),
      write: (value) => String(value),
    },
  })
}

/**
 * Keeps a user's choice, which overrides a default that may change later. Choosing the current default removes
 * the choice.
 */
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

/** Keeps texts by name in localStorage, as JSON. Values other than strings are dropped. */
export function persistedTexts(name: string): RemovableRef<Readonly<Record<string, string>>> {
  return persistedValue<Readonly<Record<string, string>>>(
    name,
    {},
    { shallow: true, serializer: { read: readTexts, write: JSON.stringify } },
  )
}

/** Returns the string fields of a JSON object; invalid JSON has none. */
export function readTexts(json: string): Readonly<Record<string, string>> {
  const entries = Object.entries(parseObject(json) ?? {})
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => isText(entry[1])))
}

/** Returns the texts with one of them set; an empty text removes it. */
export function withText(
  texts: Readonly<Record<string, string>>,
  name: string,
  text: string,
): Readonly<Record<string, string>> {
  const others = Object.entries(texts).filter(([other]) => other !== name)
  return Object.fromEntries(text === '' ? others : [...others, [name, text]])
}
