/** The examples of the CommonMark specification. The package doesn't include types. */
declare module 'commonmark-spec' {
  export const tests: readonly {
    markdown: string
    html: string
    section: string
    number: number
  }[]
}
