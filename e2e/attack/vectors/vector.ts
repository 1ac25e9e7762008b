/** Maps the name of each attack to the Markdown that attempts it. */
export type Vectors = Readonly<Record<string, string>>

/** A host that must never receive a request. */
export const CANARY = 'http://canary.test'

/** The code that an attack tries to run. */
export const RUN = '__pwned(1)'
