/** The languages that the app speaks. */
export const APP_LANGUAGES = ['en', 'zh-CN'] as const
export type AppLanguage = (typeof APP_LANGUAGES)[number]

/**
 * The language to speak.
 *
 * @param choice - what the person chose; `auto` goes by the browser
 * @param wanted - the browser's languages, the best first
 */
export function languageFor(choice: AppLanguage | 'auto', wanted: readonly string[]): AppLanguage {
  if (choice !== 'auto') return choice
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-')
    // Who reads traditional Chinese reads the simplified texts rather than the English ones.
    const known = APP_LANGUAGES.find((one) => one.toLowerCase().split('-')[0] === language)
    if (known) return known
  }
  return 'en'
}
