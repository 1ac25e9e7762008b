/** What is wrong in config.json. What was found is shown as JSON, in short; not where it may be a secret. */
export type ConfigProblem =
  | { readonly kind: 'unreadable' | 'no-object' }
  | { readonly kind: 'unknown' | 'secret'; readonly field: string }
  | {
      readonly kind: 'wrong'
      readonly field: string
      readonly found: string
      /** The key of the words for what it has to be. */
      readonly expected: string
    }
