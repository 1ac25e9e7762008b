import { usePreferredLanguages } from '@vueuse/core'
import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'
import type { AppI18n } from './createAppI18n.ts'
import { languageFor, type AppLanguage } from './language.ts'

/** Speaks the language that was chosen, and tells the browser and screen readers which one it is. */
export function useLanguage(i18n: AppI18n, choice: MaybeRefOrGetter<AppLanguage | 'auto'>): void {
  const wanted = usePreferredLanguages()
  watchEffect(() => {
    const language = languageFor(toValue(choice), wanted.value)
    i18n.global.locale.value = language
    document.documentElement.lang = language
    document.documentElement.dir = 'ltr'
  })
}
