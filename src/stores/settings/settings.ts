import { defineStore } from 'pinia'
import { computed, shallowRef, type WritableComputedRef } from 'vue'
import type { TransportName } from '../../core/index.ts'
import {
  DEFAULT_CONNECTION,
  isStreamUrl,
  isTransportName,
  type Defaults,
} from '../connections/connection.ts'
import { persistedRef, persistedChoice } from './persistedRef.ts'

export const LANGUAGES = ['auto', 'en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]

/**
 * How much of an answer a screen reader announces: only its beginning and end, the whole text when it ends, or
 * each sentence.
 */
export const ANNOUNCEMENTS = ['ends', 'whole', 'sentences'] as const
export type Announcements = (typeof ANNOUNCEMENTS)[number]

const ENTER_KEYS = ['auto', 'sends', 'breaks'] as const
type EnterKey = (typeof ENTER_KEYS)[number]

/** The user's choices, stored in this browser. The deployer's defaults apply to everything else. */
export const useSettings = defineStore('settings', () => {
  const language = persistedRef<Language>('language', 'auto', (value) => isOneOf(LANGUAGES, value))
  const theme = persistedRef<Theme>('theme', 'system', (value) => isOneOf(THEMES, value))
  const announcements = persistedRef<Announcements>('announcements', 'ends', (value) =>
    isOneOf(ANNOUNCEMENTS, value),
  )
  const chosenUrl = persistedRef<string | null>('url', null, isStreamUrl)
  const enterKey = persistedRef<EnterKey>('enter', 'auto', (value) => isOneOf(ENTER_KEYS, value))
  /** Whether Enter sends the message; undefined if it depends on the kind of keyboard. */
  const enterSends = computed<boolean | undefined>({
    get: () => (enterKey.value === 'auto' ? undefined : enterKey.value === 'sends'),
    set: (sends) => (enterKey.value = sends === undefined ? 'auto' : sends ? 'sends' : 'breaks'),
  })
  const areKeysOn = persistedSwitch('keys', true)
  /** Whether the user wants notifications about answers in the background; the browser may still not allow them. */
  const areNotificationsOn = persistedSwitch('notifications', false)
  const defaults = shallowRef<Defaults>(DEFAULT_CONNECTION)

  /** Setting an empty or invalid URL restores the default. */
  const url = computed({
    get: () => chosenUrl.value ?? defaults.value.url,
    set: (value) => {
      const isChoice = isStreamUrl(value) && value.trim() !== defaults.value.url
      chosenUrl.value = isChoice ? value.trim() : null
    },
  })
  const transport = persistedChoice<TransportName>(
    'transport',
    () => defaults.value.transport,
    isTransportName,
  )

  /** Applies the deployer's defaults; the user's choices still override them. */
  function applyDefaults(given: Partial<Defaults>): void {
    defaults.value = { ...defaults.value, ...given }
  }

  return {
    language,
    theme,
    announcements,
    url,
    transport,
    enterSends,
    areKeysOn,
    areNotificationsOn,
    defaults,
    applyDefaults,
  }
})

/** Keeps a setting that is either on or off. */
function persistedSwitch(name: string, fallback: boolean): WritableComputedRef<boolean> {
  const toWord = (isOn: boolean) => (isOn ? 'on' : 'off')
  const word = persistedRef<'on' | 'off'>(name, toWord(fallback), (value) =>
    isOneOf(['on', 'off'], value),
  )
  return computed({
    get: () => word.value === 'on',
    set: (isOn) => (word.value = toWord(isOn)),
  })
}

function isOneOf(known: readonly string[], value: string): boolean {
  return known.includes(value)
}
