import { usePreferredLanguages } from '@vueuse/core'
import { toValue, watch, type MaybeRefOrGetter } from 'vue'
import { addTexts, type AppI18n } from './createAppI18n.ts'
import { languageFor, type AppLanguage } from './language.ts'

/**
 * Speaks the language that was chosen, and tells the browser and screen readers which one it is. Nobody loads the
 * texts of a language that they do not read.
 *
 * @returns resolves when the first one is spoken
 */
export function useLanguage(
  i18n: AppI18n,
  choice: MaybeRefOrGetter<AppLanguage | 'auto'>,
): Promise<void> {
  const wanted = usePreferredLanguages()
  const language = () => languageFor(toValue(choice), wanted.value)

  async function speak(next: AppLanguage): Promise<void> {
    if (!i18n.global.availableLocales.includes(next)) {
      const { zhCN } = await import('./zh-CN.ts')
      addTexts(i18n, 'zh-CN', zhCN)
      // Another one may have been chosen meanwhile.
      if (next !== language()) return
    }
    i18n.global.locale.value = next
    document.documentElement.lang = next
    document.documentElement.dir = 'ltr'
  }

  // Where they cannot be loaded, as after an update of the app, the former language is spoken on.
  const tryToSpeak = (next: AppLanguage) => speak(next).catch(() => undefined)
  watch(language, (next) => void tryToSpeak(next))
  return tryToSpeak(language())
}
