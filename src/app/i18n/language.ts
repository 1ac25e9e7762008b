/** The languages of the app. */
export const APP_LANGUAGES = ['en', 'zh-CN'] as const
export type AppLanguage = (typeof APP_LANGUAGES)[number]

/**
 * Returns the language to use.
 *
 * @param choice - the user's choice; `auto` follows the browser
 * @param preferred - the browser's languages, the most preferred first
 */
export function languageFor(
  choice: AppLanguage | 'auto',
  preferred: readonly string[],
): AppLanguage {
  if (choice !== 'auto') return choice
  for (const tag of preferred) {
    const [language = ''] = tag.toLowerCase().split('-')
    // Compare only the language: readers of traditional Chinese prefer the simplified texts to the English ones.
    const match = APP_LANGUAGES.find((known) => known.toLowerCase().split('-')[0] === language)
    if (match) return match
  }
  return 'en'
}
