import { computed, inject, type ComputedRef, type InjectionKey, type Ref } from 'vue'

/** What a text function may use to build its text. */
export interface TextContext {
  /** Returns a value that the component passes, by its name. */
  named: (name: string) => string
  /** Returns the form for the count that the component passes: for 1 and others, or for 0, 1 and others. */
  plural: (forms: readonly string[]) => string
}

/** A text of the UI. Texts with values are functions, so that nothing is compiled or parsed while the app runs. */
export type Text = string | ((context: TextContext) => string)

/** Texts by name, in groups. */
export interface TextGroups {
  readonly [name: string]: Text | TextGroups
}

/** The texts in use, with the language tag that they and all numbers and dates are written in. */
export interface TextsInUse {
  readonly language: string
  readonly texts: TextGroups
}

/** The texts of the components below. Provide a ref, so that the language can change while the app runs. */
export const textsKey: InjectionKey<Readonly<Ref<TextsInUse>>> = Symbol('texts')

type Values = Readonly<Record<string, string | number>>

/** Functions that return texts and numbers in the language in use. They are reactive. */
export interface Texts {
  /**
   * Returns a text.
   *
   * @param key its names, joined by dots
   * @param values the values that the text contains
   * @param count the number that decides between singular and plural
   * @returns the key itself if no text has this key
   */
  t: (key: string, values?: Values, count?: number) => string
  /** Formats a number. */
  n: (value: number, options?: Intl.NumberFormatOptions) => string
  /** The language tag, such as `zh-CN`. */
  locale: ComputedRef<string>
}

/** Returns the texts that the app, or a component above this one, provides. */
export function useTexts(): Texts {
  const inUse = inject(textsKey)
  if (!inUse) throw new Error('No texts are provided. Provide them with `textsKey`.')
  return createTexts(inUse)
}

/** Creates the functions that components get from {@link useTexts}. */
export function createTexts(inUse: Readonly<Ref<TextsInUse>>): Texts {
  const locale = computed(() => inUse.value.language)
  return {
    t: (key, values = {}, count = 1) => {
      const text = find(inUse.value.texts, key)
      if (typeof text !== 'function') return text ?? key
      return text({
        named: (name) => String(values[name] ?? ''),
        plural: (forms) => forms[formFor(count, forms.length)] ?? '',
      })
    },
    n: (value, options) => value.toLocaleString(locale.value, options),
    locale,
  }
}

function find(texts: TextGroups, key: string): Text | undefined {
  let found: Text | TextGroups | undefined = texts
  for (const name of key.split('.')) found = typeof found === 'object' ? found[name] : undefined
  return typeof found === 'object' ? undefined : found
}

function formFor(count: number, forms: number): number {
  if (forms === 2) return count === 1 ? 0 : 1
  return Math.min(count, forms - 1)
}
