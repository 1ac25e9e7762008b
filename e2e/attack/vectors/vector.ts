/** Names of attacks, each with the Markdown that tries it. */
export type Vectors = Readonly<Record<string, string>>

/** A host that must never hear of anything. */
export const CANARY = 'http://canary.test'

/** What an attack runs where it succeeds. */
export const RUN = '__pwned(1)'
